"""
The models and agents there are, and what each can do.

The names are those that some generation of the SDKs lists; what they can do is told by their names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from mockgemini.jsontext import Json
from mockgemini.wire.refusal import Refusal, Refused

_MODELS = """
gemini-2.0-flash gemini-2.0-flash-lite
gemini-2.5-computer-use-preview-10-2025 gemini-2.5-flash gemini-2.5-flash-image
gemini-2.5-flash-image-preview gemini-2.5-flash-lite gemini-2.5-flash-lite-preview-09-2025
gemini-2.5-flash-native-audio-preview-12-2025 gemini-2.5-flash-preview-09-2025
gemini-2.5-flash-preview-native-audio-dialog gemini-2.5-flash-preview-tts gemini-2.5-pro
gemini-2.5-pro-preview-tts
gemini-3-flash-preview gemini-3-pro-image gemini-3-pro-image-preview gemini-3-pro-preview
gemini-3.1-flash-image gemini-3.1-flash-image-preview gemini-3.1-flash-lite
gemini-3.1-flash-lite-image gemini-3.1-flash-lite-preview gemini-3.1-flash-tts-preview
gemini-3.1-pro-preview gemini-3.1-pro-preview-customtools
gemini-3.5-flash gemini-3.5-flash-lite gemini-3.5-transcribe gemini-3.6-flash gemini-3.7-flash
gemini-3.8-flash gemini-3.8-flash-lite-tts gemini-3.8-flash-tts
gemini-4-argon gemini-4-carbon gemini-4-hydrogen
gemini-flash-latest gemini-flash-lite-latest gemini-nano-banana-2.1 gemini-pro-latest
gemini-omni-1.1-flash gemini-omni-1.2-flash gemini-omni-flash-preview
gemini-robotics-er-1.6-preview gemini-robotics-er-2-preview
gemma-4-26b-a4b-it gemma-4-31b-it
lyria-3-clip-preview lyria-3-pro-preview lyria-3.5
nano-banana-pro-preview
"""

_AGENTS = """
deep-research-pro-preview-12-2025 deep-research-preview-04-2026 deep-research-max-preview-04-2026
antigravity-preview-05-2026 antigravity-preview-09-2026
"""

MODELS: tuple[str, ...] = tuple(_MODELS.split())
AGENTS: tuple[str, ...] = tuple(_AGENTS.split())

_KNOWN = frozenset(MODELS)
_PICTURES = re.compile(r"-image|nano-banana")
_NO_BACKGROUND = re.compile(r"^gemini-2\.|^gemma-")
_INPUT_LIMIT, _OUTPUT_LIMIT = 1_048_576, 65_536


@dataclass(frozen=True)
class Model:
    """
    A model by its bare name, without `models/`.
    """

    name: str

    @cached_property
    def draws(self) -> bool:
        """
        Whether it makes pictures without being asked for their format.
        """
        return _PICTURES.search(self.name) is not None

    @cached_property
    def speaks(self) -> bool:
        return "-tts" in self.name or "native-audio" in self.name

    @cached_property
    def sings(self) -> bool:
        return self.name.startswith("lyria")

    @cached_property
    def films(self) -> bool:
        return "omni" in self.name

    @cached_property
    def thinks(self) -> bool:
        """
        Whether its answers begin with a thought.
        """
        return not (self.films or self.sings or self.speaks or self.name.startswith("gemini-2.0"))

    @cached_property
    def runs_in_background(self) -> bool:
        """
        Recorded: 2.5 refuses to; that the others can is documented of agents and omni only.
        """
        return _NO_BACKGROUND.search(self.name) is None

    def resource(self) -> dict[str, Json]:
        """
        As `GET /models/<name>` tells it.
        """
        words = [word.capitalize() for word in self.name.split("-")]
        return {
            "name": f"models/{self.name}",
            "version": "001",
            "displayName": " ".join(words),
            "inputTokenLimit": _INPUT_LIMIT,
            "outputTokenLimit": _OUTPUT_LIMIT,
            "supportedGenerationMethods": ["generateContent", "countTokens", "createInteraction"],
            "thinking": self.thinks,
        }


@lru_cache(maxsize=256)
def named(name: str) -> Model:
    """
    The model of that name, whether there is one or not; what was found out of it is kept.
    """
    return Model(name)


def model(name: str, *, accepts_any: bool = False) -> Model:
    """
    The model of that name; Refused (404) where there is none.
    """
    bare = name.removeprefix("models/")
    if not accepts_any and bare not in _KNOWN:
        raise Refused(_unknown("Model", name))
    return named(bare)


def agent(name: str, *, accepts_any: bool = False) -> str:
    """
    The agent of that name; Refused (404) where there is none.
    """
    bare = name.removeprefix("agents/")
    if not accepts_any and bare not in AGENTS:
        raise Refused(_unknown("Agent", name))
    return bare


def _unknown(kind: str, name: str) -> Refusal:
    # The code is documented; the sentence is our guess.
    return Refusal(
        404, "model_not_found" if kind == "Model" else "not_found", f"{kind} '{name}' not found."
    )
