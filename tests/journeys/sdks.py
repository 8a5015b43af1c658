"""
What the journeys stand on: the SDKs that are installed, clean environments, and started programs.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
SDKS = Path(os.environ.get("MOCKGEMINI_SDKS", ROOT / ".sdks"))
PROGRAMS = ROOT / "tests" / "programs"
NODE = shutil.which("node")
KEY = "AIza" + "SyNobodysKeyButOursForJourneys0".ljust(35, "-")
"""A key in Google's format; it opens only the stand-in."""

MOCKGEMINI = [sys.executable, "-m", "mockgemini"]
PATIENCE = 60.0


@dataclass(frozen=True)
class Sdk:
    """
    One SDK in one language and version, and how programs are run with it.
    """

    language: str
    version: str
    asynchronous: bool = False

    @property
    def folder(self) -> Path:
        return SDKS / f"{self.language}-{self.version}"

    @property
    def interpreter(self) -> Path:
        return self.folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    @property
    def missing(self) -> str | None:
        """
        Why no program can be run with it; None if one can.
        """
        if self.language == "js" and NODE is None:
            return "node is not installed"
        place = self.interpreter if self.language == "python" else self.folder / "node_modules"
        return None if place.exists() else f"no {place}; run scripts/sdks"

    def command(self, program: str, *arguments: str) -> list[str]:
        """
        The command that runs `tests/programs/PROGRAM` with this SDK.
        """
        if self.language == "js":
            return [str(NODE), str(PROGRAMS / f"{program}.mjs"), str(self.folder), *arguments]
        waits = ["--async"] if self.asynchronous else []
        return [str(self.interpreter), str(PROGRAMS / f"{program}.py"), *arguments, *waits]

    def __str__(self) -> str:
        return f"{self.language}-{self.version}{'-async' if self.asynchronous else ''}"


def needs_python_sdk(version: str) -> pytest.MarkDecorator:
    """
    Skips where google-genai of that version is not installed.
    """
    missing = Sdk("python", version).missing
    return pytest.mark.skipif(missing is not None, reason=str(missing))


def needs_javascript_sdk(version: str) -> pytest.MarkDecorator:
    """
    Skips where node, or @google/genai of that version, is not installed.
    """
    missing = Sdk("js", version).missing
    return pytest.mark.skipif(missing is not None, reason=str(missing))


def param(sdk: Sdk) -> object:
    """
    The SDK as a parameter of a test, skipped where it is missing.
    """
    missing = sdk.missing
    skip = pytest.mark.skipif(missing is not None, reason=str(missing))
    return pytest.param(sdk, id=str(sdk), marks=skip)


def environment(url: str | None = None, key: str | None = KEY, **more: str) -> dict[str, str]:
    """
    What a program of a user finds, and nothing else of ours: no proxies, no other keys.
    """
    kept = ("PATH", "HOME", "LANG", "SYSTEMROOT", "TMPDIR", "TEMP")
    clean = {name: os.environ[name] for name in kept if name in os.environ}
    clean |= {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
    clean |= {"NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost"}
    clean |= {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)}
    clean |= {"GEMINI_API_KEY": key} if key else {}
    clean |= {"GOOGLE_GEMINI_BASE_URL": url} if url else {}
    return clean | more


@dataclass(frozen=True)
class Ran:
    """
    A program that has ended.
    """

    code: int
    out: str
    err: str


