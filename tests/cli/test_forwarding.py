"""
A command run as if it had been started itself.
"""

import os
import signal
import subprocess
import sys
import threading

import pytest
from journeys.sdks import MOCKGEMINI, environment, served
from stages.commands import end_this_command, wait_for

from mockgemini.cli.forwarding import run_command
from mockgemini.errors import UsageError

pty = pytest.importorskip("pty", reason="Windows has neither these signals nor terminals")

WAITING = """
import signal, sys
from pathlib import Path
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
Path(sys.argv[1]).touch()
print("told", signal.sigwait([signal.SIGTERM]).name, flush=True)
sys.exit(5)
"""
COUNTING = """
import signal, time
told = []
signal.signal(signal.SIGINT, lambda *_: told.append(1))
print("http://ready", flush=True)
while not told:
    time.sleep(0.01)
time.sleep(0.3)
print("told", len(told), flush=True)
"""


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("pass", 0),
        ("raise SystemExit(7)", 7),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 128 + 9),
    ],
)
def test_the_code_is_the_commands(program, expected):
    """
    Its exit code is ours; where a signal ended it, the code is the one that shells give.
    """
    assert expected == run_command([sys.executable, "-c", program], os.environ)


def test_signals_are_handed_on(tmp_path, capfd):
    """
    SIGTERM for us is for the command, whose code we give; our own handlers come back.
    """
    ready, before = tmp_path / "ready", signal.getsignal(signal.SIGTERM)

    def interrupt():
        wait_for(ready.exists)
        end_this_command()

    other = threading.Thread(target=interrupt)
    other.start()
    code = run_command([sys.executable, "-c", WAITING, str(ready)], os.environ)
    other.join()

    assert 5 == code
    assert "told SIGTERM\n" == capfd.readouterr().out
    assert before == signal.getsignal(signal.SIGTERM)


def test_a_signal_that_comes_early_is_handed_on_late(monkeypatch):
    """
    What arrives while the command is being started reaches it.
    """
    start = subprocess.Popen

    def slowly(*args, **kinds):
        end_this_command()
        return start(*args, **kinds)

    monkeypatch.setattr(subprocess, "Popen", slowly)

    assert 128 + 15 == run_command([sys.executable, "-c", "import time; time.sleep(30)"], {})


def test_what_is_ignored_stays_ignored():
    """
    Under nohup the command survives the hang-up as well.
    """
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    program = "import os, signal; os.kill(os.getpid(), signal.SIGHUP); raise SystemExit(4)"
    try:
        assert 4 == run_command([sys.executable, "-c", program], os.environ)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_ctrl_c_is_not_told_twice(tmp_path):
    """
    A terminal interrupts all that runs in front of it; the command hears that once.
    """
    (tmp_path / "a.yaml").write_text("cassette: 1\n\nexchanges: []\n")
    words = ["run", "--cassette", "a.yaml", "--", sys.executable, "-c", COUNTING]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*MOCKGEMINI, *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(),
        cwd=tmp_path,
        preexec_fn=lambda: os.login_tty(theirs),  # noqa: PLW1509 - there is one thread
    )
    told = b""
    os.close(theirs)
    while b"ready" not in told:
        told += os.read(ours, 1000)
    os.write(ours, b"\x03")
    while b"told" not in told:
        told += os.read(ours, 1000)

    assert 0 == process.wait(20)
    os.close(ours)
    assert b"told 1" in told


def test_without_a_terminal_an_interrupt_is_handed_on(tmp_path):
    """
    SIGINT that was sent to us alone reaches the command.
    """
    (tmp_path / "a.yaml").write_text("cassette: 1\n\nexchanges: []\n")
    words = ["run", "--cassette", "a.yaml", "--", sys.executable, "-c", COUNTING]
    with served(["setsid", *MOCKGEMINI, *words], environment(), tmp_path) as server:
        assert 0 == server.end(signal.SIGINT)

    assert "told 1" in server.out


@pytest.mark.parametrize(
    ("command", "expected"),
    [("no-such-command-4711", "there is no such command"), ("/", "cannot be run: Permission")],
)
def test_what_cannot_be_started_is_named(command, expected):
    """
    A command that is not there, or is none, is a sentence.
    """
    with pytest.raises(UsageError, match=f"^{command}: {expected}"):
        run_command([command], os.environ)
