"""
Rules about going on with what the model said: whole or not, with its signatures or without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockgemini.jsontext import Json
from mockgemini.verdict.found import Found, of
from mockgemini.verdict.history import INCOMPLETE, History, Noted, Told
from mockgemini.wire.fields import mapping
from mockgemini.wire.outcome import FunctionCall, Part, Text
from mockgemini.wire.turns import MODEL

_GOING_ON = re.compile(
    r"contin|go on|going|carry on|finish|resum|proceed|the rest|complet|weiter|fortsetz|prosegu",
    re.IGNORECASE,
)


def used_incomplete(history: History) -> Iterator[Found]:
    """
    An answer that is `incomplete`, gone on from as if it were whole: the next request neither asks
    to go on nor allows for more tokens.
    """
    for told in history.told:
        if told.status != INCOMPLETE:
            continue
        follow = [each for each in history.after(told.number) if _goes_on_from(each, told)]
        if follow and not any(_is_aware(each, told.tellings[0]) for each in follow):
            yield of(
                (told.tellings[0], follow[0]),
                "the answer is incomplete, and the conversation went on as if it were whole",
            )


def dropped_signature(history: History) -> Iterator[Found]:
    """
    A history sent back without the signatures of the answers in it.
    """
    accused: set[int] = set()
    for noted in history.requests:
        if not noted.turns or noted.previous is not None:
            continue
        sent = _signatures(part for turn in noted.turns for part in turn.parts)
        for told in _repeated(history, noted):
            had = _signatures(told.outcome.parts)
            if had - sent and told.number not in accused:
                accused.add(told.number)
                yield of(
                    (told.tellings[0], noted),
                    f"the answer had {_count(len(had))}, and the history that was sent back lacks "
                    f"{len(had - sent)} of them",
                )


def _goes_on_from(noted: Noted, told: Told) -> bool:
    if noted.previous is not None:
        return noted.previous == told.id
    return _repeats(noted, told)


def _is_aware(noted: Noted, begun: Noted) -> bool:
    before, now = _most_tokens(begun), _most_tokens(noted)
    has_more = before is not None and (now is None or now > before)
    return has_more or _GOING_ON.search(noted.asked.text) is not None


def _most_tokens(noted: Noted) -> float | None:
    body: Json = noted.asked.body if noted.is_known else None
    most = mapping(mapping(body).get("generation_config")).get("max_output_tokens")
    return most if isinstance(most, int | float) else None


def _repeated(history: History, noted: Noted) -> Iterator[Told]:
    """
    The earlier answers that a history repeats; of those that read alike, one that lacks nothing.
    """
    sent = _signatures(part for turn in noted.turns for part in turn.parts)
    found: dict[str, Told] = {}
    for told in history.told:
        if told.number < noted.number and _repeats(noted, told):
            alike = told.outcome.text + ",".join(str(call.id) for call in told.calls)
            if alike not in found or _signatures(told.outcome.parts) <= sent:
                found[alike] = told
    yield from found.values()


def _repeats(noted: Noted, told: Told) -> bool:
    """
    Whether what a request sends as the model's turns has this answer in it.
    """
    text, ids = told.outcome.text, {call.id for call in told.calls}
    for turn in noted.turns:
        if turn.who != MODEL:
            continue
        texts = [part.text for part in turn.parts if isinstance(part, Text)]
        if text and (text in texts or text == "".join(texts)):
            return True
        if any(isinstance(part, FunctionCall) and part.id in ids for part in turn.parts):
            return True
    return False


def _signatures(parts: Iterator[Part] | tuple[Part, ...]) -> set[str]:
    found = (getattr(part, "signature", None) for part in parts)
    return {signature for signature in found if signature}


def _count(signatures: int) -> str:
    return "a signature" if signatures == 1 else f"{signatures} signatures"
