"""
What is known of an answer before the dice are thrown, and for which scenes it is remembered.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from stages.staged import staged

from mockgemini.synthesize.composing import drafting
from mockgemini.synthesize.composing.drafting import Draft, Drafts
from mockgemini.synthesize.composing.seeing import Sight
from mockgemini.synthesize.composing.shaping import Shaping
from mockgemini.synthesize.dice import Dice
from mockgemini.wire.brief import Format, Function, Generation, Tool
from mockgemini.wire.outcome import Media, Text, Turn

FORMAT = Format("text", "application/json", {"type": "integer"}, "response_format.schema")


def drafted(scene):
    return Draft(scene, Sight(scene), Shaping())


def again(scene, number):
    return replace(scene, dice=Dice(bytes([number])))


@pytest.mark.parametrize(
    "wishes",
    [
        {},
        {"formats": (FORMAT,)},
        {"formats": (Format("text", "application/json"),)},
        {"system_instruction": "Be brief."},
        {"generation": Generation(max_output_tokens=90, thinking_summaries="auto")},
        {"generation": Generation(stop_sequences=("e",), seed=3)},
        {"generation": Generation(thinking_summaries="auto", temperature=0)},
        {"generation": Generation(seed=3), "formats": (FORMAT,)},
    ],
    ids=["words", "schema", "json", "instruction", "limit", "stop", "greedy", "seeded schema"],
)
def test_a_draft_says_what_a_new_one_would(wishes):
    """
    However often it was used, a draft makes the same of the same dice as one made for them.
    """
    scene = staged("Tell me a story.", **wishes)
    kept = drafted(scene)

    for number in range(9):
        here = again(scene, number)

        assert drafted(here).outcome(here) == kept.outcome(here)


def test_other_dice_make_other_answers_of_it():
    """
    A draft is no answer: what the dice decide is decided each time.
    """
    scene = staged("Tell me a joke.")
    kept = drafted(scene)

    outcomes = [kept.outcome(here) for here in (again(scene, n) for n in range(9))]

    assert len({outcome.text for outcome in outcomes}) > 2
    assert len({outcome.parts[0].signature for outcome in outcomes}) == 9


@pytest.mark.parametrize("settled", [{"seed": 3}, {"temperature": 0}], ids=str)
def test_words_that_no_dice_choose_are_found_once(settled):
    """
    Where all answers have the same words they are the same value; only the thinking is other.
    """
    scene = staged("Tell me a joke.", generation=Generation(**settled))
    kept = drafted(scene)

    (thought, said), (other, same) = (kept.outcome(again(scene, n)).parts for n in range(2))

    assert said is same
    assert thought.signature != other.signature


def test_a_limit_makes_it_incomplete():
    """
    Text beyond the limit of tokens is cut, and the status tells so.
    """
    scene = staged("Tell me a story.", generation=Generation(max_output_tokens=60))

    assert "incomplete" == drafted(scene).outcome(scene).status


def test_drafts_of_words_are_remembered():
    """
    The same brief at the same moment finds its draft again, with other dice too.
    """
    scene, drafts = staged("Hi"), Drafts()
    draft = drafted(scene)

    drafts.keep(scene, draft)

    assert draft is drafts.of(again(scene, 1))


@pytest.mark.parametrize(
    "change",
    [
        lambda scene: replace(scene, now=scene.now + timedelta(seconds=1)),
        lambda scene: replace(scene, brief=replace(scene.brief)),
        lambda scene: replace(scene, history=(Turn("user", (Text("Before"),)),)),
    ],
    ids=["later", "another brief", "a conversation"],
)
def test_other_scenes_have_drafts_of_their_own(change):
    """
    What a draft may depend on besides dice has to be the same.
    """
    scene, drafts = staged("Hi"), Drafts()

    drafts.keep(scene, drafted(scene))

    assert drafts.of(change(scene)) is None


@pytest.mark.parametrize(
    "scene",
    [
        staged("Hi", functions=(Function("f"),)),
        staged("Hi", tools=(Tool("google_search"),)),
        staged("", Turn("user", (Media("image", uri="https://a/b.png"),))),
        staged("Hi", history=(Turn("user", (Text("Before"),)),)),
    ],
    ids=["functions", "tools", "media", "history"],
)
def test_only_words_are_remembered(scene):
    """
    Where files, tools or earlier turns have a say, nothing is remembered.
    """
    drafts = Drafts()

    drafts.keep(scene, drafted(scene))

    assert drafts.of(scene) is None


def test_not_too_much_is_remembered(monkeypatch):
    """
    When there are too many drafts, all are forgotten.
    """
    monkeypatch.setattr(drafting, "_REMEMBERED", 2)
    scenes, drafts = [staged(str(number)) for number in range(3)], Drafts()

    for scene in scenes:
        drafts.keep(scene, drafted(scene))

    assert [False, False, True] == [drafts.of(scene) is not None for scene in scenes]
