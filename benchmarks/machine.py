"""
Servers as processes of their own: where they run, what they cost, how large they are. Linux only.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent

MOCKGEMINI = [sys.executable, "-m", "mockgemini"]
PLAIN = [sys.executable, str(HERE / "plain.py")]

_CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, CLIENT_CORE = _CORES[0], _CORES[-1]
"""Different ones where there are two."""


@dataclass(frozen=True)
class Server:
    """
    A running server.
    """

    pid: int
    port: int

    @property
    def cpu(self) -> float:
        """
        Seconds on a processor so far, all threads together.
        """
        tasks = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    @property
    def resident(self) -> int:
        """
        Bytes in memory now.
        """
        return self._status("VmRSS")

    @property
    def peak(self) -> int:
        """
        The most bytes there ever were.
        """
        return self._status("VmHWM")

    def _status(self, name: str) -> int:
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name + ":"))


@contextmanager
def running(
    command: list[str], *, core: int = SERVER_CORE, patience: float = 120
) -> Iterator[Server]:
    """
    Run a server until the end of the block; the word PORT in its command stands for a free one.
    """
    port = free_port()
    words = [word.replace("PORT", str(port)) for word in command]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, cwd=ROOT) as process:
        try:
            os.sched_setaffinity(process.pid, {core})
            _await(process, port, patience)
            yield Server(process.pid, port)
        finally:
            process.terminate()


@contextmanager
def awake(core: int = CLIENT_CORE) -> Iterator[None]:
    """
    Keep a core from going to sleep, by what runs there only while nothing else wants to.

    In a virtual machine it takes longer to wake a core that sleeps than to answer a request, and
    only servers that are slower than their client would pay for that.
    """
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as spinning:
        try:
            os.sched_setaffinity(spinning.pid, {core})
            os.sched_setscheduler(spinning.pid, os.SCHED_IDLE, os.sched_param(0))
            yield
        finally:
            spinning.terminate()


def free_port() -> int:
    """
    A port that nobody listens on.
    """
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _await(process: subprocess.Popen, port: int, patience: float) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"{process.args} ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.01)
        else:
            return
    raise SystemExit(f"{process.args} does not listen after {patience} s")
