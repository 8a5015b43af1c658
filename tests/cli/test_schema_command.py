"""
`mockgemini schema`: what is printed.
"""

import json

import pytest
from jsonschema import Draft202012Validator

from mockgemini.cli.main import main
from mockgemini.wire.exporting import json_schema
from mockgemini.wire.register import DEFAULT, NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_revision(name, capsys):
    """
    The schema of the revision that was named is printed, and is one.
    """
    assert 0 == main(["schema", "--revision", name])

    told = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(told)
    assert json_schema(name) == told


def test_the_newest(capsys):
    """
    Unless told otherwise, it is what Google answers today.
    """
    assert 0 == main(["schema"])

    assert json_schema(DEFAULT) == json.loads(capsys.readouterr().out)


def test_misuse(capsys):
    """
    A revision that is none is misuse.
    """
    assert 2 == main(["schema", "--revision", "leaps"])

    assert "'leaps' is not one of" in capsys.readouterr().err
