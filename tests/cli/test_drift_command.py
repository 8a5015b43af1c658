"""
`mockgemini drift`: exit codes, and what is printed.
"""

import json

from samples.openapi import OPENAPI, needs_openapi

from mockgemini.cli.main import main
from mockgemini.wire.register import NAMES

OLD, NEW = NAMES


def test_nothing(tmp_path, capsys):
    """
    A revision has not drifted from what was printed of it.
    """
    assert 0 == main(["schema", "--revision", NEW])
    (tmp_path / "s.json").write_text(capsys.readouterr().out)

    assert 0 == main(["drift", NEW, str(tmp_path / "s.json")])

    assert (
        "sent: 0 breaking, 0 warning, 0 info; received: 0 breaking, 0 warning, 0 info\n"
        == capsys.readouterr().out
    )


def test_what_breaks_clients(capsys):
    """
    What breaks clients ends with 1, apart for what is sent and what is received.
    """
    assert 1 == main(["drift", OLD, NEW])

    sent, received, _ = capsys.readouterr().out.split("\n\n")
    assert sent.startswith("What clients send\nbreaking ")
    assert received.startswith("What clients receive\nbreaking ")
    assert "was content.delta" in received


@needs_openapi
def test_googles_document(capsys):
    """
    An OpenAPI document is a schema as well.
    """
    assert 1 == main(["drift", str(OPENAPI), OLD, "--format", "json"])

    told = json.loads(capsys.readouterr().out)
    assert {"sent", "received"} == told.keys()
    assert ("breaking", "field_optional", "answer.id") in [
        (each["severity"], each["code"], each["place"]) for each in told["received"]
    ]


def test_misuse(capsys):
    """
    What is no schema is misuse.
    """
    for words in ([OLD, "leaps"], [OLD]):
        assert 2 == main(["drift", *words])
        assert 1 == len(capsys.readouterr().err.splitlines())
