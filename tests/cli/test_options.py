"""
Options that several commands share.
"""

import pytest

from mockgemini.cli.main import main
from mockgemini.cli.serve_command import command as serve
from mockgemini.clock import Pace


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--pace", "sometimes"], "pace takes instant, recorded or a factor such as 0.5"),
        (["--pace", "nan"], "pace takes"),
        (["--repeat", "maybe"], "'never', 'last', 'cycle'"),
        (["--revision", "chunks"], "'chunks'"),
        (["--on-miss", "shrug"], "'shrug'"),
        (["--port", "65536"], "65536"),
    ],
)
@pytest.mark.parametrize("command", ["serve", "run"])
def test_wrong_values_are_quoted(command, words, expected, capsys):
    """
    A value that an option does not take is named, with those it takes.
    """
    assert 2 == main([command, *words, "x"])
    assert expected in capsys.readouterr().err


def test_what_was_read_is_left_alone():
    """
    Click may ask for the same value twice.
    """
    (pace,) = (each for each in serve.params if each.name == "pace")

    assert Pace(0.5) == pace.type.convert(pace.type.convert("0.5", pace, None), pace, None)


def test_defaults_are_shown(capsys):
    """
    The help of an option says what holds without it.
    """
    main(["serve", "--help"])

    told = capsys.readouterr().out
    assert all(f"[default: {each}" in told for each in ("8765", "127.0.0.1", "instant", "cycle"))
