"""
From what a reader found to Exchanges: secrets out, addresses relative, streams cut into events.

The one place where all formats meet; what is dropped or made up on the way becomes a warning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mockgemini import redaction
from mockgemini.convert.addresses import Target, relative, target
from mockgemini.convert.answers import Timing, answer, restored_type
from mockgemini.convert.decoding import decoded
from mockgemini.convert.moments import moment
from mockgemini.convert.revisions import revisions
from mockgemini.convert.source import Imported
from mockgemini.exchange import Body, Exchange, Headers, Recorded, Request, first

PARSED = "the bytes of a body are not the original ones: the recording kept its parsed JSON"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """
    A request and its answer as a file holds them: nothing dropped, nothing decoded.

    `timing` None: what the answer's headers say. `remarks` become warnings. `recorded`: when, in
    the file's own spelling; None or empty is when the answer's `date` says.
    """

    method: str
    address: str
    asked: Headers = ()
    body: bytes = b""
    status: int = 200
    answered: Headers = ()
    answer: bytes = b""
    timing: Timing | None = None
    note: str | None = None
    remarks: tuple[str, ...] = ()
    recorded: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """
    A pair that is left out, and why.
    """

    reason: str


@dataclass(frozen=True, slots=True)
class _Drawn:
    """
    A pair made ready, all but its revision, which the whole file may decide.
    """

    heard: Request
    kept: Request
    answer: Recorded
    note: str | None
    recorded: str | None


def imported(kind: str, found: Iterable[Pair | Skipped]) -> Imported:
    """
    The exchanges of one file, and a warning for each thing that befell one or more of them.
    """
    remarks: Counter[str] = Counter()
    drawn: list[_Drawn] = []
    for pair in found:
        taken = pair if isinstance(pair, Skipped) else _draw(pair, remarks)
        if isinstance(taken, Skipped):
            remarks[f"{taken.reason}: skipped"] += 1
        else:
            drawn.append(taken)
    clients = (each.heard.header("x-goog-api-client") for each in drawn)
    return Imported(
        _exchanges(drawn),
        [text if count == 1 else f"{text} ({count} exchanges)" for text, count in remarks.items()],
        kind,
        next((each.recorded for each in drawn if each.recorded is not None), None),
        next((client for client in clients if client is not None), None),
    )


def _exchanges(drawn: list[_Drawn]) -> list[Exchange]:
    spoken = revisions(
        [(each.heard, each.answer) for each in drawn], [each.recorded for each in drawn]
    )
    return [
        Exchange(each.kept, each.answer, revision=revision, note=each.note)
        for each, revision in zip(drawn, spoken, strict=True)
    ]


def _draw(pair: Pair, remarks: Counter[str]) -> _Drawn | Skipped:
    method = pair.method.upper()
    try:
        to = target(pair.address)
        if (reason := _foreign(method, to, pair.status)) is not None:
            return Skipped(reason)
        asked, answered = _lowered(pair.asked), _lowered(pair.answered)
        body = decoded(pair.body, first(asked, "content-encoding") or "")
        answer_body = decoded(pair.answer, first(answered, "content-encoding") or "")
    except ValueError as error:
        return Skipped(f"an exchange is not readable ({error})")
    remarks.update(pair.remarks)
    heard = Request(method, to.path, to.query, asked, Body.of(body))
    headers = _kept(answered, redaction.ANSWER_HEADERS)
    if (missing := restored_type(pair.status, headers, answer_body)) is not None:
        remarks["an answer had no content-type and got the one the API sends"] += 1
        headers = (("content-type", missing), *headers)
    return _Drawn(
        heard,
        replace(heard, headers=_kept(asked, redaction.REQUEST_HEADERS)),
        answer(heard, pair.status, headers, answer_body, pair.timing or _timing(answered)),
        pair.note,
        moment(pair.recorded or first(answered, "date") or ""),
    )


def _foreign(method: str, to: Target, status: int) -> str | None:
    if not to.is_gemini:
        return f"an exchange with {to.host} is none with the Gemini API"
    if not _METHOD.fullmatch(method):
        return "an exchange has no method that HTTP knows"
    if method == "OPTIONS":
        return "a browser's OPTIONS request says nothing of the API"
    if not 200 <= status <= 599:
        return f"an exchange has no answer (status {status})"
    return None


def _lowered(headers: Headers) -> Headers:
    """
    A ValueError where a line break in a header would make two of one.
    """
    if any(_CONTROL.search(name + value) for name, value in headers):
        raise ValueError("a header holds a control character")
    return tuple((name.strip().lower(), value.strip()) for name, value in headers)


def _kept(headers: Headers, allowed: frozenset[str]) -> Headers:
    return redaction.Redactor().headers(relative(redaction.kept(headers, allowed)))


def _timing(answered: Headers) -> Timing:
    """
    `server-timing` tells how long the API worked before it answered.
    """
    found = _DURATION.search(first(answered, "server-timing") or "")
    seconds = float(found[1]) / 1000 if found else 0.0
    return Timing(seconds, seconds)


_METHOD = re.compile(r"[A-Z]{3,10}")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_DURATION = re.compile(r"\bdur=([0-9]{1,7}(?:\.[0-9]{1,9})?)")
