"""
The test double for Google's Gemini Interactions API.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from mockgemini.errors import (
    CassetteError,
    MockGeminiError,
    MockGeminiWarning,
    SecretError,
    UpstreamError,
    UsageError,
)
from mockgemini.version import VERSION as __version__  # noqa: N811 - as packages name it

if TYPE_CHECKING:
    from mockgemini.asked import Asked
    from mockgemini.handle.answered import Interaction
    from mockgemini.handle.mock import MockGemini
    from mockgemini.synthesize.scripting.media import Audio, Image, Video
    from mockgemini.synthesize.scripting.reply import Reply
    from mockgemini.synthesize.scripting.tool_script import calls, expects_result, says
    from mockgemini.wire.outcome import FunctionCall, Text, Thought, ToolCall, ToolResult

__all__ = [
    "Asked",
    "Audio",
    "CassetteError",
    "FunctionCall",
    "Image",
    "Interaction",
    "MockGemini",
    "MockGeminiError",
    "MockGeminiWarning",
    "Reply",
    "SecretError",
    "Text",
    "Thought",
    "ToolCall",
    "ToolResult",
    "UpstreamError",
    "UsageError",
    "Video",
    "__version__",
    "calls",
    "expects_result",
    "says",
]

_SCRIPTING = "mockgemini.synthesize.scripting"
_HOMES = {
    "Asked": "mockgemini.asked",
    "Interaction": "mockgemini.handle.answered",
    "MockGemini": "mockgemini.handle.mock",
    "Reply": f"{_SCRIPTING}.reply",
    **dict.fromkeys(("Audio", "Image", "Video"), f"{_SCRIPTING}.media"),
    **dict.fromkeys(("calls", "expects_result", "says"), f"{_SCRIPTING}.tool_script"),
    **dict.fromkeys(
        ("FunctionCall", "Text", "Thought", "ToolCall", "ToolResult"), "mockgemini.wire.outcome"
    ),
}


def __getattr__(name: str) -> object:
    """
    What takes long to import, when it is first asked for: every run of pytest imports this package,
    few need that.
    """
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
