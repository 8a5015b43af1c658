"""
Which recorded answer a request gets, and what is said about it.
"""

import asyncio
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from replayed import (
    ask,
    body_of,
    cassette,
    get,
    played_from,
    polls,
    reply,
    request,
    stream,
)

from mockgemini.cassette.cassette import Cassette
from mockgemini.clock import ManualClock, Pace
from mockgemini.errors import CassetteError
from mockgemini.exchange import Body, Exchange, Payload
from mockgemini.replay.keys import Keys
from mockgemini.replay.miss import Miss
from mockgemini.replay.player import Player
from mockgemini.wire.canonical import Rules
from mockgemini.wire.translate import Translated


def play(player, *requests):
    """
    The answers to requests asked one after the other.
    """

    async def run():
        return [await player.find(each) for each in requests]

    return asyncio.run(run())


def numbers(answers):
    return ["miss" if isinstance(each, Miss) else body_of(each)["n"] for each in answers]


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


# --- revisions --------------------------------------------------------------------------------


def test_other_revision_is_a_miss_that_names_the_option():
    """
    A request whose answer exists in another revision only is told about --translate.
    """
    player = Player([cassette((ask("hi"), reply({"n": 1})), revision="outputs")])

    (missed,) = play(player, ask("hi"))

    assert "revision" == missed.kind
    assert "--translate" in missed.sentence
    assert "weather.yaml#1 has one in revision outputs" in missed.sentence


def test_translation_answers_from_another_revision():
    """
    With a translation the exchange of the other revision is played, and counted as any other.
    """

    class Translator:
        def translate(self, exchange, to, _flavour, *, source):  # noqa: ARG002 - as players call it
            n = body_of(exchange.answer)["n"]
            answer = reply({"n": f"{n} in {to}"})
            return Translated(Exchange(exchange.request, answer, revision=to))

        def asked(self, request, _source, _to):
            return request

    recorded = cassette((ask("hi"), reply({"n": 1})), revision="outputs")
    player = Player([recorded], translate=Translator())

    answers = play(player, ask("hi"), ask("hi"))

    assert ["1 in steps", "miss"] == numbers(answers)
    assert "spent" == answers[1].kind


def test_revision_is_told_by_the_client():
    """
    The same bytes from SDKs of two generations get the answers of their own revision.
    """
    player = Player(
        [
            cassette((ask("hi"), reply({"n": "new"}))),
            cassette((ask("hi"), reply({"n": "old"})), revision="outputs", name="old.yaml"),
        ]
    )
    old = (("x-goog-api-client", "google-genai-sdk/1.75.0 gl-python/3.11.7"),)

    answers = play(
        player,
        *[
            request("POST", "/v1beta/interactions", {"model": "m", "input": "hi"}, headers=headers)
            for headers in [old, ()]
        ],
    )

    assert ["miss", "miss"] == numbers(answers)
    body = {"input": "hi", "model": "gemini-2.5-flash"}
    assert ["old", "new"] == numbers(
        play(
            player,
            request("POST", "/v1beta/interactions", body, headers=old),
            request("POST", "/v1beta/interactions", body),
        )
    )


# --- polls ------------------------------------------------------------------------------------

ID = "v1_abc"
POLLED = f"/v1/interactions/{ID}"
BACKGROUND = ask("research", background=True)
IN_PROGRESS = {"id": ID, "status": "in_progress"}
COMPLETED = {"id": ID, "status": "completed"}


def background(took=0.0):
    return cassette(
        (BACKGROUND, reply(IN_PROGRESS, took=took)),
        (get(POLLED), polls((5.0, IN_PROGRESS, 13), (140.2, COMPLETED, 1))),
    )


def statuses(answers):
    return [body_of(each)["status"] for each in answers]


def test_instant_poll_is_completed_on_the_second_get():
    """
    At pace instant fourteen polls are two: in_progress, then completed for ever.
    """
    player = Player([background()], clock=ManualClock())

    answers = play(player, BACKGROUND, *[get(POLLED)] * 302)

    assert ["in_progress"] * 2 + ["completed"] * 301 == statuses(answers)


@pytest.mark.parametrize("times", [3, 300])
def test_scaled_poll_completes_at_the_scaled_moment(times):
    """
    However often it is polled, the state is that of the scaled time since the creating answer.
    """
    clock = ManualClock()
    player = Player([background(took=10.0)], clock=clock, pace=Pace(0.01))
    seen = []

    play(player, BACKGROUND)
    for _ in range(times):
        clock.advance(3.0 / times)
        seen.append((clock.now(), *statuses(play(player, get(POLLED)))))

    due = (10.0 + 140.2) * 0.01
    assert seen
    assert all((status == "completed") == (at >= due - 1e-6) for at, status in seen)


def test_poll_without_a_creator_counts_from_the_first_get():
    """
    Where the creating answer is in no cassette, time begins with the first GET.
    """
    clock = ManualClock()
    clock.advance(1000)
    path = "/v1beta/files/abc"
    recorded = cassette((get(path), polls((0.0, {"status": "a"}, 3), (20.0, {"status": "b"}, 1))))
    player = Player([recorded], clock=clock, pace=Pace(1.0))

    first = play(player, get(path))
    clock.advance(19.0)
    second = play(player, get(path))
    clock.advance(1.0)

    assert ["a", "a", "b"] == statuses([*first, *second, *play(player, get(path))])


