"""
What is told of a script: requests that it has nothing for, replies that are left or may be swapped.
"""

import asyncio
import re

from stages.scripts import MODEL, Scripted, creation

from mockgemini.synthesize.scripting.tool_script import calls, says


def test_when_nothing_is_left_it_says_so():
    """
    After the last reply a request is told how many there were and which one it is.
    """
    space = Scripted()
    space.reply("One.")
    space.reply("Two.")
    answers = [space.ask("What time is it?") for _ in range(3)]

    assert [200, 200, 422] == [each.status for each in answers]
    sentence = "No scripted reply is left: 2 were given, this was request 3 ('What time is it?')."
    assert sentence == answers[2].message.splitlines()[0] == space.script.unanswered[0].sentence
    assert "miss" == answers[2].headers["x-mockgemini-source"]
    assert "no_scripted_reply" == answers[2].json["error"]["code"]


def test_the_condition_that_did_not_hold_is_named():
    """
    Where one reply is pending, the sentence says what it waits for.
    """
    space = Scripted()
    space.reply("Sunny.", when="weather")

    assert space.ask("Hi").message.startswith(
        "No scripted reply fits: reply 1 wants when='weather'; this was request 1 ('Hi').\n"
    )


def test_all_pending_conditions_are_listed():
    """
    Where several are pending, each has a line; a tool script tells which result it waits for, and a
    fake model that it gave nothing.
    """
    space = Scripted()
    space.play(calls("get_weather", city="Paris"), says("Sunny."), model=MODEL)
    space.reply("Yes.", when="weather", model=MODEL)
    space.reply("No.", tool_result="get_time")
    space.reply(lambda _: None)
    space.ask("Hi")

    message = space.ask("Ho").message

    assert (
        "No scripted reply fits: 4 wait for other requests; this was request 2 ('Ho')." in message
    )
    assert "  pending   script 1 waits for the result of get_weather(city: Paris)\n" in message
    assert f"  pending   reply 2 wants when='weather', model='{MODEL}'\n" in message
    assert "  pending   reply 3 wants tool_result='get_time'\n" in message
    assert re.search(r"model 4 \(lambda \(test_script_misses.py:\d+\)\) gave None", message)


def test_unused_replies_are_told():
    """
    What was said and never asked for is told, also where it was asked for less often.
    """
    space = Scripted()
    space.reply("One.", times=3)
    space.reply("Two.", when="two")
    space.reply("Three.", times=None)
    space.play(calls("f"), says("Four."), when="script")
    space.ask()
    space.ask("script")

    assert [
        "reply 1 ('One.') was not asked for (2 of 3 times)",
        "reply 2 ('Two.') was not asked for; it wants when='two'",
        "script 4 (a script that begins with f()) was not asked for; it wants when='script'",
    ] == space.script.unused


def test_a_script_that_stopped_halfway_is_told():
    """
    A tool script that was not gone through is told with what it waits for.
    """
    space = Scripted()
    space.play(calls("f"), says("Four."))
    space.ask()

    assert ["script 1 was left while it waited for the result of f()"] == space.script.unused


def together(space, *said):
    """
    Ask all at once.
    """

    async def ask():
        return await asyncio.gather(*(space.answer(creation(each)) for each in said))

    return asyncio.run(ask())


def test_replies_that_may_be_swapped_are_told():
    """
    Where two requests are under way and get different replies, a warning names both.
    """
    space = Scripted()
    space.reply("One.")
    space.reply("Two.")

    together(space, "first", "second")

    (warning,) = space.script.warnings
    assert warning == (
        "request 1 ('first') got reply 1 and request 2 ('second') got reply 2 while both were "
        "under way; give the replies a when= so that each finds its request"
    )


def test_replies_that_find_their_requests_are_no_matter_of_luck():
    """
    Nothing is said of replies with conditions, of the same reply twice, and of one after another.
    """
    space = Scripted()
    space.reply("One.", when="first")
    space.reply("Two.", when="second")
    space.reply("Same.", times=2)
    space.reply("Same.", times=2)
    space.reply("Last.")

    together(space, "first", "second")
    together(space, "a", "b")
    together(space, "c")
    together(space, "d")
    together(space, "e")

    assert [] == space.script.warnings
