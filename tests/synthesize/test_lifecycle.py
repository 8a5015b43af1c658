"""
The status table.
"""

from mockgemini.synthesize.lifecycle import BEGINNINGS, ENDS, FOLLOWS, STATUSES


def test_every_status_leads_to_statuses():
    """
    What may follow is in the table itself.
    """
    assert all(following <= STATUSES for following in FOLLOWS.values())


def test_an_end_is_an_end():
    """
    Nothing follows an end, and something follows a beginning.
    """
    assert all(not FOLLOWS[end] for end in ENDS)
    assert all(FOLLOWS[beginning] for beginning in BEGINNINGS)


def test_all_statuses_of_the_api_are_there():
    """
    The nine statuses that the SDKs know are beginnings or ends.
    """
    assert STATUSES == BEGINNINGS | ENDS
    assert 9 == len(STATUSES)