def test_uploaded_file_is_polled_from_the_end_of_its_upload():
    """
    The answer that ends an upload names the file inside `file`; its polls count from there.
    """
    clock = ManualClock()
    finish = request("POST", "/upload/v1beta/files", b"\x00", query="upload_id=U")
    path = "/v1beta/files/abc"
    recorded = cassette(
        (finish, reply({"file": {"name": "files/abc", "status": "PROCESSING"}})),
        (get(path), polls((1.0, {"status": "PROCESSING"}, 2), (8.0, {"status": "ACTIVE"}, 1))),
    )
    player = Player([recorded], clock=clock, pace=Pace(1.0))

    play(player, finish)
    clock.advance(8.0)

    assert ["ACTIVE"] == statuses(play(player, get(path)))


def test_streamed_creation_counts_from_its_last_event():
    """
    A resource created by a stream is as old as the end of that stream.
    """
    clock = ManualClock()
    created = stream((0.5, {"interaction": {"id": ID}}), (2.0, {"event_type": "x"}))
    recorded = cassette(
        (BACKGROUND, created), (get(POLLED), polls((0.0, IN_PROGRESS, 2), (8.0, COMPLETED, 1)))
    )
    player = Player([recorded], clock=clock, pace=Pace(1.0))

    play(player, BACKGROUND)
    clock.advance(9.0)
    first = play(player, get(POLLED))
    clock.advance(1.0)

    assert ["in_progress", "completed"] == statuses([*first, *play(player, get(POLLED))])


def test_created_anew_it_is_polled_anew():
    """
    When the creating answer is given again, the states begin again.
    """
    player = Player([background()], repeat="cycle")

    answers = play(player, *[BACKGROUND, get(POLLED), get(POLLED)] * 2)

    assert ["in_progress", "in_progress", "completed"] * 2 == statuses(answers)


def test_what_was_read_after_a_change_waits_for_the_change():
    """
    A client that polls more often does not see `cancelled` before it cancels.
    """
    cancel = request("POST", POLLED + "/cancel")
    player = Player(
        [
            cassette(
                (BACKGROUND, reply(IN_PROGRESS)),
                (get(POLLED), reply(IN_PROGRESS)),
                (cancel, reply({"id": ID, "status": "cancelled"})),
                (get(POLLED), polls((9.0, {"status": "cancelled"}, 2))),
            )
        ]
    )

    answers = play(player, BACKGROUND, *[get(POLLED)] * 3, cancel, get(POLLED))

    assert ["in_progress"] * 4 + ["cancelled"] * 2 == statuses(answers)


def test_reset_begins_polls_again():
    """
    After a reset a poll is where it was at first.
    """
    player = Player([background()])
    play(player, BACKGROUND, get(POLLED), get(POLLED))

    player.reset()

    assert ["in_progress"] == statuses(play(player, get(POLLED)))


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.floats(0.1, 50), min_size=1, max_size=6),
    st.lists(st.floats(0, 60), max_size=30),
    st.sampled_from([0.0, 0.01, 1.0, 3.0]),
)
def test_polls_never_go_back(gaps, waits, factor):
    """
    However one polls, at whatever pace, no state is followed by an earlier one.
    """
    states = [(sum(gaps[:index]), {"n": index}, 1) for index in range(len(gaps) + 1)]
    clock = ManualClock()
    player = Player([cassette((get(POLLED), polls(*states)))], clock=clock, pace=Pace(factor))
    seen = []

    for wait in waits:
        clock.advance(wait)
        seen += numbers(play(player, get(POLLED)))

    assert sorted(seen) == seen


# --- resumed streams --------------------------------------------------------------------------


def event(n, **more):
    return {"event_type": "step.delta", "n": n, "event_id": f"e{n}"} | more


STREAMED = stream(
    (0.5, {"interaction": {"id": ID}, "event_type": "interaction.created"}),
    (1.0, event(1)),
    (2.0, event(2)),
    (5.0, event(3)),
)


def told(answer):
    return [(each.at, json.loads(each.data).get("n")) for each in answer.events]


def test_stream_is_resumed_behind_an_event():
    """
    A GET with last_event_id gets the events strictly after it, the first of them at once.
    """
    player = Player([cassette((ask("hi", stream=True), STREAMED))])

    (answer,) = play(player, get(POLLED, "stream=true&last_event_id=e1"))

    assert [(0.0, 2), (3.0, 3)] == told(answer)
    assert "weather.yaml#1" == played_from(answer)
    assert [] == player.unused()


def test_stream_is_resumed_from_the_start():
    """
    Without last_event_id the whole stream comes again.
    """
    player = Player([cassette((ask("hi", stream=True), STREAMED))])

    (answer,) = play(player, get(POLLED, "stream=true"))

    assert [None, 1, 2, 3] == [n for _, n in told(answer)]


def test_recorded_resumption_wins():
    """
    The very GET that was recorded is answered by what it was answered.
    """
    query = "last_event_id=e1&stream=true"
    player = Player(
        [
            cassette(
                (ask("hi", stream=True), STREAMED),
                (get(POLLED, query), stream((0.1, event(7)))),
            )
        ]
    )

    (answer,) = play(player, get(POLLED, "stream=true&last_event_id=e1"))

    assert [(0.1, 7)] == told(answer)


@pytest.mark.parametrize(
    ("path", "kind"), [(POLLED, "event"), ("/v1/interactions/v1_other", "stream")]
)
def test_what_cannot_be_resumed_is_a_miss(path, kind):
    """
    An unknown event and an unknown interaction are misses that say so.
    """
    player = Player([cassette((ask("hi", stream=True), STREAMED), (ask("ho"), reply()))])

    (missed,) = play(player, get(path, "stream=true&last_event_id=e9"))

    assert kind == missed.kind
    assert path.rpartition("/")[2] in missed.sentence or "'e9'" in missed.sentence


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
