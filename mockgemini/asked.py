"""
What a client asked, as a test, a condition or a fake model looks at it: alike in both revisions.

Reads leniently and only when somebody looks; what was wrong with a request is no business of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import accumulate
from typing import Protocol

from mockgemini.errors import UsageError
from mockgemini.exchange import Answer, Faulty, Request, Stream, first
from mockgemini.jsontext import Json, parse
from mockgemini.redaction import Redactor, placeholder
from mockgemini.wire import register, wording
from mockgemini.wire.fields import mapping, type_of
from mockgemini.wire.outcome import FunctionCall, FunctionResult, Part, Text, Turn
from mockgemini.wire.turns import said_last

_SECRET_HEADERS = frozenset({"authorization", "cookie", "x-goog-api-key"})
_SHOWN = 60


class Entry(Protocol):
    """
    What a journal knows of a request that was answered.
    """

    @property
    def request(self) -> Request: ...

    @property
    def answer(self) -> Answer: ...

    @property
    def client_left(self) -> bool: ...

    @property
    def bytes_sent(self) -> int: ...

    @property
    def source(self) -> str | None: ...


class Asked:
    """
    One request. `entry` is what became of it, None as long as it is not answered.

    `history`: what was said before it by the interactions that it continues, oldest first; known to
    conditions and fake models only.
    """

    def __init__(
        self,
        request: Request,
        entry: Entry | None = None,
        *,
        default_revision: str = register.DEFAULT,
        history: tuple[Turn, ...] = (),
    ) -> None:
        self._request = request
        self._entry = entry
        self._default = default_revision
        self.history = history

    # --- what was said ------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """
        The text of what the client says last; empty where it says none.
        """
        return "\n".join(part.text for part in self.parts if isinstance(part, Text))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """
        What the client says last: all of its input since the model spoke.
        """
        return said_last(self.turns)

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """
        All of the request's own input, oldest first.
        """
        if self.revision is None:
            return ()
        return register.reader(self.revision).read_input(self.body)

    @property
    def results(self) -> tuple[FunctionResult, ...]:
        """
        The results of functions among what the client says last.
        """
        return tuple(part for part in self.parts if isinstance(part, FunctionResult))

    def function_of(self, result: FunctionResult) -> str | None:
        """
        The function that a result is of: by its own name, else by that of its call; None where the
        call is unknown.
        """
        if result.name is not None:
            return result.name
        for turn in (*self.history, *self.turns):
            for part in turn.parts:
                if isinstance(part, FunctionCall) and part.id == result.call_id:
                    return part.name
        return None

    # --- what was asked for -------------------------------------------------------------------

    @property
    def model(self) -> str | None:
        """
        The model's name, without `models/`.
        """
        name = self._word("model")
        return None if name is None else name.removeprefix("models/")

    @property
    def agent(self) -> str | None:
        return self._word("agent")

    @property
    def system_instruction(self) -> str | None:
        return self._word("system_instruction")

    @property
    def previous_interaction_id(self) -> str | None:
        return self._word("previous_interaction_id") or None

    @property
    def stream(self) -> bool:
        return self._fields.get("stream") is True

    @property
    def background(self) -> bool:
        return self._fields.get("background") is True

    @property
    def tools(self) -> list[Json]:
        """
        The tools as they were declared.
        """
        tools = self._fields.get("tools")
        return list(tools) if isinstance(tools, list) else []

    @property
    def tool_names(self) -> list[str]:
        """
        The same by name: of functions their own (`get_weather`), of others their kind.
        """
        return [_name(tool) for tool in self.tools]

    # --- how it came --------------------------------------------------------------------------

    @property
    def method(self) -> str:
        return self._request.method

    @property
    def path(self) -> str:
        """
        Percent-encoded, without query and without a space's prefix.
        """
        return self._request.path

    @property
    def query(self) -> str:
        """
        What stands behind the `?`, without keys.
        """
        return Redactor().clean(f"?{self._request.query}")[1:]

    @cached_property
    def headers(self) -> Mapping[str, str]:
        """
        By lower-case name; a placeholder stands for every key, equal for equal keys.
        """
        return {
            name: placeholder("key", value) if name in _SECRET_HEADERS else value
            for name, value in self._request.headers
        }

    @property
    def revision(self) -> str | None:
        """
        The revision it speaks; None where the call has none.
        """
        return register.revision_of(self._request, self._default)

    @cached_property
    def body(self) -> Json:
        """
        The body as JSON, None where there is none; a UsageError where it is something else.
        """
        content = self.content
        if not content:
            return None
        try:
            return parse(content.decode())
        except ValueError:
            raise UsageError(
                f"the body of {self._shown} is no JSON; .content has its {len(content)} bytes"
            ) from None

    @property
    def content(self) -> bytes:
        """
        The body's bytes; a UsageError where they are gone, because there were more than a megabyte.
        """
        body = self._request.body
        content = body.payload.read() if body.is_whole else b""
        if not content and self._had_content:
            raise UsageError(
                f"the body of {self._shown} is gone: bodies beyond 1 MiB are not kept for tests"
            )
        return content

    # --- what became of it --------------------------------------------------------------------

    @property
    def status(self) -> int | None:
        """
        The status of the answer; None before there is one.
        """
        return None if self._entry is None else self._entry.answer.status

    @property
    def disconnected(self) -> bool:
        """
        Whether the client was seen to leave before the end of the answer.
        """
        return self._entry is not None and self._entry.client_left

    @property
    def events_sent(self) -> int:
        """
        How many events of a stream went out; 0 for other answers.
        """
        if self._entry is None:
            return 0
        answer, sent = self._entry.answer, self._entry.bytes_sent
        if isinstance(answer, Faulty):
            return _whole_frames(answer, sent)
        if not isinstance(answer, Stream):
            return 0
        if sent < 0:
            return len(answer.events)
        ends = accumulate(len(event.raw) for event in answer.events)
        return sum(end <= sent for end in ends)

    @property
    def source(self) -> str | None:
        """
        Who answered: script, cassette, synthesizer, upstream, or `miss`.
        """
        return None if self._entry is None else self._entry.source

    # --- all in all ---------------------------------------------------------------------------

    @property
    def summary(self) -> str:
        """
        On one line, for messages: what is said last, else the method and path.
        """
        fields = self._fields
        # Cleaned whole: of a secret that is cut short the half would be left.
        said = Redactor().clean(self.text) if fields else ""
        return repr(wording.shortened(wording.line(said), _SHOWN)) if said.strip() else self._shown

    def __repr__(self) -> str:
        return Redactor().clean(f"<Asked {self._shown}: {self.summary}>")

    @property
    def _shown(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def _had_content(self) -> bool:
        headers = self._request.headers
        length = first(headers, "content-length") or "0"
        return length.strip("0") != "" or first(headers, "transfer-encoding") is not None

    @property
    def _fields(self) -> dict[str, Json]:
        # Uploads are no JSON, and say nothing of models.
        return {} if self.revision is None else mapping(self.body)

    def _word(self, name: str) -> str | None:
        value = self._fields.get(name)
        return value if isinstance(value, str) else None


def requests(
    entries: Iterable[Entry], default_revision: str = register.DEFAULT
) -> tuple[Asked, ...]:
    """
    The requests of a journal, oldest first.
    """
    return tuple(
        Asked(entry.request, entry, default_revision=default_revision) for entry in entries
    )


def _whole_frames(answer: Faulty, sent: int) -> int:
    if not (first(answer.headers, "content-type") or "").startswith("text/event-stream"):
        return 0
    return b"".join(piece.data for piece in answer.pieces)[: max(sent, 0)].count(b"\n\n")


def _name(tool: Json) -> str:
    name = mapping(tool).get("name")
    return name if type_of(tool) in {"function", ""} and isinstance(name, str) else type_of(tool)
