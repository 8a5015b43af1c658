"""
Rules about streams that broke off.
"""

from __future__ import annotations

from collections.abc import Iterator

from mockgemini.exchange import Faulty, Stream
from mockgemini.verdict.found import Found, of
from mockgemini.verdict.history import IN_PROGRESS, History, Noted
from mockgemini.wire.operation import Kind

_EVENT_ID = '"event_id"'


def restarted_stream(history: History) -> Iterator[Found]:
    """
    A stream that broke off amid events with ids, and was begun anew.
    """
    for noted in history.requests:
        if not _broke_off(noted):
            continue
        again = next((each for each in history.after(noted.number) if _is_again(each, noted)), None)
        if again is not None and not again.is_resumption:
            yield of(
                (noted, again),
                f"{noted} broke off after {len(noted.events)} events, which have ids, and {again} "
                "asked for all of them again",
            )


def _broke_off(noted: Noted) -> bool:
    answer = noted.answer
    is_cut = isinstance(answer, Faulty) or (isinstance(answer, Stream) and answer.cut is not None)
    if not is_cut or noted.client_left or noted.id is None or noted.outcome is None:
        return False
    has_end = noted.outcome.error is not None or noted.outcome.status not in {None, IN_PROGRESS}
    return not has_end and any(_EVENT_ID in (event.data or "") for event in noted.events)


def _is_again(noted: Noted, broken: Noted) -> bool:
    """
    Whether a request asks for the same stream: its rest, all of it, or one made anew.
    """
    if noted.kind is Kind.GET:
        return noted.id == broken.id and noted.asks_for_stream
    return broken.kind is Kind.CREATE and noted.key is not None and noted.key == broken.key
