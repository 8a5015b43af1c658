import pytest

from mockgemini.synthesize.composing.quoting import listed, quoted, sentence, sound, told


def test_a_quotation_is_whole():
    """
    What is quoted keeps every character, in any script.
    """
    assert '"Grüße an 東京 🗼"' == quoted("  Grüße an 東京 🗼\n")


def test_a_long_quotation_is_shortened():
    """
    Beyond the limit an ellipsis stands for the rest.
    """
    assert '"abcd…"' == quoted("abcdefgh", 5)


def test_half_a_character_is_replaced():
    """
    Half of a surrogate pair, which JSON can carry and UTF-8 cannot, becomes a question mark.
    """
    assert "a?é" == sound("a\ud83dé")


@pytest.mark.parametrize(
    ("value", "expected"),
    [("sunny", '"sunny"'), ({"sum": 18.0}, '{"sum":18.0}'), ([1, None], "[1,null]")],
    ids=["text", "object", "list"],
)
def test_values_are_told_as_json(value, expected):
    """
    Text stands in quotation marks, everything else as compact JSON.
    """
    assert expected == told(value)


def test_what_is_no_json_is_told_as_such():
    """
    A number that JSON does not have does not keep the answer from being made.
    """
    assert "a value that no JSON can hold" == told(float("nan"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("It is so", "It is so."), ('She said "No."', 'She said "No."'), ("Why?", "Why?")],
)
def test_a_sentence_ends_once(text, expected):
    """
    A full stop is added only where the text does not end like a sentence.
    """
    assert expected == sentence(text)


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (list("abc"), "a, b and c")],
)
def test_words_are_listed(words, expected):
    """
    The last of several words is joined with `and`.
    """
    assert expected == listed(words)
