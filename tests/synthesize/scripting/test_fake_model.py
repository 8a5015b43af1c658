"""
A function of a test that answers as the model.
"""

import asyncio
import json
import operator
import re

import pytest
from stages.scripts import REVISIONS, Scripted, asked

from mockgemini.errors import UsageError
from mockgemini.synthesize.scripting.fake_model import FakeModel
from mockgemini.synthesize.scripting.reply import Reply
from mockgemini.synthesize.scripting.tool_script import calls, says
from mockgemini.wire.outcome import FunctionCall, Text


async def waits(request):
    """
    A model that takes its time.
    """
    await asyncio.sleep(0)
    return request.text.upper()


@pytest.mark.parametrize(
    ("function", "parts"),
    [
        (lambda request: request.text + "!", (Text("Hi!"),)),
        (lambda _: Text("Yes."), (Text("Yes."),)),
        (lambda _: ["Yes.", FunctionCall("f")], (Text("Yes."), FunctionCall("f"))),
        (lambda _: Reply.of("Yes."), (Text("Yes."),)),
        (lambda _: calls("f", x=1), (FunctionCall("f", {"x": 1}),)),
        (lambda _: says("Yes."), (Text("Yes."),)),
        (waits, (Text("HI"),)),
    ],
)
def test_all_that_is_a_reply_will_do(function, parts):
    """
    A fake model gives a text, parts, a Reply or a step of a tool script; it may be async.
    """
    assert parts == asyncio.run(FakeModel.of(function).reply(asked())).parts


@pytest.mark.parametrize("date", REVISIONS)
def test_it_sees_the_whole_conversation(date):
    """
    A fake model sees what is asked, and what was said before.
    """
    space = Scripted(date)
    seen = []
    space.reply(lambda request: seen.append(request) or f"{len(request.history)} turns before")

    first = space.ask("One", system_instruction="Be brief.")
    second = space.ask("Two", previous_interaction_id=first.id)

    assert ["0 turns before", "2 turns before"] == [first.text, second.text]
    assert ["One", "Two"] == [request.text for request in seen]
    assert [None, first.id] == [request.previous_interaction_id for request in seen]
    assert ("Be brief.", None) == (seen[0].system_instruction, seen[0].status)


def test_replies_come_before_fake_models():
    """
    A fake model answers what no reply is for; the youngest is asked first, and may leave it.
    """
    space = Scripted()
    space.reply(lambda _: "The old one.")
    space.reply(lambda request: "The young one." if "you" in request.text else None)
    space.reply("Sunny.")

    assert ["Sunny.", "The young one.", "The old one."] == [
        space.ask(said).text for said in ["Are you?", "Are you?", "Is it?"]
    ]


def test_a_fake_model_may_have_conditions():
    """
    `when` and `times` hold for fake models as well.
    """
    space = Scripted()
    space.reply(lambda _: "Sunny.", when="weather", times=1)

    assert [422, 200, 422] == [
        space.ask(said).status for said in ["Hi", "The weather?", "The weather?"]
    ]


def fails(request):
    """
    A model with a mistake in it.
    """
    return request.text["x"]


async def fails_below(request):
    """
    A model with a mistake that a library tells.
    """
    return json.loads(request.text)


def gives_nonsense(request):
    """
    A model that gives what is no reply.
    """
    return {"text": request.text}


def gives_up(request):
    """
    A model that raises without a word.
    """
    assert not request


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (fails, r"the fake model fails \(test_fake_model.py:(\d+)\) raised TypeError: string"),
        (gives_up, r"gives_up \(test_fake_model.py:\d+\) raised AssertionError"),
        (fails_below, r"JSONDecodeError: .* at test_fake_model.py:\d+\."),
        (operator.itemgetter(0), r"raised TypeError: 'Asked' object is not subscriptable\."),
        (gives_nonsense, r"gave what is no reply: a reply is made of texts, .* not of \{'text'"),
    ],
)
def test_a_fake_model_that_fails_is_told(function, words):
    """
    What goes wrong in a fake model is an answer that no SDK tries again, and is kept for the test.
    """
    space = Scripted()
    space.reply(function)

    answer = space.ask()

    assert 422 == answer.status
    assert re.search(words, answer.message)
    assert answer.message.startswith("Request 1 has no scripted reply: ")
    assert [answer.message] == space.script.complaints


def test_the_line_that_raised_is_told():
    """
    A long model's mistake is found by its line, not by where the model begins.
    """
    space = Scripted()
    space.reply(fails)

    message = space.ask().message

    line = fails.__code__.co_firstlineno + 4
    assert message.endswith(f" at test_fake_model.py:{line}.")


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda: "Hi", "takes the request and nothing else"),
        ("Hi", "is a function of the request, not 'Hi'"),
    ],
)
def test_what_is_no_fake_model_is_refused(function, words):
    """
    A fake model is a function of one argument.
    """
    with pytest.raises(UsageError, match=words):
        FakeModel.of(function)
