"""
Spaces made of what there is: cassettes to replay, an upstream to record. Knows all modes; the
server that serves them knows none.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, get_args

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.reading import is_cassette
from mockgemini.clock import INSTANT, Clock, Pace, RealClock
from mockgemini.errors import UsageError, one_of, true_or_false
from mockgemini.exchange import Answer, Headers, Request, Responder, first
from mockgemini.faults import HEADER as FAULT_HEADER
from mockgemini.jsontext import Json
from mockgemini.redaction import Redactor, redactor
from mockgemini.replay.index import Repeat
from mockgemini.replay.keys import Keys
from mockgemini.replay.player import Player
from mockgemini.server.journal import Journal
from mockgemini.spaces.answering import Answering
from mockgemini.wire.canonical import Rules
from mockgemini.wire.register import DEFAULT, NAMES

if TYPE_CHECKING:
    from mockgemini.faults.fault import Fault
    from mockgemini.faults.responding import Faults
    from mockgemini.replay.translator import Translator
    from mockgemini.synthesize.synthesizer import Synthesizer
    from mockgemini.verifying.verifier import Verifier

OnMiss: TypeAlias = Literal["error", "synthesize"]
"""What answers a request that nothing was recorded for: an error that explains itself, or us."""

ON_MISS: tuple[OnMiss, ...] = get_args(OnMiss)
_REPEATS: tuple[Repeat, ...] = get_args(Repeat)

Begin: TypeAlias = "Callable[[tuple[Cassette, ...]], Synthesizer]"
"""Makes the synthesizer for a space that plays these cassettes."""


Verify: TypeAlias = "Callable[[Answering, tuple[Cassette, ...]], Verifier]"
"""Makes the responder that answers as the one given does, and asks the real API the same."""


@dataclass(frozen=True, slots=True)
class Replaying:
    """
    How cassettes are replayed. `revision` is what a request speaks that does not say.
    """

    pace: Pace = INSTANT
    repeat: Repeat = "cycle"
    rules: Rules = field(default_factory=Rules)
    revision: str = DEFAULT
    clock: Clock = field(default_factory=RealClock)
    keys: Keys = field(default_factory=Keys)
    """Computed once, for all players of the same cassettes."""

    on_miss: OnMiss = "error"

    translates: bool = False
    """Whether what was recorded in one revision answers clients of another."""

    redactor: Redactor = field(default_factory=Redactor)
    """What the recordings were redacted with, for a request that holds the same secrets."""

    record_with: Callable[[], str] | None = None
    """Tells the command that a miss advises; None is `mockgemini record`."""

    @classmethod
    def parse(  # noqa: PLR0913 - a user's words, each by its name
        cls,
        *,
        pace: str | float = "instant",
        repeat: str = "never",
        ignore: Iterable[str] = (),
        normalize: Iterable[str] = (),
        revision: str = DEFAULT,
        on_miss: str = "error",
        translate: bool = False,
        redact: Iterable[str] = (),
        record_with: Callable[[], str] | None = None,
    ) -> Self:
        """
        From a user's words; a UsageError where one is wrong.
        """
        return cls(
            pace=Pace.parse(pace),
            repeat=one_of(_REPEATS, "repeat", repeat),
            rules=Rules.parse(ignore, normalize),
            revision=one_of(NAMES, "revision", revision),
            on_miss=one_of(ON_MISS, "on_miss", on_miss),
            translates=true_or_false("translate", translate),
            redactor=redactor(rules=redact),
            record_with=record_with,
        )

    def player(self, cassettes: tuple[Cassette, ...]) -> Player:
        """
        A player of its own for one space.
        """
        return Player(
            cassettes,
            rules=self.rules,
            repeat=self.repeat,
            pace=self.pace,
            clock=self.clock,
            default_revision=self.revision,
            keys=self.keys,
            translate=_translator() if self.translates else None,
            redactor=self.redactor,
            record_with=self.record_with,
        )

    def answering(
        self, cassettes: tuple[Cassette, ...], begin: Begin, *, is_scripted: bool = False
    ) -> Answering:
        """
        Who answers in one space: a script if there is one, the cassettes, who is for misses.
        """
        return Answering(
            self.player(cassettes),
            lambda: begin(cassettes),
            has_cassettes=bool(cassettes),
            synthesizes=self.on_miss == "synthesize",
            is_scripted=is_scripted,
        )


class World:
    """
    One space: a responder, and what happened to it.
    """

    def __init__(  # noqa: PLR0913 - what it is made of, each by its name
        self,
        name: str,
        responder: Responder,
        *,
        clock: Clock,
        pace: Pace = INSTANT,
        reset: Callable[[], None] | None = None,
        close: Callable[[], Awaitable[None]] | None = None,
        redactor: Redactor | None = None,
        load_script: Callable[[str], int] | None = None,
        is_idle: Callable[[], bool] = lambda: False,
    ) -> None:
        self.name = name
        self.clock = clock
        self.pace = pace
        self.journal = Journal(redactor)
        self._responder = responder
        self._faults: Faults | None = None
        self._faultless: Headers = ()
        self._reset = reset
        self._close = close
        self._load_script = load_script
        self.is_idle = is_idle
        """Whether nothing was begun here that `close` would have to wait for."""

    @classmethod
    def of(cls, name: str, answering: Answering | Verifier, how: Replaying) -> Self:
        """
        A space that plays, and says what its script says.
        """
        return cls(
            name,
            answering,
            clock=how.clock,
            pace=how.pace,
            reset=answering.reset,
            close=answering.close,
            redactor=how.redactor,
            load_script=answering.load_script,
            is_idle=lambda: isinstance(answering, Answering) and answering.begun is None,
        )

    @property
    def faults(self) -> Faults:
        """
        What goes wrong here: nothing, until somebody sets it.
        """
        if self._faults is None:
            self.begin_with(())
        assert self._faults is not None  # noqa: S101 - it has begun
        return self._faults

    def respond(self, request: Request) -> Awaitable[Answer]:
        if self._faults is None:
            headers = request.headers
            # The server decodes a client's headers once, so most requests come with the same value.
            if headers is self._faultless or first(headers, FAULT_HEADER) is None:
                self._faultless = headers
                return self._responder(request)
        return self.faults(request)

    def begin_with(self, faults: Iterable[Fault]) -> None:
        """
        Have these faults from the start, and again after a reset.
        """
        # Most spaces have none, and need not know what faults are.
        from mockgemini.faults.responding import Faults  # noqa: PLC0415

        self._faults = Faults(self._responder, self.clock, faults)

    def load_faults(self, text: str) -> int:
        # Reading YAML, and all the kinds there are, is for those who use them.
        from mockgemini.faults.reading import loads  # noqa: PLC0415

        self.faults.load(loads(text, "faults"))
        return len(self.faults.armed)

    def tell_faults(self) -> list[Json]:
        armed = () if self._faults is None else self._faults.armed
        return [
            {"fault": each.fault.NAME, "acted": each.occasion.acted, "left": each.left}
            for each in armed
        ]

    def load_script(self, text: str) -> int:
        if self._load_script is None:
            raise UsageError("a space that records has the real API answer, and takes no script")
        return self._load_script(text)

    def reset(self) -> None:
        self.journal.clear()
        if self._faults is not None:
            self._faults.reset()
        if self._reset is not None:
            self._reset()

    async def close(self) -> None:
        if self._close is not None:
            await self._close()


class Worlds:
    """
    All spaces of a server; `make` builds one when its name is first used.

    `at_close` lets go of what they share, when all are closed.
    """

    def __init__(
        self,
        make: Callable[[str], World],
        *,
        at_close: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._make = make
        self._at_close = at_close
        self._worlds: dict[str, World] = {}
        self.faults: tuple[Fault, ...] = ()
        """What goes wrong in every space, from its beginning."""

    def __len__(self) -> int:
        return len(self._worlds)

    def find(self, name: str) -> World:
        world = self._worlds.get(name)
        if world is None:
            world = self._worlds[name] = self._make(name)
            if self.faults:
                world.begin_with(self.faults)
        return world

    async def end(self, name: str) -> bool:
        world = self._worlds.pop(name, None)
        if world is None:
            return False
        await world.close()
        return True

    async def close(self) -> None:
        for name in list(self._worlds):
            await self.end(name)
        if self._at_close is not None:
            await self._at_close()


def replaying(
    shelf: dict[str, Cassette],
    how: Replaying,
    begin: Begin,
    *,
    is_scripted: bool = False,
    verify: Verify | None = None,
) -> Worlds:
    """
    Every space plays all cassettes, each with a state of its own; one named like a cassette of the
    shelf plays that one alone. `begin` makes what each needs to say more than cassettes hold;
    `is_scripted`: what it makes has a script. `verify` makes who also asks the real API.
    """

    def make(name: str) -> World:
        alone = shelf.get(name)
        cassettes = (alone,) if alone is not None else tuple(shelf.values())
        answering = how.answering(cassettes, begin, is_scripted=is_scripted)
        return World.of(name, verify(answering, cassettes) if verify else answering, how)

    return Worlds(make)


def cassette_files(path: Path) -> list[Path]:
    """
    The file itself, or the cassettes of a folder and those below, sorted; other files are passed
    over. A UsageError where there is nothing.
    """
    if not path.is_dir():
        return [path]
    found = [file for file in sorted(path.rglob("*.yaml")) if is_cassette(file)]
    if not found:
        raise UsageError(f"{path}: there is no cassette in this folder")
    return found


def shelf_name(path: Path, folder: Path) -> str:
    """
    The name under which a cassette of a folder can be asked alone: its path without the ending.
    """
    return path.relative_to(folder).with_suffix("").as_posix()


def _translator() -> Translator:
    # Few replays need it.
    from mockgemini.wire import translate  # noqa: PLC0415

    return translate
