import pytest
from stages.faulted import request

from mockgemini.errors import UsageError
from mockgemini.exchange import Body, Request
from mockgemini.faults.conditions import body_of, predicate, texts
from mockgemini.payload import SPOOL_AT

DEEP = {"agent": "deep-research", "input": [{"text": "Paris now"}], "background": True}


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"model": "gemini-2.5-flash"}, [True, False, False]),
        ({"model": "deep-research"}, [False, True, False]),
        ({"text": "Hände"}, [True, False, False]),
        ({"text": "Paris"}, [False, True, False]),
        ({"text": "input"}, [False, False, False]),
        ({"path": "/interactions/v1_"}, [False, False, True]),
        ({"method": "get"}, [False, False, True]),
        ({"stream": True}, [True, False, True]),
        ({"stream": False}, [False, True, False]),
        ({"method": "POST", "text": "Paris"}, [False, True, False]),
        ({}, [True, True, True]),
        (lambda request: request.query != "", [False, False, True]),
    ],
)
def test_words_tell_requests_apart(when, expected):
    """
    All of them must fit; a text is looked for in what is said, not in the body's keys.
    """
    asked = [
        request(),
        request(body=DEEP),
        request("GET", "/v1/interactions/v1_x", None, query="stream=true"),
    ]

    means = predicate(when)

    assert expected == [means(each) for each in asked]


def test_without_words_there_is_nothing_to_ask():
    """
    Every request is meant.
    """
    assert None is predicate(None)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("gemini", "when takes words such as {model: …}, or a function, not 'gemini'"),
        ({"modell": "x"}, "when knows model, text, path, method and stream, not 'modell'"),
        ({3: "x"}, "not 3"),
        ({"model": 3}, "when's model takes a text, not 3"),
        ({"stream": "yes"}, "when's stream takes true or false, not 'yes'"),
    ],
)
def test_other_words_mean_nothing(when, words):
    """
    The sentence names what there is.
    """
    with pytest.raises(UsageError) as error:
        predicate(when)

    assert words in str(error.value)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'"' + b"a" * SPOOL_AT + b'"'])
def test_a_body_that_is_no_prompt_says_nothing(body):
    """
    No JSON, and what is too large for words, fit no text and no model.
    """
    asked = Request("POST", "/v1/interactions", body=Body.of(body))

    assert None is body_of(asked)
    assert not predicate({"text": "a"})(asked)
    assert not predicate({"model": "a"})(asked)


def test_all_strings_of_a_value_are_its_texts():
    """
    However deep.
    """
    assert {"a", "b"} == set(texts({"x": ["a", {"y": "b"}, 3, None]}))
