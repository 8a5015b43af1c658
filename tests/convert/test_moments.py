"""
Dates are understood in the spellings of the other tools.
"""

import pytest

from mockgemini.convert.moments import moment, seconds_since_1970


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wed, 19 Aug 2026 14:34:12 GMT", "2026-08-19T14:34:12Z"),
        ("2026-08-19T14:34:12Z", "2026-08-19T14:34:12Z"),
        ("2026-08-19T16:34:12.500+02:00", "2026-08-19T14:34:12Z"),
        ("2026-08-19 14:34:12", "2026-08-19T14:34:12Z"),
        ("Wed, 19 Aug 2026 14:34:12 -0000", "2026-08-19T14:34:12Z"),
        ("0001-01-01T00:00:00+12:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_moments_are_iso_in_utc(text, expected):
    """
    A date becomes ISO 8601 in UTC, and what is no date becomes nothing.
    """
    assert expected == moment(text)


def test_a_moment_is_a_number_too():
    """
    The same moment can be had in seconds since 1970.
    """
    assert 0.25 == seconds_since_1970("1970-01-01T00:00:00.250Z")
    assert seconds_since_1970("x") is None
