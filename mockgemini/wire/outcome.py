"""
What a model did, and what it was told, in nobody's schema.

Revisions read their answers into these values and render them from these; knows no wire names. A
part's or outcome's `extra` holds the wire's fields that the named ones do not, so nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from mockgemini.jsontext import Json
from mockgemini.wire.usage import Usage

Extra: TypeAlias = Mapping[str, Json]

# --- parts ------------------------------------------------------------------------------------


# Final is for the checker, here and where else a value is made for every answer: a frozen
# dataclass takes five times as long to make.
@dataclass(slots=True)
class Text:
    """
    Text and its citations, as the wire has them.

    `is_apart`: begins a message of its own, although what stands before it is content as well.
    """

    text: Final[str]
    citations: Final[tuple[Json, ...]] = ()
    is_apart: Final[bool] = False
    extra: Final[Extra] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Media:
    """
    An image, audio, video or document (`kind`): `data` in base64, or the `uri` of it.

    `is_apart` as in Text.
    """

    kind: str
    mime_type: str | None = None
    data: str | None = None
    uri: str | None = None
    is_apart: bool = False
    extra: Extra = field(default_factory=dict)


@dataclass(slots=True)
class Thought:
    """
    A thought: its summary, empty unless summaries were asked for, and its signature.

    A summary that is more than one plain text (pictures, several pieces) also stands in `extra`.
    """

    summary: Final[str] = ""
    signature: Final[str | None] = None
    extra: Final[Extra] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """
    The model asks for one of the client's functions.

    `arguments` is an object; the text so far, where a stream broke off within it.
    """

    name: str
    arguments: Json = field(default_factory=dict)
    id: str | None = None
    signature: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FunctionResult:
    """
    What a function gave. `result` is text, an object or a list of content; None where it is absent.
    """

    call_id: str | None = None
    name: str | None = None
    result: Json = None
    is_error: bool | None = None
    signature: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToolCall:
    """
    The model uses a tool on the server's side; `kind` is `google_search`, `code_execution`, ….
    """

    kind: str
    arguments: Json = None
    id: str | None = None
    signature: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToolResult:
    """
    What a tool on the server's side gave; None where it does not tell.
    """

    kind: str
    call_id: str | None = None
    result: Json = None
    is_error: bool | None = None
    signature: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failed:
    """
    The model's message ended in an error.
    """

    error: Error


@dataclass(frozen=True, slots=True)
class UserInput:
    """
    What the user said, where an answer repeats it amid what the model did.
    """

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """
    What we have no name for, whole. `kind` is its type on the wire, empty where it has none.
    """

    kind: str
    value: Json


Part: TypeAlias = (
    Text
    | Media
    | Thought
    | FunctionCall
    | FunctionResult
    | ToolCall
    | ToolResult
    | Failed
    | UserInput
    | Unknown
)

# --- wholes -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Error:
    """
    An error as Google tells it; `code` is a word in Interactions, a number elsewhere.
    """

    code: str | int | None = None
    message: str = ""
    extra: Extra = field(default_factory=dict)

    @property
    def name(self) -> str:
        """
        The word for it (`invalid_request`, `NOT_FOUND`), else its number, else "error".
        """
        status = self.extra.get("status")
        if isinstance(self.code, int) and isinstance(status, str):
            return status
        return "error" if self.code is None else str(self.code)


@dataclass(frozen=True, slots=True)
class Turn:
    """
    What one side said at a time; `who` is "user" or "model", else the role that the wire names.
    """

    who: str
    parts: tuple[Part, ...]


@dataclass(slots=True)
class Outcome:
    """
    All that one answer tells of an interaction; None is what it does not tell.

    `status` is the last one known, `input` the turns it repeats. `error` is the answer's own, or
    what its stream broke off with; `errors` are those the resource lists.
    """

    parts: Final[tuple[Part, ...]] = ()
    status: Final[str | None] = None
    usage: Final[Usage | None] = None
    id: Final[str | None] = None
    model: Final[str | None] = None
    agent: Final[str | None] = None
    previous_interaction_id: Final[str | None] = None
    created: Final[str | None] = None
    updated: Final[str | None] = None
    service_tier: Final[str | None] = None
    environment_id: Final[str | None] = None
    continuation_token: Final[str | None] = None
    input: Final[tuple[Turn, ...]] = ()
    error: Final[Error | None] = None
    errors: Final[tuple[Error, ...]] = ()
    extra: Final[Extra] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """
        All the model's text, joined.
        """
        return "".join(part.text for part in self.parts if isinstance(part, Text))

    def headed(
        self,
        *,
        identity: str,
        model: str | None,
        agent: str | None,
        created: str,
        updated: str,
        service_tier: str | None,
    ) -> Outcome:
        """
        The same as told of the interaction with this head.
        """
        # As `replace` does, in a fifth of its time.
        return Outcome(
            self.parts,
            self.status,
            self.usage,
            identity,
            model,
            agent,
            self.previous_interaction_id,
            created,
            updated,
            service_tier,
            self.environment_id,
            self.continuation_token,
            self.input,
            self.error,
            self.errors,
            self.extra,
        )