def ran(command: list[str], env: dict[str, str], cwd: Path = ROOT) -> Ran:
    """
    Run a program to its end.
    """
    done = subprocess.run(
        command, env=env, cwd=cwd, capture_output=True, check=False, timeout=PATIENCE
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def transcript(sdk: Sdk, program: str, url: str, *arguments: str, key: str = KEY) -> str:
    """
    What a program with that SDK told; it must end well.
    """
    told = ran(sdk.command(program, *arguments), environment(url, key))
    assert told.code == 0, told.err[-2000:]
    return told.out


@dataclass
class Served:
    """
    A server that runs beside the test. `out` and `err` are whole once it has ended.
    """

    process: subprocess.Popen[bytes]
    url: str = ""
    out: str = ""
    err: str = ""
    code: int | None = None
    _readers: list[threading.Thread] = field(default_factory=list)

    def end(self, how: int = signal.SIGTERM) -> int:
        """
        Send it a signal and wait for its exit code.
        """
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.code = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join()
        return self.code

    def journal(self) -> str:
        """
        What its control plane tells of its requests.
        """
        return get(f"{self.url}/__mockgemini__/journal").decode()


@contextmanager
def served(command: list[str], env: dict[str, str], cwd: Path = ROOT) -> Iterator[Served]:
    """
    A server that has told its address; killed at the end if the test did not end it.
    """
    process = subprocess.Popen(
        command, env=env, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    server, ready = Served(process), threading.Event()
    for name in ("out", "err"):
        reader = threading.Thread(target=_read, args=(server, name, ready))
        reader.start()
        server._readers.append(reader)
    try:
        ready.wait(PATIENCE)
        found = re.search(r"http://[0-9A-Za-z.:\[\]-]+", server.out)
        assert found, f"no address in {server.out!r}; it said {server.err!r}"
        server.url = found[0]
        yield server
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(PATIENCE)
        for reader in server._readers:
            reader.join()


def _read(server: Served, name: str, ready: threading.Event) -> None:
    pipe = getattr(server.process, f"std{name}")
    with pipe:
        for line in pipe:
            setattr(server, name, getattr(server, name) + line.decode())
            if name == "out":
                ready.set()
    if name == "out":
        ready.set()


@contextmanager
def google(tmp_path: Path, *options: str, key: str = KEY) -> Iterator[Served]:
    """
    The stand-in for Google; what it was asked is in `tmp_path`/google.log.
    """
    log = tmp_path / "google.log"
    stand_in = str(ROOT / "tests/stand_in/upstream.py")
    command = [sys.executable, stand_in, "--key", key, "--log", str(log)]
    keep = {"MOCKGEMINI_SHARED": os.environ.get("MOCKGEMINI_SHARED", str(ROOT.parent / "shared"))}
    with served([*command, *options], environment(key=None, **keep)) as server:
        yield server


@contextmanager
def recording(
    cassette: Path, upstream: str, *options: str, key: str | None = None
) -> Iterator[Served]:
    """
    `mockgemini record` before that upstream. `key`: what the recorder itself finds.
    """
    command = [*MOCKGEMINI, "record", str(cassette), "--upstream", upstream, "--port", "0"]
    with served([*command, *options], environment(key=key)) as server:
        yield server


@contextmanager
def serving(cassette: Path | None = None, *options: str) -> Iterator[Served]:
    """
    `mockgemini serve` with that cassette; without one it synthesizes.
    """
    cassettes = [] if cassette is None else [str(cassette)]
    command = [*MOCKGEMINI, "serve", *cassettes, "--port", "0", *options]
    with served(command, environment(key=None)) as server:
        yield server


def logged(tmp_path: Path, what: str) -> list[dict[str, object]]:
    """
    The entries of the stand-in's log of one kind: `request`, `chunk` or `end`.
    """
    lines = (tmp_path / "google.log").read_text(encoding="utf-8").splitlines()
    return [entry for entry in map(json.loads, lines) if entry["what"] == what]


def get(url: str, key: str | None = None) -> bytes:
    """
    The body that a plain GET is answered with.
    """
    return ask("GET", url, key=key).read()


def post(url: str, body: object, key: str | None = KEY) -> HTTPResponse:
    """
    The answer, its body still to be read, to JSON that is posted.
    """
    return ask("POST", url, json.dumps(body).encode(), key=key)


def ask(method: str, url: str, body: bytes | None = None, key: str | None = KEY) -> HTTPResponse:
    """
    The answer to one request of a bare client: its head is there, its body is read by the caller.
    """
    parts = urlsplit(url)
    connection = HTTPConnection(str(parts.hostname), parts.port, timeout=PATIENCE)
    headers = {"connection": "close", "x-goog-api-client": "google-genai-sdk/3.4.0 gl-python/3.12"}
    headers |= {"x-goog-api-key": key} if key else {}
    headers |= {"content-type": "application/json"} if body is not None else {}
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    connection.request(method, target, body, headers)
    return connection.getresponse()


def frames(answer: HTTPResponse) -> list[tuple[float, bytes]]:
    """
    The events of a stream and the time (seconds since 1970) at which each was whole.
    """
    found, rest = [], b""
    while chunk := answer.read1():
        now = time.time()
        *whole, rest = (rest + chunk).split(b"\n\n")
        found += [(now, frame) for frame in whole]
    return found
