"""
What an interaction says, whichever SDK has read it: `steps` since 2.0, `outputs` before.
"""

from typing import Any

MODEL = "gemini-3.5-flash"


def text_of(interaction: Any) -> str:
    """
    All that the model has said.
    """
    said = []
    for part in _parts(interaction):
        said += [part] if part.type == "text" else getattr(part, "content", None) or []
    return "".join(getattr(item, "text", None) or "" for item in said)


def calls_of(interaction: Any) -> list[Any]:
    """
    The functions that it wants called: each has `id`, `name` and `arguments`.
    """
    return [part for part in _parts(interaction) if part.type == "function_call"]


def _parts(interaction: Any) -> list[Any]:
    found = getattr(interaction, "steps", None) or getattr(interaction, "outputs", None)
    return list(found or [])
