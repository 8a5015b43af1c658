"""
JSON as text: spelling, folding, places.
"""

import json
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.cassette_values import LARGE, ODD, SMALL, encoders, texts, values

from mockgemini.jsontext import (
    MISSING,
    Difference,
    Spelling,
    blob_name,
    differences,
    fold,
    folded_names,
    parse,
    pointer,
    spelling_of,
    steps_of,
    unfold,
)

spellings = st.builds(
    Spelling,
    st.one_of(st.none(), st.integers(0, 99)),
    *[st.booleans()] * 4,
)


# --- spelling ---------------------------------------------------------------------------------


@given(spellings)
def test_a_spelling_is_told_in_words(spelling):
    """
    What a spelling is called, it is read from.
    """
    assert spelling == Spelling.parse(str(spelling))


@pytest.mark.parametrize("text", ["", "neat", "indent", "indent 100", "indent -1", "ascii,newline"])
def test_no_spelling(text):
    """
    A word that is none is named.
    """
    with pytest.raises(ValueError, match="is no spelling of JSON"):
        Spelling.parse(text)


@given(values, encoders)
def test_the_spelling_gives_the_text_back(value, how):
    """
    A text of the usual encoders has a spelling, and with it the value becomes the text again.
    """
    text = json.dumps(value, **how)

    spelling = spelling_of(text, value)

    assert spelling is not None
    assert text == spelling.encode(value)


@given(values, spellings)
def test_every_spelling_is_found(value, spelling):
    """
    Whatever a spelling writes is valid JSON, and a spelling is found that writes the same.
    """
    text = spelling.encode(value)

    found = spelling_of(text, parse(text))

    assert value == parse(text)
    assert found is None or text == found.encode(value)
    assert found is not None or spelling.is_html_safe or isinstance(value, (int, float, str))


def test_googles_escapes():
    """
    Google's encoder escapes what could end a script, and that is a spelling of its own.
    """
    text = '{"message":"version \\u003e= 2 \\u0026 é"}'

    assert "html-safe" == str(spelling_of(text, parse(text)))


@pytest.mark.parametrize(
    "text",
    ['{"a":1,"a":2}', "[1E5]", '["\\/"]', "[1.10]", "[1 ]", '["\\u003E"]', "[1]\r\n", "[-0]"],
)
def test_unusual_spelling(text):
    """
    Where no spelling gives the same text, there is none.
    """
    assert spelling_of(text, parse(text)) is None


def test_nan_is_no_json():
    """
    A value that JSON has no word for is never written.
    """
    assert spelling_of("[NaN]", parse("[NaN]")) is None


def test_floats_may_be_read_in_another_way():
    """
    What is no integer can be made a value by the one who asks.
    """
    assert [1, "1.0", "1e5"] == parse("[1, 1.0, 1e5]", str)


def test_nesting_without_end():
    """
    A text that is nested too deeply is refused like any other that is no JSON.
    """
    with pytest.raises(ValueError, match="nested too deeply"):
        parse("[" * 200_000)


# --- folding ----------------------------------------------------------------------------------

tokens = st.one_of(
    st.sampled_from(
        ['"', "\\", "\\\\", "$", "$$", "$blob:", "0123456789abcdef", '"$blob:', ",", "="]
    ),
    st.sampled_from([SMALL, LARGE, SMALL[:-4], f'"{SMALL}"', f'"{LARGE}"', "A" * 256, "A" * 260]),
    st.sampled_from(ODD),
)


@given(st.lists(tokens, max_size=12).map("".join))
def test_unfold_is_the_inverse_of_fold(text):
    """
    Any text, JSON or not, comes back from being folded.
    """
    folded, blobs = fold(text)

    assert text == unfold(folded, blobs.get)
    assert set(blobs) <= folded_names(folded)


@given(values, st.sampled_from([SMALL, LARGE]))
def test_folded_json_is_json(value, encoded):
    """
    A folded JSON text is JSON with every long base64 string replaced by its name.
    """
    text = json.dumps({"value": value, "data": encoded})

    folded, blobs = fold(text)

    assert f"$blob:{blob_name(encoded)}" == json.loads(folded)["data"]
    assert encoded == blobs[blob_name(encoded)]


@pytest.mark.parametrize(
    "encoded",
    [
        pytest.param("A" * 256, id="short"),
        pytest.param("A" * 261, id="no whole group"),
        pytest.param("A" * 258 + "B=", id="a bit too many"),
        pytest.param("A" * 256 + "A===", id="too much padding"),
        pytest.param("A" * 259 + "-", id="another alphabet"),
    ],
)
def test_what_is_not_folded(encoded):
    """
    Short texts, and those that decoding and encoding would change, stay as they are.
    """
    assert blob_name(encoded) is None
    assert (f'["{encoded}"]', {}) == fold(f'["{encoded}"]')


def test_only_whole_tokens_are_folded():
    """
    Base64 that is part of a longer text stays in it.
    """
    text = json.dumps([f"data:image/png;base64,{SMALL}", f'say "{SMALL}"', f"{SMALL}\n"])

    assert (text, {}) == fold(text)


def test_a_blob_nobody_knows():
    """
    A name that is not found stays where it is.
    """
    assert '["$blob:0123456789abcdef"]' == unfold('["$blob:0123456789abcdef"]', {}.get)


def test_folding_takes_time_in_proportion():
    """
    A text of a million characters that almost are base64 is folded at once.
    """
    text = ('"' + "A" * 300 + "-") * 3000

    assert (text, {}) == fold(text)
    assert 1 == len(fold(f'["{b64encode(bytes(1_000_000)).decode()}"]')[1])


# --- places -----------------------------------------------------------------------------------


@given(st.lists(texts, min_size=1))
def test_pointers(steps):
    """
    A pointer gives back the steps it was made of.
    """
    assert tuple(steps) == steps_of(pointer(*steps))


def test_a_pointer_begins_with_a_slash():
    """
    Anything else is refused, quoting it.
    """
    with pytest.raises(ValueError, match="not as in 'input'"):
        steps_of("input")


@given(values, values)
def test_equal_values_have_no_differences(one, other):
    """
    Two values have differences exactly where their texts differ.
    """
    is_same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)

    assert [] == list(differences(one, one))
    assert is_same is not any(True for _ in differences(one, other))


def test_differences_are_named_by_place():
    """
    Each difference is named by its outermost place, in the order of the old value.
    """
    old = {"model": "a", "input": [{"text": "x"}, "y"], "n": 1, "gone": None}
    new = {"new": 1, "n": 1.0, "input": [{"text": "z"}], "model": "a"}

    found = list(differences(old, new))

    assert [
        Difference("/input/0/text", "x", "z"),
        Difference("/input/1", "y", MISSING),
        Difference("/n", 1, 1.0),
        Difference("/gone", None, MISSING),
        Difference("/new", MISSING, 1),
    ] == found
    assert "nothing" == repr(found[-1].old)


def test_deep_values_are_compared():
    """
    Values as deep as the decoder allows can be compared.
    """
    text = "[" * 900 + "{}" + "]" * 900

    (found,) = differences(parse(text.replace("{}", "1")), parse(text.replace("{}", "2")))

    assert Difference("/0" * 900, 1, 2) == found
