"""
One exchange being recorded: the copy grows as the answer passes, and is kept when it is whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from mockgemini.clock import Clock
from mockgemini.errors import MockGeminiError
from mockgemini.exchange import Body, Cut, Exchange, Headers, Request, first
from mockgemini.record.copying import copy
from mockgemini.record.credential import without_secrets
from mockgemini.redaction import ANSWER_HEADERS, REQUEST_HEADERS, kept


@dataclass(frozen=True, slots=True)
class Terms:
    """
    What holds for all recordings of one recorder.

    `prepare` is given a request, as `keep` will have it, while its answer is awaited. `reports`
    collects a sentence for everything that was not recorded though it might have been.
    """

    keep: Callable[[Exchange], None]
    revision: Callable[[Request], str | None]
    clock: Clock
    record_errors: bool = False
    prepare: Callable[[Request], None] | None = None
    reports: list[str] = field(default_factory=list)


class ExchangeRecording:
    """
    Made when a request comes, and begun when the head of its answer is there.
    """

    def __init__(self, request: Request, terms: Terms) -> None:
        self._request = request
        self._kept: Request | None = None
        self._terms = terms
        self._start = terms.clock.now()

    def prepare(self) -> None:
        """
        Do what can be done before the answer is there: now nobody waits for it.
        """
        if self._terms.prepare is not None and self._request.body.is_whole:
            self._kept = _kept(self._request)
            self._terms.prepare(self._kept)

    def begin(self, status: int, headers: Headers) -> None:
        """
        The head is there.
        """
        terms = self._terms
        self._headers = headers
        self._is_wanted = status < 400 or terms.record_errors
        self._copy = copy(status, headers, self._elapsed())

    def feed(self, chunk: bytes) -> None:
        """
        The next bytes of the answer, as upstream sent them.
        """
        if not self._is_wanted:
            return
        try:
            self._copy.feed(chunk, self._elapsed())
        except zlib.error:
            encoding = first(self._headers, "content-encoding")
            self._drop(f"its answer is not the {encoding} that it claims to be")

    def finish(self, cut: Cut | None) -> None:
        """
        No more will come; keep what there is, unless it is worthless.
        """
        if not self._is_wanted:
            return
        answer = self._copy.answer(_plain(self._headers, self._copy.note), self._elapsed(), cut)
        if answer is None:
            self._drop(f"its answer was cut off ({_CUTS[cut]})")
        elif not self._request.body.is_whole:
            self._drop("it was answered before all of it was sent")
        else:
            revision = self._terms.revision(self._request)
            request = self._kept or _kept(self._request)
            self._keep(Exchange(request, answer, revision=revision, note=self._copy.note))

    def _keep(self, exchange: Exchange) -> None:
        try:
            self._terms.keep(exchange)
        except (MockGeminiError, OSError) as error:
            # The client has paid for this answer and gets it; whoever records is told of the loss.
            self._drop(str(error))

    def _drop(self, why: str) -> None:
        self._is_wanted = False
        request = self._request
        self._terms.reports.append(f"{request.method} {request.path} was not recorded: {why}")

    def _elapsed(self) -> float:
        return self._terms.clock.now() - self._start


_CUTS: dict[Cut | None, str] = {
    "client": "the client left, and it did not end in time",
    "upstream": "upstream broke off",
    "timeout": "upstream sent nothing more",
    None: "",
}


def _kept(request: Request) -> Request:
    return Request(
        request.method,
        request.path,
        without_secrets(request.query),
        kept(request.headers, REQUEST_HEADERS),
        Body.of(request.body.payload),
    )


def _plain(headers: Headers, note: str | None) -> Headers:
    """
    The answer's headers as they are kept; its encoding only if the body still has it.
    """
    allowed = ANSWER_HEADERS if note is None else ANSWER_HEADERS | {"content-encoding"}
    return kept(headers, allowed)
