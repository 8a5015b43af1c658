"""
What rules give.
"""

from stages.judging import Client

from mockgemini.verdict.found import Found, of, seconds


def test_evidence_is_numbers():
    """
    Requests stand for their numbers, which count from 1.
    """
    client = Client()
    client.is_refused(500)
    client.is_refused(500)

    assert Found((1, 2), "So.") == of(client.history.requests, "So.")


def test_times_are_short():
    """
    A time is told with three digits.
    """
    assert ["0.123 s", "10 s"] == [seconds(0.12345), seconds(10.0)]
