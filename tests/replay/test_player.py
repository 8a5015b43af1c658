"""
Which recorded answer a request gets, and what is said about it.
"""

import asyncio
from dataclasses import replace

import pytest
from samples.replayed import ask, body_of, cassette, get, numbers, play, played_from, reply, request

from mockgemini.cassette.cassette import Cassette
from mockgemini.errors import CassetteError
from mockgemini.exchange import Body, Exchange, Payload
from mockgemini.replay.keys import Keys
from mockgemini.replay.player import Player
from mockgemini.wire.canonical import Rules


def test_recorded_answer_comes_back_and_says_where_it_is_from():
    """
    An answer is the recorded one, with two headers more that name the exchange.
    """
    recorded = reply({"n": 1}, took=0.5)
    player = Player([cassette((ask("other"), reply()), (ask("hi"), recorded))])

    (answer,) = play(player, ask("hi"))

    assert recorded.body is answer.body
    assert recorded.took == answer.took
    assert (
        *recorded.headers,
        ("x-mockgemini-source", "cassette"),
        ("x-mockgemini-exchange", "weather.yaml#2"),
    ) == answer.headers


@pytest.mark.parametrize(
    ("repeat", "expected"),
    [
        ("never", [1, 2, "miss", "miss"]),
        ("last", [1, 2, 2, 2]),
        ("cycle", [1, 2, 1, 2]),
    ],
)
def test_same_request_plays_in_order(repeat, expected):
    """
    What was recorded several times plays in order, then as `repeat` says.
    """
    player = Player(
        [cassette((ask("hi"), reply({"n": 1})), (ask("hi"), reply({"n": 2})))], repeat=repeat
    )

    answers = play(player, *[ask("hi")] * 4)

    assert expected == numbers(answers)


def test_last_get_repeats():
    """
    GETs play in order and then repeat the last answer, whatever `repeat` is.
    """
    path = "/v1beta/files/abc"
    player = Player([cassette((get(path), reply({"n": 1})), (get(path), reply({"n": 2})))])

    answers = play(player, *[get(path)] * 4)

    assert [1, 2, 2, 2] == numbers(answers)


def test_order_goes_on_through_several_cassettes():
    """
    The same request in several cassettes plays in the order of the cassettes.
    """
    cassettes = [
        cassette((ask("hi"), reply({"n": n})), name=f"{n}.yaml", ignore=rules)
        for n, rules in [(1, ()), (2, ("/labels",)), (3, ())]
    ]

    answers = play(Player(cassettes), *[ask("hi")] * 4)
    again = play(Player(cassettes, repeat="cycle"), *[ask("hi")] * 5)

    assert {1, 2, 3, "miss"} == set(numbers(answers))
    assert numbers(again)[:2] == numbers(again)[3:]


def test_each_cassette_has_its_own_rules():
    """
    The header's rules hold for the cassette they stand in and for no other.
    """
    lenient = cassette((ask("on 2026-01-01"), reply({"n": 1})), normalize=("date",))
    strict = cassette((ask("at 2026-01-01"), reply({"n": 2})))

    answers = play(Player([lenient, strict]), ask("on 2026-02-02"), ask("at 2026-02-02"))

    assert [1, "miss"] == numbers(answers)


def test_callers_rules_hold_for_all():
    """
    Rules given to the player are added to every cassette's own.
    """
    player = Player(
        [cassette((ask("hi", labels={"run": "1"}), reply({"n": 1})))], rules=Rules(("/labels",))
    )

    assert [1] == numbers(play(player, ask("hi", labels={"run": "2"})))


def test_wrong_rules_in_a_header_are_the_cassettes_fault():
    """
    A header with a rule that is none is a CassetteError that names the file.
    """
    with pytest.raises(CassetteError, match=r"weather\.yaml: ignore takes JSON Pointers"):
        Player([cassette(ignore=("input",))])


def test_concurrent_requests_share_no_exchange():
    """
    Identical requests at the same time get different exchanges.
    """
    player = Player([cassette(*[(ask("hi"), reply({"n": n})) for n in range(20)])])

    async def run():
        return await asyncio.gather(*[player.find(ask("hi")) for _ in range(20)])

    assert list(range(20)) == sorted(numbers(asyncio.run(run())))


def test_player_is_a_responder():
    """
    Called, the player gives an answer in any case: a miss becomes a 422.
    """
    player = Player([cassette((ask("hi"), reply({"n": 1})))])

    async def run():
        return [await player(ask("hi")), await player(ask("ho"))]

    answers = asyncio.run(run())

    assert [200, 422] == [each.status for each in answers]


def test_unused_exchanges_are_known_and_reset_forgets():
    """
    What nobody asked is listed with its place; a reset begins anew.
    """
    player = Player([cassette((ask("a"), reply({"n": 1})), (ask("b"), reply({"n": 2})))])

    play(player, ask("b"), ask("b"), ask("c"))

    assert ["weather.yaml#1"] == [entry.label for entry in player.unused()]
    assert ["spent", "differs"] == [missed.kind for missed in player.misses]
    player.reset()
    assert 2 == len(player.unused())
    assert [] == player.misses
    assert [2] == numbers(play(player, ask("b")))


