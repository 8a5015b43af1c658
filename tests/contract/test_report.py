import json
from pathlib import Path
from xml.etree import ElementTree as ET

from mockgemini.contract.found import Checked, Found
from mockgemini.contract.report import Report
from mockgemini.wire.deviation import deviation

PATH = Path("talk.yaml")


def found(code, place, line, exchange=1, part="answer", **more):
    return Found(deviation(code, place, "this", "that"), PATH, line, exchange, part, **more)


WORSE = found("missing_field", "event 7: delta.text", 23, 2, "event 7", event=7, other_line=60)
LESS = found("no_done", "event 9", 25, 2, "event 9", event=9)
NEW = [
    found("unknown_field", f"event {at}: tips[{at}].mood", at, part=f"event {at}") for at in (4, 5)
]
CHECKED = Checked(
    PATH, (*NEW, WORSE, LESS), ("POST /v1/interactions", "GET /x", "GET /y"), {3: "list models"}
)


def test_text():
    """
    A line a deviation, in columns; what is only new stands once for its kind, with its count.
    """
    text = Report([CHECKED, Checked(Path("b.yaml"))]).text()

    assert [
        (
            "talk.yaml:4   #1 event 4  info      unknown_field  tips[4].mood: expected this, "
            "found that (× 2)"
        ),
        (
            "talk.yaml:23  #2 event 7  breaking  missing_field  delta.text: "
            "expected this (line 60), found that"
        ),
        "talk.yaml:25  #2 event 9  warning   no_done        expected this, found that",
        "",
        (
            "1 breaking, 1 warning, 2 info in 3 exchanges of 2 cassettes "
            "(passed over: 1 × list models)"
        ),
    ] == text.splitlines()


def test_unreadable():
    """
    A cassette that cannot be read is told, and is not good.
    """
    report = Report([], ["a.yaml:3: not readable"])

    assert [
        "a.yaml:3: not readable",
        "",
        "0 breaking, 0 warning, 0 info in 0 exchanges of 0 cassettes and 1 could not be read",
    ] == report.text().splitlines()
    assert not report.is_good


def test_good():
    """
    Only what would break a client is not good.
    """
    assert Report([Checked(PATH, (LESS, *NEW))]).is_good
    assert not Report([CHECKED]).is_good


def test_json():
    """
    Programs are told everything.
    """
    told = json.loads(Report([CHECKED], ["a.yaml: torn"]).json())

    assert {"breaking": 1, "warning": 1, "info": 2} == told["counts"]
    assert (["a.yaml: torn"], {"list models": 1}) == (told["unreadable"], told["passed_over"])
    (only,) = told["cassettes"]
    assert ("talk.yaml", 3, {"3": "list models"}) == (
        only["path"],
        only["exchanges"],
        only["passed_over"],
    )
    assert {
        "severity": "breaking",
        "code": "missing_field",
        "meaning": "A required field is not there.",
        "line": 23,
        "exchange": 2,
        "part": "event 7",
        "event": 7,
        "place": "delta.text",
        "expected": "this",
        "found": "that",
        "other_line": 60,
    } == only["deviations"][2]


def test_json_without_a_file():
    """
    A cassette need not lie in a file.
    """
    (only,) = json.loads(Report([Checked(None)]).json())["cassettes"]

    assert only["path"] is None


def test_junit():
    """
    Breaking deviations are failures of their exchange; what was passed over is skipped.
    """
    odd = Checked(Path("b.yaml"), (), ("GET /\x07",))
    whole = ET.fromstring(Report([CHECKED, odd], ["a.yaml:3: torn"]).junit())  # noqa: S314 - ours

    suite, other, unreadable = whole
    assert ("talk.yaml", "3", "1", "1") == tuple(
        suite.get(key) for key in ("name", "tests", "failures", "skipped")
    )
    first, second, third = suite
    assert "#1 POST /v1/interactions" == first.get("name")
    assert 2 == len(first.find("system-out").text.splitlines())
    assert "missing_field" == second.find("failure").get("type")
    assert "talk.yaml:23: #2 event 7" in second.find("failure").text
    assert "list models: no revision" == third.find("skipped").get("message")
    assert "#1 GET /�" == other[0].get("name")
    assert "a.yaml:3: torn" == unreadable[0].find("error").get("message")
