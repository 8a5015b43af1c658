import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stages.staged import cited, staged

from mockgemini.synthesize.composing.used import Used, call_id, len_of, resting, signature, told
from mockgemini.synthesize.dice import Dice
from mockgemini.wire.outcome import FunctionCall, FunctionResult, ToolCall

PAGE = {"url": "https://example.com/", "title": "example.com", "type": "url_citation"}


@given(st.text(st.characters(exclude_categories=["Cs"])), st.lists(st.text("aé日🎉 .", min_size=1)))
def test_citations_cut_out_what_they_cite(before, sentences):
    """
    Wherever the tool's sentences end up, the bytes of each citation are its sentence.
    """
    text, citations = resting([(each, (PAGE,)) for each in sentences])

    whole = told(before, [Used((), text, citations)])

    assert sentences == cited(whole)


def test_citation_is_told_as_recorded():
    """
    A citation has its place first, then what it says of the source.
    """
    text, citations = resting([("It is so.", (PAGE,))])

    whole = told("Yes:", [Used((), text, citations)])

    assert "Yes:\n\nIt is so." == whole.text
    assert ({"start_index": 6, "end_index": 15, **PAGE},) == whole.citations


def test_several_tools_add_one_below_the_other():
    """
    What tools add are paragraphs; a tool without words adds none, and nothing stands before.
    """
    uses = [Used((), "One."), Used(()), Used((), "Two.")]

    assert "One.\n\nTwo." == told("", uses).text


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ((), "completed"),
        ((ToolCall("google_search", id="a"),), "completed"),
        ((FunctionCall("click", {}, "a"),), "requires_action"),
        ((FunctionCall("write_file", {}, "a"), FunctionResult("a")), "completed"),
    ],
    ids=["nothing", "server tool", "open call", "answered call"],
)
def test_open_calls_wait_for_the_client(parts, status):
    """
    Only a function call without a result leaves the interaction waiting.
    """
    assert status == Used(parts).status


@pytest.mark.parametrize(
    ("model", "pattern"),
    [
        ("gemini-2.5-flash", r"[a-z0-9]{8}"),
        ("models/gemini-3-flash-preview", r"[a-z0-9]{8}"),
        ("gemini-3.6-flash", r"call_\d{5}"),
    ],
)
def test_ids_are_those_of_the_generation(model, pattern):
    """
    Early models name their calls by letters and digits, later ones by a number.
    """
    assert re.fullmatch(pattern, call_id(staged(model=model), Dice(b"")))


def test_second_generation_signs_nothing():
    """
    Calls of Gemini 2 have no signature, those of later models have one.
    """
    assert signature(staged(model="gemini-2.5-pro"), Dice(b"")) is None
    assert signature(staged(model="gemini-3.5-flash"), Dice(b"")).startswith("C")


def test_length_counts_bytes_of_anything():
    """
    Half a surrogate pair has a length as well.
    """
    assert 3 == len_of("\ud800")