def test_misses_are_counted_without_end_but_not_kept():
    """
    The first thousand misses are kept, all are counted.
    """
    player = Player([])

    play(player, *[ask("hi")] * 1_005)

    assert (1_005, 1_000) == (player.missed, len(player.misses))


def test_addresses_are_rebuilt_for_each_client():
    """
    Relative upload addresses become absolute under the base the client used; nothing else does.
    """
    headers = (("x-goog-upload-url", "/upload/v1beta/files?upload_id=U"), ("x-path", "/a"))
    start = request("POST", "/upload/v1beta/files", {"file": {}})
    player = Player([cassette((start, reply(headers=headers)))], repeat="last")

    answers = play(
        player,
        *[
            request("POST", "/upload/v1beta/files", {"file": {}}, base=base)
            for base in ["http://127.0.0.1:1/s/a", "http://localhost:2"]
        ],
    )

    assert [
        "http://127.0.0.1:1/s/a/upload/v1beta/files?upload_id=U",
        "http://localhost:2/upload/v1beta/files?upload_id=U",
    ] == [dict(each.headers)["x-goog-upload-url"] for each in answers]
    assert {"/a"} == {dict(each.headers)["x-path"] for each in answers}


def test_redirect_to_elsewhere_stays():
    """
    An absolute location is not ours to rebuild.
    """
    headers = (("location", "https://example.com/x"),)
    player = Player([cassette((get("/v1beta/files/a"), reply(status=302, headers=headers)))])

    (answer,) = play(player, get("/v1beta/files/a", base="http://127.0.0.1:1"))

    assert "https://example.com/x" == dict(answer.headers)["location"]


def test_chunks_of_an_upload_match_by_offset_and_bytes():
    """
    Every chunk is answered by its own recorded one.
    """
    path = "/upload/v1beta/files"

    def chunk(offset, data, command="upload"):
        headers = (("x-goog-upload-command", command), ("x-goog-upload-offset", offset))
        return request("POST", path, data, query="upload_id=U", headers=headers)

    last = ("8", b"rest", "upload, finalize")
    player = Player(
        [cassette((chunk("0", b"12345678"), reply({"n": 1})), (chunk(*last), reply({"n": 2})))]
    )

    answers = play(player, chunk(*last), chunk("0", b"12345678"), chunk("0", b"1234567x"))

    assert [2, 1, "miss"] == numbers(answers)


def test_path_is_taken_with_any_version():
    """
    A cassette recorded under one API version answers under another.
    """
    player = Player([cassette((get("/v1beta/files/abc"), reply({"n": 1})))])

    answers = play(player, get("/v1/files/abc"), get("/v1alpha/files/abc"))

    assert [1, 1] == numbers(answers)


def test_many_clients_are_remembered_within_bounds():
    """
    What is remembered of requests is forgotten again before it grows without end.
    """
    player = Player([cassette((get("/v1/files/a"), reply({"n": 1})))])

    answers = play(player, *[get("/v1/files/a", f"key={n}") for n in range(10_050)])
    play(player, *[get(f"/v1/files/{n}") for n in range(1_100)])

    assert {1} == set(numbers(answers))
    assert sum(map(len, player._index._quick.values())) < 10_010
    assert len(player._revisions) < 1_010


def test_cassette_without_a_file_has_a_name_too():
    """
    An exchange of a cassette that is in no file is named after the cassette.
    """
    recorded = Cassette(exchanges=(Exchange(ask("hi"), reply()),))

    (answer,) = play(Player([recorded]), ask("hi"))

    assert "cassette#1" == played_from(answer)


def test_players_can_share_keys():
    """
    Players that share keys play the same, each for itself.
    """
    recorded, keys = cassette((ask("hi"), reply({"n": 1}))), Keys()

    answers = [play(Player([recorded], keys=keys), ask("hi"))[0] for _ in range(2)]

    assert [1, 1] == numbers(answers)


def test_others_are_answered_while_a_large_body_is_matched(tmp_path):
    """
    What lies in a file is read and compared aside: a small request that comes later is not kept
    waiting, and what the large one finds is the same.
    """
    asked = ask("words " * 300_000)
    path = tmp_path / "large"
    path.write_bytes(asked.body.payload.read().replace(b'":"', b'": "'))
    large = replace(asked, body=Body.of(Payload(path=path)))
    player = Player([cassette((asked, reply({"n": 1})), (ask("hi"), reply({"n": 2})))])
    answered = []

    async def hear(one):
        answered.append(body_of(await player(one))["n"])

    async def both():
        await asyncio.gather(hear(large), hear(ask("hi")))

    asyncio.run(both())

    assert [2, 1] == answered
