"""
Spaces: made on first use, each with a state of its own, and ended one by one or all at once.
"""

import asyncio

import pytest
from samples.replayed import ask, body_of, cassette, reply
from stages.talking import put_cassette

from mockgemini.clock import ManualClock, Pace
from mockgemini.errors import UsageError
from mockgemini.exchange import Request
from mockgemini.spaces.worlds import (
    Replaying,
    World,
    Worlds,
    cassette_files,
    replaying,
    shelf_name,
)

HELLO = reply({"hello": 1})
REQUEST = Request("GET", "/v1/interactions/v1_a")


class Ended(list):
    """
    Notes what was closed.
    """

    def world(self, name=""):
        """
        A world that says hello, and notes its end.
        """

        async def hello(_request):
            return HELLO

        async def close():
            self.append(name)

        return World(name, hello, clock=ManualClock(), close=close)

    async def all(self):
        """
        What they share has been let go.
        """
        self.append("all")


def nobody(_what):
    """
    No synthesizer, or no space, is to be made here.
    """
    raise AssertionError("nobody asked for it")


def played(worlds, name, *texts):
    """
    What a space answers to these inputs, by its status.
    """

    async def work():
        world = worlds.find(name)
        return [(await world.respond(ask(text))).status for text in texts]

    return asyncio.run(work())


# --- one world --------------------------------------------------------------------------------


def test_a_world_answers_by_its_responder():
    """
    What a space says is what its responder says.
    """
    assert HELLO == asyncio.run(_respond(Ended().world()))


async def _respond(world):
    return await world.respond(REQUEST)


def test_a_reset_forgets_the_journal_and_tells_the_responder():
    """
    After a reset a space is as it began.
    """
    resets = []
    world = World("", None, clock=ManualClock(), reset=lambda: resets.append(1))
    world.journal.note(REQUEST, HELLO, 0.0)

    world.reset()

    assert (0, [1]) == (len(world.journal), resets)


def test_a_plain_world_has_nothing_to_reset_or_close():
    """
    Both may be asked of any space.
    """
    world = World("", None, clock=ManualClock())

    world.reset()

    assert asyncio.run(world.close()) is None


# --- all of a server --------------------------------------------------------------------------


def test_a_space_is_made_when_first_asked_for():
    """
    The same name is the same space, ever after.
    """
    made = []
    worlds = Worlds(lambda name: made.append(name) or World(name, None, clock=ManualClock()))

    found = [worlds.find(name) for name in ("a", "b", "a")]

    assert ["a", "b"] == made
    assert found[0] is found[2]


def test_a_space_is_ended_once():
    """
    Who ends a space closes it; whether it was there is told.
    """
    ended = Ended()
    worlds = Worlds(ended.world)
    worlds.find("a")

    async def work():
        return [await worlds.end("a"), await worlds.end("a"), await worlds.end("b")]

    assert ([True, False, False], ["a"]) == (asyncio.run(work()), ended)


def test_all_are_closed_and_then_what_they_share():
    """
    At the server's end each is closed, and their common things last.
    """
    ended = Ended()
    worlds = Worlds(ended.world, at_close=ended.all)
    for name in "ab":
        worlds.find(name)

    asyncio.run(worlds.close())
    asyncio.run(Worlds(ended.world).close())

    assert ["a", "b", "all"] == ended


# --- made of cassettes ------------------------------------------------------------------------


def test_each_space_plays_for_itself():
    """
    What one has asked is there for the other, and again after a reset.
    """
    worlds = replaying({"talk": cassette((ask("Hello"), HELLO))}, Replaying(repeat="never"), nobody)

    codes = {name: played(worlds, name, "Hello", "Hello") for name in ("", "a")}
    worlds.find("a").reset()

    assert {"": [200, 422], "a": [200, 422]} == codes
    assert [200] == played(worlds, "a", "Hello")


def test_a_space_named_like_a_cassette_plays_that_alone():
    """
    Another name plays them all.
    """
    shelf = {text: cassette((ask(text), reply({"text": text}))) for text in ("One", "Two")}
    worlds = replaying(shelf, Replaying(), nobody)

    assert [200, 200] == played(worlds, "any", "One", "Two")
    assert [200, 422] == played(worlds, "One", "One", "Two")


def test_options_reach_the_player():
    """
    Pace, clock and rules are those of the user.
    """
    how = Replaying.parse(pace=0.5, repeat="last", ignore=["/labels"])
    worlds = replaying({"talk": cassette((ask("Hello", labels={"a": "b"}), HELLO))}, how, nobody)

    world = worlds.find("")
    answers = [asyncio.run(_asked(world, text)) for text in ("Hello", "Hello")]

    assert Pace(0.5) == world.pace
    assert [{"hello": 1}] * 2 == [body_of(answer) for answer in answers]


async def _asked(world, text):
    return await world.respond(ask(text))


# --- names and files --------------------------------------------------------------------------


def test_cassettes_are_found_in_order(tmp_path):
    """
    A file is itself; a folder is its cassettes, sorted, and nothing else that lies there.
    """
    paths = [put_cassette(tmp_path / name, "World") for name in ("a.yaml", "b/c.yaml", "d.yaml")]
    (tmp_path / "ci.yaml").write_text("jobs: {}\n")
    (tmp_path / "e.yaml.part").write_text("cassette: 1\n")

    assert paths == cassette_files(tmp_path)
    assert [tmp_path / "gone.yaml"] == cassette_files(tmp_path / "gone.yaml")


def test_a_folder_without_cassettes_is_an_error(tmp_path):
    """
    Somebody meant another one.
    """
    with pytest.raises(UsageError, match="there is no cassette in this folder"):
        cassette_files(tmp_path)


def test_a_shelf_names_by_the_path(tmp_path):
    """
    The name has slashes on every system, and no ending.
    """
    assert "deep/a.b" == shelf_name(tmp_path / "deep" / "a.b.yaml", tmp_path)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"repeat": "twice"}, "repeat takes never, last, cycle, not 'twice'"),
        ({"revision": "new"}, "not 'new'"),
        ({"on_miss": "x"}, "not 'x'"),
    ],
)
def test_wrong_words_are_quoted(words, expected):
    """
    What makes no sense is a UsageError that names what is taken.
    """
    with pytest.raises(UsageError, match=expected):
        Replaying.parse(**words)
