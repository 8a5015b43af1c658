"""
What a test lets the model answer, checked when it is made.
"""

import re

import pytest

from mockgemini.errors import UsageError
from mockgemini.synthesize.scripting.reply import Reply
from mockgemini.wire.outcome import FunctionCall, FunctionResult, Text, Thought
from mockgemini.wire.usage import Usage


def test_bare_text_is_a_text():
    """
    A string is a Text; chunks alone are the text that they make.
    """
    assert (Text("Sunny."),) == Reply.of("Sunny.").parts
    assert (Text("Sunny."),) == Reply.of(chunks=["Sun", "ny."]).parts


def test_parts_stay_in_order():
    """
    Parts come in the order in which they were given; a list of citations is taken as well.
    """
    cited = Text("Sunny.", citations=[{"type": "url_citation"}])

    reply = Reply.of(Thought("Hm."), cited)

    assert (Thought("Hm."), Text("Sunny.", ({"type": "url_citation"},))) == reply.parts


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (["Hi"], "completed"),
        ([], "completed"),
        ([FunctionCall("f")], "requires_action"),
        ([FunctionCall("f", {}, "1"), FunctionResult("1", "f", "ok")], "completed"),
    ],
)
def test_the_status_follows_from_the_parts(said, status):
    """
    A call that nobody has answered leaves the rest to the client; all else is complete.
    """
    assert status == Reply.of(*said).status


def test_tokens_are_added_up():
    """
    The total is the sum of what is told, unless it is told itself.
    """
    assert Usage(15, 10, 5, 0, 0, 0) == Reply.of("Hi", usage={"input": 10, "output": 5}).usage
    assert 99 == Reply.of("Hi", usage={"input": 10, "total": 99}).usage.total
    assert Usage(1) == Reply.of("Hi", usage=Usage(1)).usage


@pytest.mark.parametrize(
    ("said", "how", "sentence"),
    [
        ([3], {}, "a reply is made of texts, Text"),
        ([FunctionCall("f", "x")], {}, "FunctionCall('f', …) takes its arguments as a dict"),
        (["Hi"], {"status": "in_progress"}, "'in_progress' is no end; polls=3"),
        (["Hi"], {"status": "done"}, "status= takes budget_exceeded, cancelled, completed"),
        (["Hi"], {"polls": -1}, "polls= takes how many polls"),
        (["Hi"], {"polls": True}, "polls= takes how many polls"),
        (["Hi"], {"usage": {"tokens": 1}}, "usage= takes numbers from 0 on for total, input"),
        (["Hi"], {"usage": {"input": -3}}, "not input=-3"),
        ([FunctionCall("")], {}, "a call names a function of the client's, not ''"),
        ([Text("Hi", ({"typ": 1},))], {}, "'url': …}, not {'typ': 1}"),
        ([Text("Hi", ("url",))], {}, "a citation is a dict such as {'type': 'url_citation', "),
        (["Hi"], {"usage": {"input": "1"}}, "not input='1'"),
        (["Hi"], {"chunks": "Hi"}, "chunks= takes a list of texts"),
        (["Hi"], {"chunks": ["H", 1]}, "chunks= takes a list of texts"),
        (["Hi"], {"chunks": ["H"]}, "they have to be the same"),
    ],
)
def test_mistakes_show_at_once(said, how, sentence):
    """
    A reply that makes no sense is refused where it is written, in a sentence.
    """
    with pytest.raises(UsageError, match=re.escape(sentence)):
        Reply.of(*said, **how)


@pytest.mark.parametrize("times", [0, -1, True, "2"])
def test_times_is_a_number(times):
    """
    A reply is given once or more often, or for ever.
    """
    with pytest.raises(UsageError, match="times= takes a number from 1 on"):
        Reply.of("Hi").on(times=times)


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply.of("Hi"), "'Hi'"),
        (Reply.of("Hi", FunctionCall("f")), "'Hi', f()"),
        (Reply.of("x" * 50), "'" + "x" * 39 + "…'"),
        (Reply.of(status="failed"), "failed"),
    ],
)
def test_a_reply_tells_itself(reply, told):
    """
    A reply is told by its text and its calls.
    """
    assert told == str(reply)
