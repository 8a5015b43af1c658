import json
from pathlib import Path

from mockgemini.contract.change import Change, Sighting, recorded
from mockgemini.contract.change_report import (
    diff_json,
    diff_text,
    drift_json,
    drift_text,
    is_breaking,
)
from mockgemini.contract.diffing import Compared

MOOD = recorded("field_added", "answer.mood", "", "string")
USAGE = recorded("field_removed", "answer.usage", "object")


def compared():
    told = Compared(Path("a.yaml"), Path("b.yaml"), aligned=9)
    for number in range(1, 9):
        told.add(MOOD, Sighting(number, 7, number, 7))
    told.add(USAGE, Sighting(1, 7, 2, 9))
    told.apart.update({"ids": 2, "times": 1})
    return told


def test_diff_as_text():
    """
    The worst comes first; where something was seen very often, the first places are enough.
    """
    gone = Compared(Path("c.yaml"), None)
    gone.add(recorded("cassette_removed", "c"), Sighting())

    assert [
        "a.yaml → b.yaml",
        "breaking  field_removed  answer.usage  was object  #1→#2",
        "info      field_added    answer.mood   string      #1, #2, #3, #4, #5, #6, 2 more",
        "",
        "c.yaml → nothing",
        "warning  cassette_removed  c",
        "",
        (
            "1 breaking, 1 warning, 1 info in 9 pairs of exchanges; "
            "set apart, since they never are the same: 2 × ids, 1 × times"
        ),
    ] == diff_text([compared(), gone]).splitlines()


def test_no_difference():
    """
    Without a difference there is only the sum.
    """
    same = Compared(None, None, aligned=1)

    assert "0 breaking, 0 warning, 0 info in 1 pair of exchanges" == diff_text([same])


def test_diff_as_json():
    """
    Programs are told all places.
    """
    (told,) = json.loads(diff_json([compared()]))["cassettes"]

    assert ("a.yaml", "b.yaml", 9, {"ids": 2, "times": 1}) == (
        told["old"],
        told["new"],
        told["aligned"],
        told["set_apart"],
    )
    first, second = told["changes"]
    assert {"old": 1, "old_line": 7, "new": 2, "new_line": 9} == first["exchanges"][0]
    assert ("field_removed", "object", None) == (first["code"], first["was"], first["now"])
    assert 8 == len(second["exchanges"])
    (only,) = json.loads(diff_json([Compared(None, None)]))["cassettes"]
    assert (None, None) == (only["old"], only["new"])


DRIFT = {
    "sent": [],
    "received": [MOOD, Change("kind_removed", "breaking", "event", "step.start")],
}


def test_drift_as_text():
    """
    What clients send and what they receive stand apart.
    """
    assert [
        "What clients receive",
        "breaking  kind_removed  event        was step.start",
        "info      field_added   answer.mood  string",
        "",
        "sent: 0 breaking, 0 warning, 0 info; received: 1 breaking, 0 warning, 1 info",
    ] == drift_text(DRIFT).splitlines()


def test_drift_as_json():
    """
    There is a list for each side, the worst first.
    """
    told = json.loads(drift_json(DRIFT))

    assert [] == told["sent"]
    assert ["kind_removed", "field_added"] == [each["code"] for each in told["received"]]


def test_breaking():
    """
    One is enough.
    """
    assert is_breaking([MOOD, USAGE])
    assert not is_breaking([MOOD])
