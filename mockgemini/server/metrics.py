"""
Figures of a whole server since it began, and their text for Prometheus.

Counts what goes out, whatever becomes of the spaces: a counter never goes back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from mockgemini.clock import Clock, RealClock
from mockgemini.exchange import Answer, Reply, Stream
from mockgemini.server.journal import Entry
from mockgemini.version import VERSION

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """
    What a server has done. `open_streams`: answers that are on their way now.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = RealClock() if clock is None else clock
        self._began = self._clock.now()
        self._requests: Counter[str | None] = Counter()
        self._bytes = 0
        self.open_streams = 0

    def count(self, entry: Entry) -> None:
        """
        An answer has ended, or its client has left.
        """
        self._requests[entry.source] += 1
        sent, answer = entry.bytes_sent, entry.answer
        if sent < 0:
            # Nearly all answers are of this kind.
            sent = answer.body.size if type(answer) is Reply else _size(answer)
        self._bytes += sent

    def text(self, spaces: int) -> str:
        """
        All of it, in the text format 0.0.4; `spaces`: how many there are.
        """
        return "".join(self._lines(spaces))

    def _lines(self, spaces: int) -> Iterator[str]:
        # Every source is there from the beginning: what is absent cannot be told from 0 otherwise.
        others = sorted(self._requests.keys() - {None, *_SOURCES}, key=str)
        by_source = {
            f'{{source="{source or "error"}"}}': self._requests[source]
            for source in (*_SOURCES, None, *others)
        }
        misses = {"": self._requests["miss"]}
        uptime = {"": round(self._clock.now() - self._began, 3)}
        yield from _family("info", "gauge", "The version.", {f'{{version="{VERSION}"}}': 1})
        yield from _family("uptime_seconds", "gauge", "Since the server began.", uptime)
        yield from _family("requests_total", "counter", "Requests, by who answered.", by_source)
        yield from _family("misses_total", "counter", "Requests that nothing answered.", misses)
        yield from _family("sent_bytes_total", "counter", "Bytes of bodies.", {"": self._bytes})
        yield from _family("open_streams", "gauge", "Answers under way.", {"": self.open_streams})
        yield from _family("spaces", "gauge", "Spaces that there are.", {"": spaces})


_SOURCES = ("script", "cassette", "synthesizer", "upstream", "miss")


def _family(name: str, kind: str, told: str, samples: Mapping[str, float]) -> Iterator[str]:
    full = f"mockgemini_{name}"
    yield f"# HELP {full} {told}\n# TYPE {full} {kind}\n"
    for labels, value in samples.items():
        yield f"{full}{labels} {value}\n"


def _size(answer: Answer) -> int:
    return len(answer.body) if isinstance(answer, Stream) else 0
