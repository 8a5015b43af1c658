from datetime import UTC, datetime

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Brief
from mockgemini.wire.outcome import FunctionCall, FunctionResult, Media, Text, Turn

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def scene(*turns, history=()):
    """
    A scene in which these turns are the request's own.
    """
    return Scene(Brief(turns=turns), Dice(b"scene"), NOW, history)


def user(*parts):
    return Turn("user", parts)


def model(*parts):
    return Turn("model", parts)


def test_what_is_asked_is_all_since_the_model_spoke():
    """
    Several turns of the user's in a row count together; earlier ones do not.
    """
    image = Media("image", uri="a")
    now = scene(user(Text("old")), model(Text("yes")), user(Text("a"), image), user(Text("b")))

    assert (Text("a"), image, Text("b")) == now.asked
    assert "a\nb" == now.prompt


def test_what_is_asked_without_any_answer():
    """
    Where the model has not spoken yet, all of it is asked; nothing where it spoke last.
    """
    assert "a" == scene(user(Text("a"))).prompt
    assert "" == scene(user(Text("a")), model(Text("b"))).prompt
    assert "" == scene().prompt


def test_the_whole_conversation():
    """
    Earlier interactions stand before the request's own turns.
    """
    before, now = user(Text("a")), user(Text("b"))

    assert (before, now) == scene(now, history=(before,)).turns


def test_calls_are_found_wherever_they_were():
    """
    A result's call is in the history or in the request itself; the latest of an id counts.
    """
    first, again = FunctionCall("f", {}, "1"), FunctionCall("g", {}, "1")
    result = user(FunctionResult("1", "f", "x"))

    assert first == scene(result, history=(model(first),)).call("1")
    assert again == scene(model(again), result, history=(model(first),)).call("1")
    assert scene(result).call("1") is scene(result).call(None) is None


def test_there_are_no_files():
    """
    A scene without files finds none.
    """
    assert scene().files("files/a") is None
