from stages.staged import staged

from mockgemini.synthesize.composing.voice import Voice
from mockgemini.wire.brief import Generation

PHRASES = [str(number) for number in range(1000)]


def picked(dice, **generation):
    return Voice(staged("Hi", seed=dice, generation=Generation(**generation))).pick(PHRASES)


def test_other_dice_choose_other_words():
    """
    Which phrasing is taken depends on the dice.
    """
    assert picked(b"one") != picked(b"two")


def test_temperature_zero_takes_the_first_phrasing():
    """
    At temperature 0 the words are the likeliest ones, whatever the dice.
    """
    assert {"0"} == {picked(b"one", temperature=0), picked(b"two", temperature=0.0)}


def test_a_small_top_p_leaves_few_phrasings():
    """
    With `top_p` only that share of the phrasings is left, the first ones.
    """
    assert all(int(picked(bytes([n]), top_p=0.01)) < 10 for n in range(30))


def test_a_seed_repeats_its_choice():
    """
    With a `seed` the words do not depend on how often the same was asked.
    """
    assert picked(b"one", seed=7) == picked(b"two", seed=7)
    assert picked(b"one", seed=7) != picked(b"one", seed=8)
