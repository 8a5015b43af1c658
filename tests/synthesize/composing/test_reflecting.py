import pytest
from stages.staged import staged

from mockgemini.synthesize.composing import reflecting
from mockgemini.wire.outcome import Media, Text, Turn


def said(who, text):
    return Turn(who, (Text(text),))


def test_the_prompt_is_quoted():
    """
    A question is told as one, anything else as words; a prompt without words is not told.
    """
    asked, told = staged("Wie spät ist es? 🕰\n"), staged("Call me Phil.")

    assert 'You said: "Wie spät ist es? 🕰"' == reflecting.prompt(asked)[0]
    assert 'You said: "Call me Phil."' == reflecting.prompt(told)[0]
    assert 'You asked: "Who am I?"' == reflecting.prompt(staged("Who am I?"))[0]
    assert () == reflecting.prompt(staged("", Turn("user", (Media("image"),))))


def test_there_are_several_phrasings():
    """
    Which one is taken, a voice decides.
    """
    here = staged("Hi", system_instruction="Be brief.")

    for phrasings in (reflecting.prompt(here), reflecting.instruction(here)):
        assert 3 == len(phrasings) == len(set(phrasings))


@pytest.mark.parametrize("braces", ["{topic} {0} {}", "{"])
def test_braces_are_quoted_like_anything(braces):
    """
    What looks like a placeholder is left alone.
    """
    here = staged(braces, system_instruction=braces)

    assert all(braces in phrasing for phrasing in reflecting.prompt(here))
    assert all(braces in phrasing for phrasing in reflecting.instruction(here))


def test_the_instruction_is_told():
    """
    The system instruction is quoted, if there is one.
    """
    here = staged("Hi", system_instruction="You are a pirate.")

    assert 'I follow the instruction "You are a pirate."' == reflecting.instruction(here)[0]
    assert () == reflecting.instruction(staged("Hi"))


@pytest.mark.parametrize("stored", [True, False], ids=["stored", "sent"])
def test_the_turn_that_is_continued_is_quoted(stored):
    """
    What the user said before is quoted, whether the service or the client keeps it.
    """
    before = (said("user", "Hi, my name is Phil."), said("model", 'You said: "Hi".'))
    now = said("user", "What is my name?")

    here = staged("", now, history=before) if stored else staged("", *before, now)

    assert 'Before that you said "Hi, my name is Phil."' == reflecting.earlier(here)
    assert "" == reflecting.earlier(staged("Hi"))


def test_what_the_model_said_is_quoted():
    """
    The last answer is quoted as well, unless it quotes itself.
    """
    before = (said("user", "Cities?"), said("model", "Madrid and Rome."))

    assert reflecting.earlier(staged("And?", history=before)) == (
        'Before that you said "Cities?", and I answered "Madrid and Rome."'
    )


def test_of_a_long_conversation_the_ends_are_quoted():
    """
    Of many turns the first and the last two are told.
    """
    turns = [said(who, f"{who} {n}") for n in range(5) for who in ("user", "model")]

    told = reflecting.earlier(staged("And?", history=tuple(turns)))

    assert 'you said "user 0", "user 3" and "user 4", and I answered "model 4".' in told
