"""
What a model refuses: histories in which calls, results and thoughts do not belong together.

Stored turns and sent ones are one history here. Where a message is from stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mockgemini.synthesize.files.stored import unready
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.outcome import FunctionCall, FunctionResult, Media, Part, Text, Thought, Turn
from mockgemini.wire.refusal import Refused, invalid
from mockgemini.wire.turns import MODEL, USER

# Reported, word for word, of the Interactions API.
MISSING_CALL_ID = "Missing call_id in content of type function_result"
OUT_OF_PLACE = (
    "Please ensure that function response turn comes immediately after a function call turn. "
    "Got function response with name '{}'."
)
MISSING_SIGNATURE = "Request contains an invalid argument."
# Reported of generateContent; that this API says the same is our guess.
UNANSWERED = (
    "Please ensure that the number of function response parts is equal to the number of function "
    "call parts of the function call turn."
)

_DEMANDING = re.compile(r"^(?:models/)?gemini-(?!2)")


def check(scene: Scene, *, needs_signatures: bool = False) -> None:
    """
    Refused where the service would answer this conversation with a 400.

    A thought that comes back without its signature is refused always (reported), a call without
    any thought before it only where `needs_signatures` (documented of Gemini 3 and later), because
    histories written by hand have none.
    """
    if not scene.history and is_plain(scene.brief.turns):
        return
    pending: list[FunctionCall] = []
    for who, parts in _sides(scene.turns):
        if who == MODEL:
            pending = _unanswered(parts)
        else:
            _check_results(parts, pending)
            pending = []
    sent = _sides(scene.brief.turns)
    _check_files(scene)
    if any(_lacks_signature(part) for who, parts in sent if who == MODEL for part in parts):
        raise invalid(MISSING_SIGNATURE)
    if needs_signatures and _DEMANDING.match(scene.brief.model or ""):
        _check_calls(sent)


def is_plain(sent: tuple[Turn, ...]) -> bool:
    """
    Words of the user's alone, in which nothing can be wrong.
    """
    return all(
        turn.who != MODEL and all(isinstance(part, Text) for part in turn.parts) for turn in sent
    )


def _sides(turns: Iterable[Turn]) -> list[tuple[str, list[Part]]]:
    """
    The turns, those of one side in a row as one: results may be sent one by one.
    """
    sides: list[tuple[str, list[Part]]] = []
    for turn in turns:
        who = MODEL if turn.who == MODEL else USER
        if sides and sides[-1][0] == who:
            sides[-1][1].extend(turn.parts)
        else:
            sides.append((who, list(turn.parts)))
    return sides


def _unanswered(parts: list[Part]) -> list[FunctionCall]:
    """
    The calls that wait for a result; those that an agent answered itself do not.
    """
    answered = {part.call_id for part in parts if isinstance(part, FunctionResult)}
    return [part for part in parts if isinstance(part, FunctionCall) and part.id not in answered]


def _check_results(parts: list[Part], pending: list[FunctionCall]) -> None:
    results = [part for part in parts if isinstance(part, FunctionResult)]
    known = {call.id for call in pending}
    for result in results:
        if not result.call_id:
            raise invalid(MISSING_CALL_ID)
        # A history written by hand may have calls without an id: any result is theirs.
        if result.call_id not in known and not known & {None, ""}:
            raise invalid(OUT_OF_PLACE.format(result.name or result.call_id))
    if known - {None, ""} - {result.call_id for result in results}:
        raise invalid(UNANSWERED)


def _check_files(scene: Scene) -> None:
    """
    A file that is still being processed cannot be used (documented).
    """
    for part in (part for turn in scene.brief.turns for part in turn.parts):
        if isinstance(part, Media) and part.uri:
            file = scene.files(part.uri)
            if file is not None and not file.is_active:
                raise Refused(unready(file))


def _lacks_signature(part: Part) -> bool:
    return isinstance(part, Thought) and not part.signature


def _check_calls(sent: list[tuple[str, list[Part]]]) -> None:
    """
    Documented: only what came after the user's last words is checked.
    """
    for who, parts in reversed(sent):
        if who != MODEL:
            if any(isinstance(part, Text | Media) for part in parts):
                return
        elif _begins_unsigned(parts):
            raise invalid(MISSING_SIGNATURE)


def _begins_unsigned(parts: list[Part]) -> bool:
    """
    Is there a call, and neither a thought before the first one nor a signature of its own?
    """
    for part in parts:
        if isinstance(part, Thought):
            return False
        if isinstance(part, FunctionCall):
            return not part.signature
    return False
