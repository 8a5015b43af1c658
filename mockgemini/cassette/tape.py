"""
A recording while it is made: it grows in `<name>.yaml.part`, and becomes the cassette at its end.

Whatever happens to the process, the exchanges finished by then can be read, and the old cassette is
as it was.
"""

from __future__ import annotations

import glob
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from mockgemini.cassette.blobs import FOLDER
from mockgemini.cassette.cassette import Cassette, Describe, Header
from mockgemini.cassette.polls import duration, merged
from mockgemini.cassette.reading import WHOLE, load
from mockgemini.cassette.saving import save
from mockgemini.cassette.writing import Writer
from mockgemini.clock import Clock
from mockgemini.errors import CassetteError, SecretError
from mockgemini.exchange import Exchange, Request
from mockgemini.jsontext import Json
from mockgemini.redaction import Redactor

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has none; there a second recorder is not noticed
    fcntl = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Studio:
    """
    What a tape needs to know of the world: who asks for which resource, and what goes unsaid.

    `is_polled`: whether the same GET asked again is one poll. `describe`: the derived comments.
    """

    clock: Clock
    is_polled: Callable[[Request], bool]
    redactor: Redactor = field(default_factory=Redactor)
    describe: Describe | None = None


class Tape:
    """
    Takes exchanges as they are finished. A second tape on the same cassette is refused.

    `before` is what the cassette already holds and keeps. Closing a tape is `finish` where all
    went well and `fail` where not; without either the `.part` stays.
    """

    def __init__(
        self, path: Path, header: Header, studio: Studio, before: tuple[Exchange, ...] = ()
    ) -> None:
        self.path = path
        self.part = part_of(path)
        self._header = header
        self._studio = studio
        self._before = before
        self._lock = threading.Lock()
        self._began = studio.clock.now()
        # Comments are for the cassette: to derive one takes longer than to write the exchange.
        self._writer = Writer(studio.redactor, folder=path.parent / FOLDER, is_unfinished=True)
        self._lost: str | None = None
        self.kept = 0
        self.leftover = self._open()

    def prepare(self, request: Request) -> None:
        """
        Make ready what can be of an exchange to come, which has to be given with this very request.
        """
        with self._lock:
            self._writer.prepare(request)

    def append(self, exchange: Exchange) -> None:
        """
        Keep an exchange whose answer has just come to its end.

        What resembles a secret is replaced; `finish` then refuses to make the cassette of it. A
        CassetteError where there is no room for it: the others stay, and there may be room again.
        """
        came = self._studio.clock.now() - duration(exchange.answer)
        exchange.at = max(came - self._began, 0.0)
        with self._lock:
            text = self._writer.exchange(exchange)
            try:
                self._writer.store()
            except OSError as error:
                raise self._no_room(error) from None
            self._write(f"{text}\n{WHOLE}\n")
            self.kept += 1

    def note(self, variables: Mapping[str, Json]) -> None:
        """
        Keep the variables so far where an unfinished recording is read.
        """
        with self._lock:
            self._write(f"{self._writer.noted(variables)}{WHOLE}\n")

    def finish(self, header: Header | None = None) -> Path | None:
        """
        Make the cassette of what was kept; None where that is nothing, and the old one stays.

        A SecretError where something in it resembles a secret, a CassetteError where an exchange
        found no room; then it went the way of `fail`.
        """
        suspects = self._writer.suspects
        if not suspects and self._lost is None:
            return self._close(self.path, header)
        failed = self.fail(header)
        rest = "" if failed is None else f"; the recording lies in {failed} without it"
        if suspects:
            raise SecretError(f"{suspects[0]}{rest}")
        raise CassetteError(f"{self._lost}{rest}")

    def fail(self, header: Header | None = None) -> Path | None:
        """
        Keep what was recorded as `<name>.failed.yaml`; the cassette stays as it was.
        """
        return self._close(self.path.with_suffix(f".failed{self.path.suffix}"), header)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def _close(self, target: Path, header: Header | None) -> Path | None:
        if self._file.closed:
            return None
        if not self.kept:
            self._file.close()
            self.part.unlink()
            return None
        recorded = load(self.part)
        redacted = (*self._header.redacted, *dict.fromkeys(self._writer.redacted))
        cassette = Cassette(
            replace(header or self._header, redacted=redacted, variables=recorded.header.variables),
            (*self._before, *merged(recorded.exchanges, self._studio.is_polled)),
        )
        try:
            save(cassette, target, self._studio.redactor, describe=self._studio.describe)
        except CassetteError as error:
            raise type(error)(f"{error}; the recording stays in {self.part}") from None
        finally:
            self._file.close()
        self.part.unlink()
        return target

    def _write(self, text: str) -> None:
        """
        All of it or nothing: an exchange that found no room must not stand torn before the next.
        """
        rest = memoryview(text.encode())
        end = self._file.tell()
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            self._file.truncate(end)
            self._file.seek(end)
            raise self._no_room(error) from None

    def _no_room(self, error: OSError) -> CassetteError:
        self._lost = f"{self.part}: cannot be written: {error.strerror}"
        return CassetteError(self._lost)

    def _open(self) -> Path | None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            leftover = _set_aside(self.part)
            self._file = self.part.open("xb", buffering=0)
            _lock(self._file.fileno())
            self._write(self._writer.header(self._header))
        except OSError as error:
            raise CassetteError(f"{self.part}: cannot be written: {error.strerror}") from None
        return leftover


def part_of(path: Path) -> Path:
    """
    Where a recording of this cassette grows.
    """
    return path.with_name(f"{path.name}.part")


def leftovers(path: Path) -> list[Path]:
    """
    Unfinished recordings of a cassette that nobody is writing to.
    """
    found = sorted(path.parent.glob(f"{glob.escape(path.name)}.part*"))
    return [part for part in found if not _is_being_written(part)]


def _set_aside(part: Path) -> Path | None:
    if not part.exists():
        return None
    if _is_being_written(part):
        raise CassetteError(f"{part}: another recorder is writing this cassette; wait for its end")
    number = 1
    while (aside := part.with_name(f"{part.name}.{number}.part")).exists():
        number += 1
    part.replace(aside)
    return aside


def _is_being_written(part: Path) -> bool:
    try:
        with part.open("rb") as file:
            _lock(file.fileno())
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _lock(descriptor: int) -> None:
    if fcntl is not None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
