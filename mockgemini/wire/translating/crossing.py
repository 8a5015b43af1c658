"""
From one revision to another: which parts the other one has words for, and how it tells them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mockgemini.jsontext import Json
from mockgemini.wire import register
from mockgemini.wire.fields import mapping
from mockgemini.wire.flavour import NEWEST, Flavour
from mockgemini.wire.outcome import Media, Outcome, Part, Text, ToolResult, Turn, Unknown
from mockgemini.wire.revision import Revision


@dataclass(frozen=True, slots=True)
class Crossing:
    """
    The revision that something is in and the one it goes to; `flavour`: for which release of SDKs.
    """

    source: Revision
    target: Revision
    flavour: Flavour = NEWEST

    @classmethod
    def between(cls, source: str, target: str, flavour: Flavour = NEWEST) -> Crossing:
        """
        By their names; a UsageError for a name that is none.
        """
        return cls(register.revision(source), register.revision(target), flavour)

    def has_words_for(self, part: Part) -> bool:
        """
        Can the other revision tell the part, be it in other words?

        What is unknown to us is not told where it would be taken for something else.
        """
        alone = Outcome((together(part),))
        told = self.target.reader.read(self.target.renderer.resource(alone, self.flavour)).parts
        return bool(told) and (not isinstance(part, Unknown) or told == alone.parts)

    def sayable(self, parts: Iterable[Part]) -> tuple[Part, ...]:
        """
        The parts that the other revision has words for, with borders where it needs them.
        """
        return parted(part for part in parts if self.has_words_for(part))

    def turns(self, turns: Iterable[Turn]) -> tuple[Turn, ...]:
        """
        The turns with those of their parts that the other revision has words for.
        """
        kept = [
            replace(turn, parts=tuple(part for part in turn.parts if self.has_words_for(part)))
            for turn in turns
        ]
        return tuple(turn for turn in kept if turn.parts)

    def is_one_item(self, before: Part, part: Part) -> bool:
        """
        Does the other revision tell the part within the item that the part before it stands in?
        """
        pair = Outcome((_bare(before), _bare(part)))
        names = [name for name, _ in self.target.renderer.events(pair)]
        return names.count(self.target.renderer.NAMES.started) == 1


def together(part: Part) -> Part:
    """
    The part as if no message began with it.
    """
    return replace(part, is_apart=False) if isinstance(part, Text | Media) else part


def _bare(part: Part) -> Part:
    if isinstance(part, Text):
        return Text("", is_apart=part.is_apart)
    return Media(part.kind, is_apart=part.is_apart) if isinstance(part, Media) else part


def parted(parts: Iterable[Part]) -> tuple[Part, ...]:
    """
    Texts side by side, and sounds, as messages of their own: within one, a stream joins them.
    """
    found: list[Part] = []
    for part in parts:
        last = found[-1] if found else None
        if not isinstance(part, Text | Media):
            found.append(part)
            continue
        follows = isinstance(last, Text | Media)
        joins = _flow(part) is not None and last is not None and _flow(part) == _flow(last)
        found.append(replace(part, is_apart=joins or (follows and part.is_apart)))
    return tuple(found)


def _flow(part: Part) -> str | None:
    if isinstance(part, Text):
        return "text"
    return part.kind if isinstance(part, Media) and part.kind == "audio" else None


# --- earlier releases -------------------------------------------------------------------------


def modern(outcome: Outcome) -> Outcome:
    """
    The outcome with citations and search results told as they are since March 2026.
    """
    return replace(outcome, parts=tuple(modern_part(part) for part in outcome.parts))


def modern_part(part: Part) -> Part:
    """
    The same for one part.
    """
    if isinstance(part, Text) and part.citations:
        return replace(part, citations=tuple(modern_citation(each) for each in part.citations))
    if isinstance(part, ToolResult) and isinstance(part.result, list):
        return replace(part, result=[_modern_finding(each) for each in part.result])
    return part


def modern_citation(citation: Json) -> Json:
    """
    A citation with its kind: until then it had but a source, an address or the name of a file.
    """
    fields = mapping(citation)
    source = fields.get("source")
    if not isinstance(source, str) or "type" in fields:
        return citation
    rest = {key: value for key, value in fields.items() if key != "source"}
    if source.startswith(("http://", "https://")):
        return {**rest, "url": source, "type": "url_citation"}
    return {**rest, "source": source, "type": "file_citation"}


def _modern_finding(finding: Json) -> Json:
    fields = mapping(finding)
    if "rendered_content" not in fields or "search_suggestions" in fields:
        return finding
    return {
        "search_suggestions" if key == "rendered_content" else key: value
        for key, value in fields.items()
    }
