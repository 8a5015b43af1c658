"""
What became of cassettes in the SDKs' hands, for people and for programs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mockgemini.contract.compat import Tried
from mockgemini.contract.table import aligned
from mockgemini.jsontext import Json
from mockgemini.wire.wording import counted


@dataclass(frozen=True, slots=True)
class Played:
    """
    One cassette, and what one SDK made of its exchanges.
    """

    path: Path
    sdk: str
    exchanges: Sequence[Tried]

    @property
    def count(self) -> int:
        """
        How many exchanges were in trouble.
        """
        return sum(bool(each.troubles) for each in self.exchanges)


@dataclass(frozen=True, slots=True)
class CompatReport:
    """
    Everything that was tried; `unreadable` has a sentence for each cassette that is none.
    """

    played: Sequence[Played] = ()
    unreadable: Sequence[str] = ()

    @property
    def is_good(self) -> bool:
        """
        Did every SDK read everything for what it is?
        """
        return not self.unreadable and not any(each.count for each in self.played)

    def text(self) -> str:
        """
        A line a trouble, by SDK, and a line for each SDK that sums them up.
        """
        blocks = [aligned(_rows(played)) for played in self.played if played.count]
        blocks += [list(self.unreadable)] if self.unreadable else []
        sentences = [self._sentence(sdk) for sdk in self._sdks]
        return "\n\n".join("\n".join(block) for block in [*blocks, sentences] if block)

    @property
    def _sdks(self) -> list[str]:
        return list(dict.fromkeys(each.sdk for each in self.played))

    def _sentence(self, sdk: str) -> str:
        of_sdk = [each for played in self.played if played.sdk == sdk for each in played.exchanges]
        asked = [each for each in of_sdk if not each.passed_over]
        good = sum(not each.troubles for each in asked)
        words = f"google-genai {sdk}: reads {good} of {counted(len(asked), 'exchange')}"
        kinds = Counter(kind for each in asked for kind in {one.kind for one in each.troubles})
        if kinds:
            words += f" ({', '.join(f'{count} × {kind}' for kind, count in sorted(kinds.items()))})"
        passed = Counter(each.passed_over for each in of_sdk if each.passed_over)
        if passed:
            told = ", ".join(f"{count} × {why}" for why, count in sorted(passed.items()))
            words += f"; passed over: {told}"
        return words

    def json(self) -> str:
        """
        Everything, as one JSON object with an item for each cassette and SDK.
        """
        whole: dict[str, Json] = {
            "good": self.is_good,
            "unreadable": list(self.unreadable),
            "played": [_played(each) for each in self.played],
        }
        return json.dumps(whole, indent=2, ensure_ascii=False)


def _rows(played: Played) -> Iterator[tuple[str, ...]]:
    for tried in played.exchanges:
        # A stream says the same of many events.
        for (kind, words), places in _gathered(tried).items():
            first = f"{places[0]}: " if places[0] else ""
            many = f" (× {len(places)})" if len(places) > 1 else ""
            where = f"{played.path}:{tried.line}"
            yield where, f"#{tried.exchange}", played.sdk, kind, f"{first}{words}{many}"


def _gathered(tried: Tried) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for trouble in tried.troubles:
        found.setdefault((trouble.kind, trouble.words), []).append(trouble.place)
    return found


def _played(played: Played) -> Json:
    return {
        "path": str(played.path),
        "sdk": played.sdk,
        "exchanges": [_tried(each) for each in played.exchanges],
    }


def _tried(tried: Tried) -> Json:
    return {
        "exchange": tried.exchange,
        "line": tried.line,
        "request": tried.request,
        "passed_over": tried.passed_over or None,
        "types": tried.types,
        "extra": list(tried.extra),
        "troubles": [
            {"kind": each.kind, "place": each.place, "words": each.words} for each in tried.troubles
        ],
    }
