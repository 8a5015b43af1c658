"""
Why a request has no recorded answer, and what to do about it: told as text or as an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, TypeAlias

from mockgemini.exchange import Reply, Request
from mockgemini.jsontext import Difference
from mockgemini.redaction import Redactor
from mockgemini.replay.cures import to_ignore, to_normalize, to_record
from mockgemini.replay.entry import Entry
from mockgemini.replay.index import Bucket, Index
from mockgemini.replay.nearest import Nearest, base64_sizes, nearest, shown
from mockgemini.replay.resume import Resumption
from mockgemini.wire.canonical import Canonical
from mockgemini.wire.forgetting import Rules
from mockgemini.wire.operation import plain_path
from mockgemini.wire.refusal import own_error

Kind: TypeAlias = Literal["differs", "path", "spent", "revision", "event", "stream", "empty"]
"""Which sort of miss: `path` has nothing recorded at its path, `spent` has been given out."""

_SENTENCE = "No recorded answer: "
_LONGEST = 130


@dataclass(frozen=True, slots=True)
class Explanation:
    """
    What a Miss says: `sentence` is complete in itself, `cure` has one advice a line.
    """

    kind: Kind
    sentence: str
    cure: tuple[str, ...]
    nearest: Nearest | None = None
    recorded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Miss:
    """
    A request that no cassette answers. The search for the nearest begins when somebody looks.
    """

    request: Request
    revision: str | None
    explain: Callable[[], Explanation] = field(repr=False)
    redactor: Redactor = field(default_factory=Redactor, repr=False)

    @cached_property
    def explanation(self) -> Explanation:
        return self.explain()

    @property
    def kind(self) -> Kind:
        return self.explanation.kind

    @property
    def sentence(self) -> str:
        """
        The first sentence: complete in itself, about 120 characters.
        """
        return self.explanation.sentence

    @property
    def nearest(self) -> str | None:
        """
        The label (`weather.yaml#2`) of the nearest recorded exchange, None where there is none.
        """
        found = self.explanation.nearest
        return None if found is None else found.entry.label

    @property
    def differences(self) -> tuple[Difference, ...]:
        """
        Where the request parts from the nearest one.
        """
        found = self.explanation.nearest
        return () if found is None else found.differences

    @property
    def cure(self) -> tuple[str, ...]:
        return self.explanation.cure

    def text(self) -> str:
        """
        The full report: the sentence, the request, the nearest one, the differences, the cure.
        """
        return "\n".join(_report(self))

    def answer(self) -> Reply:
        """
        The report as Google would write an error, with a status that no SDK retries.
        """
        reply = own_error(422, "NO_RECORDED_ANSWER", self.text(), self.request.path)
        return replace(reply, headers=(*reply.headers, ("x-mockgemini-source", "miss")))


def _report(missed: Miss) -> list[str]:
    found = missed.explanation
    revision = f" ({missed.revision})" if missed.revision else ""
    lines = [found.sentence, f"  asked     {missed.redactor.clean(str(missed.request))}{revision}"]
    if found.nearest is not None:
        form = found.nearest.form
        of_form = f" ({form.revision})" if form.revision else ""
        lines.append(f"  nearest   {found.nearest.entry.label}  {form.method} {form.path}{of_form}")
        lines += _differences(missed.request, found.nearest)
    lines += [f"  recorded  {line}" for line in found.recorded]
    return lines + [f"  {line}" for line in found.cure]


_MOST_DIFFERENCES = 20


def _differences(request: Request, found: Nearest) -> list[str]:
    sizes = base64_sizes(found.entry.exchange.request.body.payload, request.body.payload)
    lines: list[str] = []
    for each in found.differences[:_MOST_DIFFERENCES]:
        old, new = shown(each, 40, 60, sizes)
        lines += [f"    {each.path}", f"      recorded  {old}", f"      asked     {new}"]
    if (more := len(found.differences) - _MOST_DIFFERENCES) > 0:
        lines.append(f"    and {more} more")
    return lines


# --- the kinds --------------------------------------------------------------------------------


def explain(
    index: Index,
    request: Request,
    revision: str | None,
    spent: Sequence[Bucket],
    *,
    translates: bool,
) -> Miss:
    """
    A request that finds nothing: all its answers are `spent`, or in another revision, where none
    `translates` from one to the other.
    """
    recorded = sum(len(bucket.entries) for bucket in spent)
    asked = recorded + sum(bucket.refused for bucket in spent)

    def find() -> Explanation:
        if spent:
            return _spent(request, spent[-1].entries[-1], recorded, asked)
        others = (
            () if revision is None or translates else index.in_other_revision(request, revision)
        )
        if others:
            return _other_revision(index, others[0].entries[0], revision)
        return _not_found(index, request, revision)

    return Miss(request, revision, find, index.redactor)


def not_resumable(
    index: Index,
    request: Request,
    revision: str | None,
    resumption: Resumption,
    entries: Sequence[Entry],
) -> Miss:
    """
    A stream to be taken up that was not recorded, or not with that event.
    """

    def find() -> Explanation:
        event = index.redactor.clean(resumption.after or "")
        if entries:
            sentence = f"the stream in {entries[0].label} has no event with event_id {event!r}."
            kind: Kind = "event"
        else:
            name = _short(index.redactor.clean(resumption.interaction))
            sentence = f"no stream of interaction {name} is recorded that could be resumed."
            kind = "stream"
        return Explanation(
            kind, _SENTENCE + sentence, (to_record(index, entries[0] if entries else None),)
        )

    return Miss(request, revision, find, index.redactor)


def _spent(request: Request, last: Entry, recorded: int, asked: int) -> Explanation:
    what = f"{request.method} {_short(plain_path(request.path))}"
    sentence = (
        f"{what} ({last.label}) was recorded {_times(recorded)} and asked {_times(asked)}: "
        "is the client retrying?"
    )
    return Explanation(
        "spent",
        _SENTENCE + sentence,
        ("To give the last answer again: repeat='last' (--repeat last); all in turn: 'cycle'.",),
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _other_revision(index: Index, entry: Entry, revision: str | None) -> Explanation:
    of_its_own = entry.known.revision
    sentence = (
        f"{entry.label} has one in revision {of_its_own}, and the request speaks {revision}: "
        "--translate plays it."
    )
    cure = "To play across revisions: --translate, or translate=True in the marker."
    return Explanation("revision", _SENTENCE + sentence, (cure, to_record(index, entry)))


def _not_found(index: Index, request: Request, revision: str | None) -> Explanation:
    if not index.entries:
        return _empty(index)
    found = [
        (near, rules)
        for rules, form in index.canonicals(request, revision)
        if (near := _nearest(index, form, rules)) is not None
    ]
    if not found:
        return _no_path(index, request)
    near, _ = min(found, key=lambda each: len(each[0].differences))
    advice = (to_normalize(near), to_ignore(near))
    cure = (*(line for line in advice if line is not None), to_record(index, near.entry))
    return Explanation("differs", _differs(near), cure, near)


def _empty(index: Index) -> Explanation:
    if index.has_cassettes:
        sentence = f"{_SENTENCE}the cassette has no exchange."
        return Explanation("empty", sentence, (to_record(index, None),))
    return Explanation(
        "empty",
        f"{_SENTENCE}there is no cassette, and no reply was prepared.",
        ("To answer it: mockgemini.reply(…), or @pytest.mark.mockgemini and a recording.",),
    )


def _nearest(index: Index, form: Canonical, rules: Rules) -> Nearest | None:
    entries = index.by_path.get((form.method, form.path), [])
    return nearest((entry for entry in entries if entry.rules is rules), form)


def _differs(near: Nearest) -> str:
    first, more = near.differences[0], len(near.differences) - 1
    if more == 0:
        places = f"{first.path} differs"
    else:
        places = f"{first.path} and {more} more place{'s' if more > 1 else ''} differ"
    sizes: dict[str, int] = {}
    for before, after in [(14, 20), (8, 10)]:
        old, new = shown(first, before, after, sizes)
        sentence = f"{_SENTENCE}{places} from {near.entry.label} ({old} → {new})."
        if len(sentence) <= _LONGEST:
            return sentence
    return f"{_SENTENCE}{places} from {near.entry.label}."


_MOST_PATHS = 5


def _no_path(index: Index, request: Request) -> Explanation:
    what = index.redactor.clean(f"{request.method} {plain_path(request.path)}")
    recorded = {f"{method} {path}": entries for (method, path), entries in index.by_path.items()}
    import difflib  # noqa: PLC0415 - most servers have few misses, and never this one

    close = difflib.get_close_matches(what, recorded, _MOST_PATHS, cutoff=0.0)
    sentence = f"nothing is recorded for {_short(what)}."
    return Explanation(
        "path",
        _SENTENCE + sentence,
        (to_record(index, recorded[close[0]][0]),),
        recorded=tuple(f"{line}  {recorded[line][0].label}" for line in close),
    )


def _short(text: str, width: int = 70) -> str:
    return text if len(text) <= width else text[: width // 2] + "…" + text[-width // 2 + 1 :]
