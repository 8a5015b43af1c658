"""
What the Interactions API says when it refuses, word by word, and how we know.

Where its words are not known, ours follow the style of those that are; `evidence` then is a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

from mockgemini.wire.refusal import Refusal, Refused

Evidence: TypeAlias = Literal["recorded", "documented", "reported", "guessed"]
"""Seen on the wire, in Google's documentation, in somebody's issue; or only made up by us."""


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    evidence: Evidence
    code: str = "invalid_request"
    status: int = 400


class Complaint(Enum):
    """
    One way to refuse; `{…}` in its text is for the case at hand.
    """

    # Real: kept word by word.
    BAD_INPUT = _Words("Invalid input at '{place}'.", "recorded")
    NO_BACKGROUND = _Words("Model '{model}' does not support background interactions.", "recorded")
    UNSUPPORTED = _Words(
        "The value '{value}' is not supported for '{field}' at '{place}'. "
        "Supported values: {supported}.",
        "documented",
    )
    NO_CALL_ID = _Words("Missing call_id in content of type function_result", "reported")
    BAD_SIGNATURE = _Words("Request contains an invalid argument.", "reported")
    RESULT_WITHOUT_CALL = _Words(
        "Please ensure that function response turn comes immediately after a function call turn. "
        "Got function response with name '{name}'.",
        "reported",
    )
    RETIRED = _Words(
        "The legacy Interactions API schema is no longer supported. Please upgrade your client SDK "
        "to Python >= 2.0.0 or JavaScript/TypeScript >= 2.0.0 to adopt the new 'steps' schema. For "
        "details and migration examples, see: "
        "https://ai.google.dev/gemini-api/docs/interactions-breaking-changes-may-2026",
        "reported",
    )

    # Ours: the code is documented where it is not `invalid_request`, the words are not known.
    NOT_JSON = _Words("Invalid JSON payload received.", "guessed")
    BAD_VALUE = _Words("Invalid value at '{place}': expected {expected}, not {got}.", "guessed")
    OUT_OF_RANGE = _Words("Invalid value at '{place}': {value} is not {expected}.", "guessed")
    UNKNOWN_PARAMETER = _Words("Unknown parameter '{place}'.", "guessed", "parameter_unknown")
    NO_MODEL = _Words("Missing parameter: one of 'model' or 'agent' is required.", "guessed")
    MODEL_AND_AGENT = _Words("Only one of 'model' and 'agent' may be set.", "guessed")
    NO_INPUT = _Words("Missing parameter: 'input' is required.", "guessed")
    OF_MODELS_ONLY = _Words("'{field}' is not supported for agents.", "guessed")
    OF_AGENTS_ONLY = _Words("'{field}' is not supported for models.", "guessed")
    BACKGROUND_NOT_STORED = _Words(
        "Background interactions must be stored: 'store' may not be false.", "guessed"
    )
    MISSING = _Words("Missing {field} in {what} of type {kind} at '{place}'.", "guessed")
    BAD_FUNCTION_NAME = _Words(
        "Invalid function name at '{place}'. Must start with a letter or an underscore. Must be "
        "alphanumeric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), or dashes (-), with "
        "a maximum length of 128.",
        "guessed",
    )
    FUNCTION_TWICE = _Words("Duplicate function declaration found: {name}.", "guessed")
    # That it is refused was reported, with which words was not.
    EMPTY_REQUIRED = _Words("Invalid value at '{place}': 'required' must not be empty.", "guessed")

    @property
    def evidence(self) -> Evidence:
        return self.value.evidence

    def refused(self, **words: object) -> Refused:
        """
        The refusal to raise, with the words for what its text leaves open.
        """
        said: _Words = self.value
        return Refused(Refusal(said.status, said.code, said.text.format(**words)))
