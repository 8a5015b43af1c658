"""
`mockgemini check`: exit codes, and what is printed.
"""

import json
from xml.etree import ElementTree as ET

from samples.contract_cassettes import cassette, with_events, written

from mockgemini.cli.main import main


def spoiled(path):
    """
    A cassette whose first stream has an event that is no JSON, on the line that is given back.
    """
    written(path, cassette("steps"))
    return with_events(path, 0, lambda events: [*events[:2], ["x", "7"], *events[3:]]) + 2


def test_a_sound_folder(tmp_path, capsys):
    """
    A folder of sound cassettes ends with 0; other files in it are passed over.
    """
    written(tmp_path / "a.yaml", cassette("steps"))
    written(tmp_path / "below" / "b.yaml", cassette("outputs"))
    (tmp_path / "other.yaml").write_text("services: {}\n")

    assert 0 == main(["check", str(tmp_path)])

    *_, last = capsys.readouterr().out.splitlines()
    assert (
        "0 breaking, 0 warning, 2 info in 20 exchanges of 2 cassettes "
        "(passed over: 2 × generate content)"
    ) == last


def test_what_breaks_clients(tmp_path, capsys):
    """
    What breaks clients ends with 1, and stands on a line with its place in the file.
    """
    path = tmp_path / "a.yaml"
    line = spoiled(path)

    assert 1 == main(["check", str(path), str(path)])

    told = capsys.readouterr().out
    words = next(each.split() for each in told.splitlines() if "event_not_json" in each)
    assert [f"{path}:{line}", "#1", "event", "3", "breaking"] == words[:5]
    assert "of 1 cassette " in told


def test_json(tmp_path, capsys):
    """
    As JSON the same is told to programs.
    """
    line = spoiled(tmp_path / "a.yaml")

    assert 1 == main(["check", str(tmp_path), "--format", "json"])

    told = json.loads(capsys.readouterr().out)
    found = told["cassettes"][0]["deviations"]
    assert (line, 3) in [(each["line"], each["event"]) for each in found]
    assert told["counts"]["breaking"] >= 1


def test_junit(tmp_path, capsys):
    """
    As JUnit's XML it is told to servers.
    """
    spoiled(tmp_path / "a.yaml")

    assert 1 == main(["check", str(tmp_path), "--format", "junit"])

    (suite,) = ET.fromstring(capsys.readouterr().out)  # noqa: S314 - our own
    assert ("10", "1") == (suite.get("tests"), suite.get("failures"))


def test_unreadable(tmp_path, capsys):
    """
    One cassette that cannot be read does not keep the others from being checked.
    """
    written(tmp_path / "a.yaml", cassette("steps"))
    path = tmp_path / "b.yaml"
    path.write_text("cassette: 1\n\nexchanges:\n- request:\n    method: GET\n")

    assert 1 == main(["check", str(tmp_path)])

    told = capsys.readouterr().out
    assert f"{path}:" in told
    assert "in 10 exchanges of 1 cassette and 1 could not be read" in told


def test_misuse(tmp_path, capsys):
    """
    Paths that are not there, folders without cassettes and unknown formats are misuse.
    """
    for words in (["gone.yaml"], [str(tmp_path)], [], [str(tmp_path), "--format", "xml"]):
        assert 2 == main(["check", *words])
        told = capsys.readouterr()
        assert ("", 1) == (told.out, len(told.err.splitlines()))
