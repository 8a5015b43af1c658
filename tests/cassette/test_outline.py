"""
Where exchanges stand in the bytes of a cassette.
"""

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.cassette.outline import Outline
from mockgemini.cassette.slices import Source
from mockgemini.errors import CassetteError

SOURCE = Source(Path("weather.yaml"))
TWO = b"""
# first
- request: {method: GET, path: /a}
  answer:
    events: |
      0.100 a - request

      0.200 b ...

# second
- answer: {}
  # in between
  request: {}
...
"""


def outline(data, *, is_part=False):
    """
    What stands in these bytes.
    """
    return Outline(SOURCE, data, 0, is_part=is_part)


def test_each_exchange_has_its_keys():
    """
    An exchange begins with its first key and ends with the next exchange, or the cassette.
    """
    one, other = outline(TWO).slices()

    assert [(3, "request"), (4, "answer")] == [(line, key) for line, _, key in one.keys]
    assert [(11, "answer"), (13, "request")] == [(line, key) for line, _, key in other.keys]
    assert (other.keys[0][1], TWO.index(b"...\n", 150)) == (one.end, other.end)
    assert all(TWO[at + 2 :].startswith(key.encode()) for _, at, key in one.keys + other.keys)


def test_what_is_read_begins_behind_the_header():
    """
    What stands before the place where exchanges begin is not looked at, but its lines count.
    """
    head = b"a: 1\nexchanges:"

    (one, _) = Outline(SOURCE, head + TWO, len(head)).slices()

    assert 4 == one.keys[0][0]


@given(st.lists(st.binary(max_size=6).map(lambda text: text.replace(b"\n", b"")), max_size=4))
def test_lines_that_are_further_in_are_passed_over(texts):
    """
    Whatever stands in column 3 or behind it is no key, no exchange and no end.
    """
    more = b"".join(b"   " + text + b"\n" for text in texts)
    place = TWO.index(b"    events")

    found = [
        [(line, key) for line, _, key in each.keys]
        for each in outline(TWO[:place] + more + TWO[place:]).slices()
    ]

    last = len(texts) + 11
    assert [[(3, "request"), (4, "answer")], [(last, "answer"), (last + 2, "request")]] == found


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (TWO + b"\n  \nmore\n", 15, "nothing may follow '...', but 'more' does"),
        (TWO + b"...\n", 15, "nothing may follow '...', but '...' does"),
        (TWO[:-4], 14, "the cassette is cut short: its last line should be '...'"),
        (TWO[:-2], 14, "the cassette is cut short"),
        (TWO.replace(b"# second", b"second"), 10, "expected an exchange ('- request:' in the"),
        (TWO.replace(b"# second", b"\t# second"), 10, "first column), not '\\t# second'"),
        (TWO.replace(b"# first", b"  answer:"), 2, "first column), not 'answer:'"),
        (TWO.replace(b"# first", b"   x"), 2, "first column), not 'x'"),
    ],
)
def test_what_is_no_exchange(text, line, problem):
    """
    A complaint names the line, and shows what stands there.
    """
    with pytest.raises(CassetteError) as told:
        outline(text).check(may_be_open=False)

    assert str(told.value).startswith(f"weather.yaml:{line}: ")
    assert problem in str(told.value)


def test_what_may_be_open():
    """
    An unfinished recording has no end, and neither need a cassette have that says it is empty.
    """
    part = outline(TWO[:-4] + b"# whole\n...\n", is_part=True)

    part.check(may_be_open=False)
    outline(b"\n").check(may_be_open=True)

    assert 2 == len(part.slices())


def test_many_lines_take_little_memory():
    """
    Lines are looked at one by one, so that a file of nothing but lines is no bomb.
    """
    data = b"\n# a\n   b" * 300_000
    tracemalloc.start()

    try:
        outline(data)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert most < 10_000
