"""
The same GET asked again and again becomes one exchange: what was seen, when, and how often.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mockgemini.exchange import Exchange, Poll, Polls, Recorded, Reply, Request, Stream


def merged(exchanges: Sequence[Exchange], is_polled: Callable[[Request], bool]) -> list[Exchange]:
    """
    The exchanges with every repeated GET that `is_polled` put together, where its first one stood.

    Times count from the end of the answer that first told the resource's name, else from the first
    GET. Exchanges need their `at`; those without are left as they are.
    """
    result: list[Exchange] = []
    for group in _groups(exchanges, is_polled):
        first = group[0]
        result.append(_joined(group, _began(first, exchanges)) if len(group) > 1 else first)
    return result


def ended(exchange: Exchange) -> float:
    """
    When an exchange's answer was whole, in seconds since the recording began.
    """
    return (exchange.at or 0.0) + duration(exchange.answer)


def duration(answer: Recorded) -> float:
    """
    Seconds from a request to the last byte of its answer.
    """
    if isinstance(answer, Stream):
        return max([answer.head, *(event.at for event in answer.events)])
    return answer.took if isinstance(answer, Reply) else 0.0


def _groups(
    exchanges: Iterable[Exchange], is_polled: Callable[[Request], bool]
) -> list[list[Exchange]]:
    groups: list[list[Exchange]] = []
    polled: dict[tuple[str, ...], list[Exchange]] = {}
    for exchange in exchanges:
        asked = _asked(exchange)
        if not (_can_join(exchange) and is_polled(exchange.request)):
            # A cancel ends the poll before it: what is read later must not be shown earlier.
            polled = {key: group for key, group in polled.items() if not _changes(exchange, key[1])}
            groups.append([exchange])
        elif asked in polled:
            polled[asked].append(exchange)
        else:
            polled[asked] = [exchange]
            groups.append(polled[asked])
    return groups


def _changes(exchange: Exchange, path: str) -> bool:
    request = exchange.request
    return request.method != "GET" and path in {request.path, request.path.rpartition("/")[0]}


def _asked(exchange: Exchange) -> tuple[str, ...]:
    request = exchange.request
    return (request.method, request.path, request.query, exchange.revision or "")


def _can_join(exchange: Exchange) -> bool:
    return (
        exchange.request.method == "GET"
        and exchange.at is not None
        and isinstance(exchange.answer, Reply)
    )


def _began(poll: Exchange, exchanges: Iterable[Exchange]) -> float:
    name = poll.request.path.rpartition("/")[2].encode()
    for exchange in exchanges:
        if exchange is poll:
            break
        if exchange.request.method != "GET" and name in _bytes(exchange.answer):
            return ended(exchange)
    return poll.at or 0.0


def _bytes(answer: Recorded) -> bytes:
    if isinstance(answer, Stream):
        return answer.body
    if isinstance(answer, Reply) and answer.body.path is None:
        return answer.body.read()
    return b""


def _joined(group: Sequence[Exchange], began: float) -> Exchange:
    runs: list[list[tuple[float, Reply]]] = []
    for exchange in group:
        reply = exchange.answer
        assert isinstance(reply, Reply)  # noqa: S101 - only such were grouped
        seen = (max(ended(exchange) - began, 0.0), reply)
        if runs and _is_same(runs[-1][0][1], reply):
            runs[-1].append(seen)
        else:
            runs.append([seen])
    head = group[0]
    return Exchange(
        head.request,
        Polls(tuple(_poll(run) for run in runs)),
        revision=head.revision,
        note=head.note,
        at=head.at,
    )


def _is_same(one: Reply, other: Reply) -> bool:
    return one.status == other.status and one.body == other.body


def _poll(run: Sequence[tuple[float, Reply]]) -> Poll:
    (first, reply), last = run[0], run[-1][0]
    every = (last - first) / (len(run) - 1) if len(run) > 1 else 0.0
    return Poll(at=first, reply=reply, times=len(run), every=every)
