"""
One mapping of ours: each key of a known type, complaints with a line.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.cassette.blobs import BlobReader
from mockgemini.cassette.frames import Frame
from mockgemini.errors import CassetteError
from mockgemini.exchange import Reply, Stream


def frame(**fields):
    """
    A mapping whose keys stand on line 7.
    """
    return Frame(fields, "x.yaml", lambda _: 7, "an answer")


BLOBS = BlobReader({}, None, "x.yaml:7")

junk = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3)),
    lambda below: st.one_of(
        st.lists(below, max_size=2), st.dictionaries(st.text(max_size=3), below)
    ),
    max_leaves=4,
)
KEYS = [
    "status",
    "took",
    "head",
    "headers",
    "framing",
    "cut",
    "events",
    "body",
    "json",
    "text",
    "bytes",
]


@given(st.dictionaries(st.sampled_from(KEYS), junk), st.sampled_from([{}, {"status": 200}]))
def test_any_answer_is_one_or_is_refused(fields, known):
    """
    Whatever stands where an answer should, it is one or is complained about with its line.
    """
    try:
        answer = frame(**fields, **known) if "status" not in fields else frame(**fields)
        told = f"x.yaml:7: {type(answer.answer(BLOBS, lambda _: 7)).__name__}"
    except CassetteError as error:
        told = str(error)

    assert told.startswith("x.yaml:7: ")


@given(st.dictionaries(st.sampled_from(["method", "path", "query", "headers", "body"]), junk))
def test_any_request_is_one_or_is_refused(fields):
    """
    The same holds for requests.
    """
    with pytest.raises(CassetteError, match=r"^x.yaml:7: "):
        frame(**fields | {"path": 1}).request(BLOBS)
    try:
        told = str(frame(**{"method": "GET", "path": "/a"} | fields).request(BLOBS))
    except CassetteError as error:
        told = str(error).removeprefix("x.yaml:7: ")

    assert told


@given(st.lists(st.one_of(junk, st.fixed_dictionaries({"status": junk, "at": junk})), max_size=2))
def test_any_polls_are_some_or_are_refused(states):
    """
    And for polls.
    """
    try:
        told = f"x.yaml:7: {len(frame(polls=states).polls(BLOBS).states)}"
    except CassetteError as error:
        told = str(error)

    assert told.startswith("x.yaml:7: ")


def test_kinds_of_answers():
    """
    An answer with events is a stream, whatever its headers say.
    """
    assert Reply(200, took=1.0) == frame(status=200, took=1).answer(BLOBS, int)
    assert Stream(200, cut="client") == frame(status=200, events="", cut="client").answer(
        BLOBS, int
    )


def test_the_complaint_names_what_is_known():
    """
    Of a key that is none it is said which there are.
    """
    with pytest.raises(CassetteError) as caught:
        frame(colour="red").check({"status", "body"})

    assert "x.yaml:7: 'colour' is no key of an answer; it has body, status" == str(caught.value)
