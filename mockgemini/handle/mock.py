"""
MockGemini, the handle that tests hold: one space of a server that runs in this process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.reading import load
from mockgemini.errors import UsageError, true_or_false
from mockgemini.handle.clients import client
from mockgemini.handle.directing import Directing
from mockgemini.handle.variables import Variables
from mockgemini.handle.watching import Watching
from mockgemini.spaces.answering import Answering
from mockgemini.spaces.checked import check_of, departures
from mockgemini.spaces.hosting import Host
from mockgemini.spaces.worlds import Replaying, World, cassette_files
from mockgemini.wire.register import DEFAULT

if TYPE_CHECKING:
    from mockgemini.faults.responding import Armed
    from mockgemini.handle.waits import Waits
    from mockgemini.server.journal import Entry
    from mockgemini.spaces.recording import Recording, Take
    from mockgemini.synthesize.synthesizer import Synthesizer
    from mockgemini.verifying.real_api import Asking
    from mockgemini.verifying.verified import Verified
    from mockgemini.verifying.verifier import Verifier

_T = TypeVar("_T")


class MockGemini(Directing, Watching):
    """
    Replays cassettes, or records one, at `url`; usable in sync and async tests alike.

    `cassettes`: files (`.yaml` may be left out) or folders. `pace`: instant, recorded, or a factor.
    `repeat`: what follows the last recorded answer of a request (never, last, cycle). `ignore` and
    `normalize`: matching rules beside those in the cassettes' headers. `revision`: what a request
    speaks that does not say. `on_miss`: what answers where nothing is recorded (error,
    synthesize). `translate`: recordings of one revision answer clients of another, too. `redact`:
    the rules (regular expressions) that the cassettes were recorded with. `check`: what becomes of
    a cassette that breaks the schema it speaks (off: nobody looks; warn: see `departures`; error).
    `seed`: other seeds, other synthesized answers. `any_model`: models and agents that nobody knows
    are taken for ordinary ones. `record_with`: tells the command that a miss advises, where it is
    not `mockgemini record`. `host`: a server to share with others; without one it has its own.

        with MockGemini("cassettes/weather.yaml") as mock:
            client = genai.Client(api_key="any", http_options={"base_url": mock.url})
    """

    def __init__(  # noqa: PLR0913 - options with defaults, each by its name
        self,
        *cassettes: str | Path,
        pace: str | float = "instant",
        repeat: str = "never",
        ignore: Iterable[str] = (),
        normalize: Iterable[str] = (),
        revision: str = DEFAULT,
        on_miss: str = "error",
        translate: bool = False,
        redact: Iterable[str] = (),
        check: str = "off",
        seed: int = 0,
        any_model: bool = False,
        record_with: Callable[[], str] | None = None,
        host: Host | None = None,
    ) -> None:
        self._how = Replaying.parse(
            pace=pace,
            repeat=repeat,
            ignore=ignore,
            normalize=normalize,
            revision=revision,
            on_miss=on_miss,
            translate=translate,
            redact=redact,
            record_with=record_with,
        )
        self._check = check_of(check)
        if not isinstance(seed, int):
            raise UsageError(f"seed takes a whole number, not {seed!r}")
        self._seed, self._accepts_any = seed, true_or_false("any_model", any_model)
        self._departures: list[str] = []
        self._paths = tuple(Path(path) for path in cassettes)
        self._has_own_host = host is None
        self._host = Host() if host is None else host
        self._recording: Recording | None = None
        self._asking: Asking | None = None
        self._verifier: Verifier | None = None
        self._answering: Answering | None = None
        self._world: World | None = None
        self._journal: Iterable[Entry] = ()
        self._clients: list[Any] = []
        self._variables = Variables(())
        self._waits: list[Waits] = []
        self._injected: list[Armed] = []
        self.url = ""
        """Where it listens, from `start` on; the base URL for an SDK's client."""

    def record(self, take: Take) -> Self:
        """
        Record instead of replaying: from `start` on, requests go to the real API.
        """
        # What recording needs takes longer to import than all the rest together.
        from mockgemini.spaces.recording import Recording  # noqa: PLC0415

        self._recording = Recording(take)
        return self

    def verify(self, asking: Asking) -> Self:
        """
        From `start` on, what is replayed is asked of the real API as well: see `verified`.
        """
        self._asking = asking
        return self

    @property
    def verified(self) -> Verified | None:
        """
        What the real API answers otherwise; whole when stopped. None where it is not asked.
        """
        return None if self._verifier is None else self._verifier.verified

    @property
    def how(self) -> Replaying:
        """
        How it plays what is recorded.
        """
        return self._how

    @property
    def reports(self) -> list[str]:
        """
        A sentence for everything that could not be recorded; whole when stopped.
        """
        return [] if self._recording is None else list(self._recording.reports)

    def start(self) -> Self:
        """
        Load the cassettes and listen; a UsageError or CassetteError where that cannot be.
        """
        if self._world is not None:
            raise UsageError("this MockGemini listens already; stop it before it starts again")
        name = "" if self._has_own_host else self._host.name()
        if self._recording is not None:
            take = self._recording
            self._variables = Variables([take.cassette], take.keep)
            self._world = World(
                name,
                take.respond,
                clock=self._how.clock,
                close=take.close,
                redactor=take.redactor,
            )
        else:
            self._world = self._playing(name)
        self._journal = self._world.journal
        self.url = self._host.open(self._world)
        return self

    def stop(self, *, is_good: bool = True) -> Path | None:
        """
        Close the space. A recording becomes the cassette, or its `.failed.yaml` if not `is_good` or
        if it lacks something (see `reports`); gives its path, None where nothing was recorded.
        """
        world, self._world = self._world, None
        if world is None:
            return None
        for each in (*reversed(self._waits), *self._clients):
            each.close()
        self._host.end(world.name)
        if self._has_own_host:
            self._host.stop()
        if self._recording is None:
            return None
        is_whole = is_good and not self._recording.reports
        return self._recording.finish() if is_whole else self._recording.fail()

    def client(self, **options: Any) -> Any:
        """
        A `google.genai.Client` that talks to this MockGemini, made without setting up TLS and kept
        alive until `stop`. `options` are the client's own.
        """
        made = client(self.url, **options)
        self._clients.append(made)
        return made

    def variable(self, name: str, make: Callable[[], _T]) -> _T:
        """
        A value that differs from run to run, such as today's date: what `make` gives while
        recording, the same again when the cassette is replayed. Where no cassette has it, what
        `make` gives now; asked again, the same. It has to be what JSON can hold.
        """
        if self._world is None:
            raise UsageError("a MockGemini that listens has variables: start it before")
        if not isinstance(name, str) or not callable(make):
            raise UsageError(
                "variable takes a name and a function that makes the value, such as "
                f"lambda: str(date.today()), not {name!r} and {make!r}"
            )
        return self._variables.value(name, make)

    def _playing(self, name: str) -> World:
        cassettes, how = tuple(_cassettes(self._paths)), self._how
        self._departures = departures(cassettes, self._check)
        self._variables = Variables(cassettes)
        begin = partial(_synthesizer, how, seed=self._seed, accepts_any=self._accepts_any)
        self._answering = how.answering(cassettes, begin)
        if self._asking is None:
            return World.of(name, self._answering, how)
        # As with recording: only who verifies needs the way out.
        from mockgemini.verifying.verifier import Verifier  # noqa: PLC0415

        self._verifier = Verifier(self._answering, cassettes, self._asking)
        return World.of(name, self._verifier, how)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop(is_good=error is None)

    async def __aenter__(self) -> Self:
        return self.start()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop(is_good=error is None)


def _cassettes(paths: Iterable[Path]) -> Iterator[Cassette]:
    for path in paths:
        is_short = not path.suffix and not path.exists()
        named = path.with_suffix(".yaml") if is_short else path
        yield from map(load, cassette_files(named))


def _synthesizer(
    how: Replaying, cassettes: tuple[Cassette, ...], *, seed: int, accepts_any: bool
) -> Synthesizer:
    # The emulator takes as long to import as all the rest.
    from mockgemini.spaces.emulation import Emulating, synthesizer  # noqa: PLC0415

    return synthesizer(cassettes, how, Emulating(seed=seed, accepts_any=accepts_any))
