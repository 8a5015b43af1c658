"""
Texts of each format, and the shapes by which a text from elsewhere is known.
"""

import datetime as dt
import ipaddress
import re
import uuid
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema import formats

PARSERS = {
    "date-time": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    "ipv4": ipaddress.IPv4Address,
    "ipv6": ipaddress.IPv6Address,
    "ipv4network": ipaddress.IPv4Network,
    "ipv6network": ipaddress.IPv6Network,
    "uuid": lambda text: uuid.UUID(text).version == 4,
    "uuid7": lambda text: uuid.UUID(text).version == 7,
    "uri": lambda text: urlsplit(text).netloc,
    "uri-reference": lambda text: urlsplit(text).path,
    "regex": re.compile,
    "email": lambda text: re.fullmatch(r"\w+@example\.com", text),
    "hostname": lambda text: re.fullmatch(r"[a-z]+\.example\.com", text),
    "decimal": float,
}


@pytest.mark.parametrize("name", sorted(formats.KNOWN))
@given(seed=st.binary(max_size=3))
def test_a_made_text_has_its_format(name, seed):
    """
    A text made for a format has its shape, and the standard library reads it.
    """
    text = formats.made(name, Dice(seed))

    assert formats.has_format(name, text)
    assert PARSERS.get(name, len)(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("date-time", "2026-01-01 10:00"),
        ("date", "2026-13-01"),
        ("time", "25:00:00Z"),
        ("duration", "5 minutes"),
        ("email", "nobody"),
        ("hostname", "-a-"),
        ("ipv4", "256.0.0.1"),
        ("ipv6", "1::2::3"),
        ("uri", "no uri"),
        ("uuid", "123"),
        ("json-pointer", "a/b"),
        ("byte", "abc"),
    ],
)
def test_a_text_of_another_shape_is_told_apart(name, text):
    """
    What has not the format's shape is not taken for it.
    """
    assert not formats.has_format(name, text)


def test_an_unknown_format_asks_nothing():
    """
    Every text has a format that nobody knows.
    """
    assert formats.has_format("colour-of-the-day", "anything")
