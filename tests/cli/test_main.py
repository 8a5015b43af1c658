"""
The command itself: what it is called, how it ends, and what it says where it fails.
"""

import subprocess
import sys

import pytest

from mockgemini.cli.main import main, run
from mockgemini.version import VERSION

COMMANDS = ("serve", "record", "run", "show", "import")


def test_the_version_is_told(capsys):
    """
    `--version` says name and version.
    """
    assert 0 == main(["--version"])
    assert f"mockgemini {VERSION}\n" == capsys.readouterr().out


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_the_help_names_every_command(word, capsys):
    """
    The help lists the commands, each with what it does.
    """
    assert 0 == main([word])

    told = capsys.readouterr().out
    assert [] == [command for command in COMMANDS if f"\n  {command} " not in told]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command, capsys):
    """
    Each command tells its own options.
    """
    assert 0 == main([command, "--help"])
    assert f"Usage: mockgemini {command} [OPTIONS]" in capsys.readouterr().out


def test_without_a_word_help_is_given(capsys):
    """
    The bare command tells how it is used, and is misuse.
    """
    assert 2 == main([])
    assert "Usage: mockgemini" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["sing"], ["serve", "--loud"], ["show"], ["record", "a.yaml", "--port", "much"]]
)
def test_misuse_is_one_sentence(words, capsys):
    """
    Wrong words are answered with one line on standard error and code 2.
    """
    assert 2 == main(words)

    told = capsys.readouterr()
    assert "" == told.out
    assert told.err.startswith("mockgemini: ")
    assert 1 == len(told.err.splitlines())


def test_what_the_system_refuses_is_a_sentence(capsys):
    """
    An error of the operating system is told with the path, not with a traceback; the code is 1.
    """
    path = "x" * 300

    assert 1 == main(["show", path])

    assert capsys.readouterr().err.startswith(f"mockgemini: {path}: ")


def test_an_interrupt_has_the_code_of_shells(monkeypatch):
    """
    Ctrl-C before anything runs gives 130.
    """
    monkeypatch.setattr("mockgemini.cli.show_command.existing", _interrupted)

    assert 130 == main(["show", "x.yaml"])


def _interrupted(_path):
    raise KeyboardInterrupt


def test_a_reader_may_leave(monkeypatch, capsys):
    """
    Whoever closes our output, as `head` does, hears no complaint.
    """

    def gone(_path):
        raise BrokenPipeError

    monkeypatch.setattr("mockgemini.cli.show_command.existing", gone)
    monkeypatch.setattr(sys, "stdout", sys.stdout)

    assert 1 == main(["show", "x.yaml"])
    assert "" == capsys.readouterr().err


def test_the_entry_point_exits_with_the_code(monkeypatch, capsys):
    """
    What is installed as `mockgemini` reads the process's arguments and exits with the code.
    """
    monkeypatch.setattr(sys, "argv", ["mockgemini", "sing"])

    with pytest.raises(SystemExit) as ended:
        run()

    assert 2 == ended.value.code
    assert "sing" in capsys.readouterr().err


def test_the_package_can_be_run():
    """
    `python -m mockgemini` is the same command.
    """
    words = [sys.executable, "-m", "mockgemini", "--version"]

    told = subprocess.run(words, capture_output=True, text=True, check=True)

    assert VERSION in told.stdout
