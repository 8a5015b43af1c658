"""
Places in an instance: each with dice of its own.
"""

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.spot import Spot


def test_a_place_below_has_its_own_dice():
    """
    One step down there is another name, more depth, less room, and dice by the label.
    """
    spot = Spot(Dice(b"x"), "top", 2, room=3)

    below = spot.below("a", "name", (1,))

    assert ("name", 3, 2, (1,)) == (below.name, below.depth, below.room, below.avoid)
    assert Dice(b"x").fork("a").bytes(4) == below.dice.bytes(4)
    assert Spot(Dice(b"x")).below(0, "").room is None


def test_the_same_place_can_be_thrown_again():
    """
    Other dice, and nothing else.
    """
    spot = Spot(Dice(b"x"), "top", 2, 3, (1,))

    again = spot.again("more")

    assert spot[1:] == again[1:]
    assert Dice(b"x").fork("more").bytes(4) == again.dice.bytes(4)
