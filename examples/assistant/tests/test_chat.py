"""
The chat: pieces as they come, and the button that stops them.
"""

import threading

import pytest
from assistant.chat import Chat


def test_pieces_come_as_the_model_says_them(client, mockgemini):
    """
    What is shown is what was streamed, piece for piece.
    """
    mockgemini.reply(chunks=["It ", "is ", "sunny."])

    assert list(Chat(client).say("Weather?")) == ["It ", "is ", "sunny."]


def test_the_button_stops_the_answer(client, mockgemini):
    """
    Nothing is shown after it.
    """
    chat = Chat(client)
    mockgemini.reply(chunks=["One ", "two ", "three."])

    shown = []
    for piece in chat.say("Count."):
        shown.append(piece)
        chat.cancel()

    assert shown == ["One "]


def test_leaving_closes_the_connection(client, mockgemini):
    """
    What the model would have said further is neither sent nor waited for.
    """
    mockgemini.reply(chunks=["One ", "two ", "three."])
    mockgemini.hold(after_events=4)  # the first piece is the fourth event

    answer = Chat(client).say("Count.")
    first = next(answer)
    answer.close()

    assert first == "One "
    assert mockgemini.requests[0].events_sent == 4


def test_what_was_cancelled_is_not_continued(client, mockgemini):
    """
    The next turn goes on from the last whole answer.
    """
    chat = Chat(client)
    for text in ("First.", "Second.", "Third."):
        mockgemini.reply(text)

    first = "".join(chat.say("1"))
    cut = chat.say("2")
    next(cut)
    chat.cancel()
    cut.close()
    third = "".join(chat.say("3"))

    assert (first, third) == ("First.", "Third.")
    assert mockgemini.requests[2].previous_interaction_id == mockgemini.interactions[0].id


@pytest.mark.anyio
async def test_does_the_same_without_blocking(async_client, mockgemini):
    """
    Two turns, the second knows the first.
    """
    chat = Chat(async_client)
    mockgemini.reply("Hello.")
    mockgemini.reply("You said hi.")

    said = [[piece async for piece in chat.say_async(text)] for text in ("Hi!", "What did I say?")]

    assert said == [["Hello."], ["You said hi."]]
    assert mockgemini.requests[1].previous_interaction_id


def test_two_chats_at_once_do_not_meet(client, mockgemini):
    """
    Each thread hears its own model.
    """

    @mockgemini.reply
    def model(request):
        return request.text.upper()

    heard = {}

    def talk(text):
        heard[text] = "".join(Chat(client).say(text))

    talkers = [threading.Thread(target=talk, args=(text,)) for text in ("one", "two", "three")]
    for talker in talkers:
        talker.start()
    for talker in talkers:
        talker.join()

    assert heard == {"one": "ONE", "two": "TWO", "three": "THREE"}
