from pathlib import Path

from mockgemini.contract.found import Checked, Found
from mockgemini.wire.deviation import deviation

WORSE = Found(deviation("missing_field", "id", "a", "b"), Path("a.yaml"), 7, 2, "answer")
LESS = Found(deviation("no_done", "event 3", "a", "b"), None, 0, 1, "event 3", 3)


def test_words():
    """
    A finding says where it is, what it is about, and what is wrong.
    """
    assert "a.yaml:7: #2 answer: breaking missing_field at id: expected a, found b" == str(WORSE)
    assert ("cassette:0", "no_done", "warning") == (LESS.where, LESS.code, LESS.severity)


def test_a_cassettes_findings():
    """
    They can be counted by severity and told by exchange.
    """
    checked = Checked(None, (LESS, WORSE))

    assert [1, 1, 0] == [checked.count(each) for each in ("breaking", "warning", "info")]
    assert [[LESS], [WORSE], []] == [checked.of(number) for number in (1, 2, 3)]
