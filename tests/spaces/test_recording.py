"""
A recording from begin to end, with upstream on a real socket.
"""

import asyncio
import json
from contextlib import closing
from dataclasses import replace

import pytest
from samples.replayed import ask, get, reply, request
from stages.paid import paying
from stages.talking import greeting, put_cassette, talking

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.reading import load
from mockgemini.cassette.saving import save
from mockgemini.environment import DUMMY_KEY
from mockgemini.errors import CassetteError, SecretError, UpstreamError, UsageError
from mockgemini.exchange import Exchange, Live, Payload, Poll, Polls
from mockgemini.record.budget import Budget, Limits, Spent
from mockgemini.spaces.recording import Recording, Take
from mockgemini.spaces.worlds import Replaying

REAL = "AIza" + "SyNobodysKeyButOursForRecordings".ljust(35, "-")
CLIENT = "google-genai-sdk/3.4.0 gl-python/3.12"


def record(take, *requests):
    """
    A recording in which these were asked, one by one; it is still to be closed.
    """
    recording = Recording(take)

    async def work():
        answers = [await whole(await recording.respond(each)) for each in requests]
        await recording.close()
        return answers

    return recording, asyncio.run(work())


async def whole(answer):
    """
    An answer's body as JSON.
    """
    if isinstance(answer, Live):
        return json.loads(b"".join([chunk async for chunk in answer.chunks]))
    return json.loads(answer.body.read())


@pytest.fixture
def google():
    """
    A stand-in for the API.
    """
    with talking() as upstream:
        yield upstream


def test_the_header_says_what_was_recorded(google, tmp_path):
    """
    When, from where, by which clients, under which rules, and what the user notes.
    """
    how = Replaying.parse(ignore=["/labels"], normalize=["date"])
    take = Take(tmp_path / "talk.yaml", google.url, replaying=how, note="By us.")
    clients = [(("x-goog-api-client", CLIENT),), (("x-goog-api-client", "other"),), ()]

    recording, _ = record(take, *[replace(ask("World"), headers=each) for each in clients])
    path = recording.finish()

    header = load(path).header
    assert (google.url, f"{CLIENT}, other") == (header.upstream, header.client)
    assert (("/labels",), ("date",), "By us.") == (header.ignore, header.normalize, header.note)
    assert header.recorded.startswith("20")


def test_new_episodes_keeps_what_there_is(google, tmp_path):
    """
    The header's rules and note stay, its date and client are those of the last time.
    """
    old = Exchange(ask("World"), reply(greeting("World")), revision="steps")
    header = Header(recorded="2026-01-01T00:00:00Z", upstream="https://old.test", note="Old.")
    path = tmp_path / "talk.yaml"
    save(Cassette(header, (old,)), path)

    recording, answers = record(
        Take(path, google.url, "new_episodes"), ask("World"), ask("Moon"), ask("World")
    )
    recording.finish()

    found = load(path)
    assert [greeting("World"), greeting("Moon"), greeting("World")] == answers
    assert (2, "https://old.test", "Old.") == (
        len(found.exchanges),
        found.header.upstream,
        found.header.note,
    )
    assert "2026-01-01T00:00:00Z" != found.header.recorded
    assert 1 == len(google.keys)


@pytest.mark.parametrize(
    "answer",
    [
        reply(greeting("World")),
        Polls((Poll(0.0, reply(greeting("World"))),)),
    ],
    ids=["reply", "polls"],
)
def test_a_replayed_conversation_cannot_go_on_live(answer, google, tmp_path):
    """
    What continues an interaction that only the cassette knows is refused, with the cure.
    """
    path = tmp_path / "talk.yaml"
    asked = ask("World") if not isinstance(answer, Polls) else get("/v1/interactions/v1_world")
    save(Cassette(exchanges=(Exchange(asked, answer, revision="steps"),)), path)
    recording = Recording(Take(path, google.url, "new_episodes"))
    further = ask("Go on", previous_interaction_id="v1_world")

    with pytest.raises(UsageError, match="continues 'v1_world', which was replayed from"):
        asyncio.run(recording.respond(further))

    asyncio.run(recording.close())
    assert (None, []) == (recording.finish(), google.keys)


def test_a_replayed_file_cannot_be_asked_about_live(google, tmp_path):
    """
    A file that was uploaded for the recording is gone by now; the sentence says what to do.
    """
    path = tmp_path / "talk.yaml"
    uri = "https://generativelanguage.googleapis.com/v1beta/files/abc"
    uploaded = reply({"file": {"name": "files/abc", "uri": uri}})
    save(Cassette(exchanges=(Exchange(request(path="/upload/v1beta/files"), uploaded),)), path)
    recording = Recording(Take(path, google.url, "new_episodes"))

    with pytest.raises(UsageError, match=r"continues 'files/abc', .* --mockgemini-record=rewrite"):
        asyncio.run(recording.respond(ask([{"type": "document", "uri": uri}])))

    asyncio.run(recording.close())
    assert (None, []) == (recording.finish(), google.keys)


def test_what_names_nobody_goes_out(google, tmp_path):
    """
    What stands in a file of its own is no interaction; nor is a body that is no JSON.
    """
    body = Payload(b"\xff" + b"v1_other" * 1000)
    kept = Exchange(get("/v1/files/x"), replace(reply(), body=body))
    path = tmp_path / "talk.yaml"
    save(Cassette(exchanges=(kept,)), path)
    further = ask("Moon", previous_interaction_id="v1_other")

    take = Take(path, google.url, "new_episodes")
    recording, answers = record(take, further)
    recording.finish()

    assert [greeting("Moon")] == answers
    nowhere = Recording(replace(take, upstream="http://127.0.0.1:9"))
    with pytest.raises(UpstreamError):
        asyncio.run(nowhere.respond(request(body=b"\xff{")))
    asyncio.run(nowhere.close())
    assert nowhere.finish() is None


def test_keys_of_clients_never_reach_the_disk(google, tmp_path):
    """
    The key of the take, and any that a client brings, are taken out wherever they stand.
    """
    own = "a-key-of-the-client"
    take = Take(tmp_path / "talk.yaml", google.url, key=REAL)
    asked = [
        replace(ask("World"), headers=(("x-goog-api-key", DUMMY_KEY),)),
        replace(ask(f"My key is {own}."), headers=(("x-goog-api-key", own),)),
    ]

    recording, _ = record(take, *asked)
    text = recording.finish().read_text()

    assert [REAL, own] == google.keys
    assert not [key for key in (REAL, own, DUMMY_KEY) if key in text]


def test_what_resembles_a_secret_is_refused_or_allowed(google, tmp_path):
    """
    A token of somebody else's service stops the cassette, unless its owner allows it.
    """
    token = "ghp_" + "a1B2" * 9
    take = Take(tmp_path / "talk.yaml", google.url)
    recording, _ = record(take, ask(token))

    with pytest.raises(SecretError, match=r"talk\.failed\.yaml"):
        recording.finish()

    allowed, _ = record(replace(take, allow_secrets=(token,)), ask(token))
    assert token in allowed.finish().read_text()


def test_users_may_have_secrets_of_their_own(google, tmp_path):
    """
    A regular expression of the user is replaced like the known kinds.
    """
    take = Take(tmp_path / "talk.yaml", google.url, redact=(r"customer-\d+",))

    recording, _ = record(take, ask("For customer-4711."))

    assert "4711" not in recording.finish().read_text()


def test_spaces_share_the_tape(google, tmp_path):
    """
    Whichever space a client talks to, all lands in one cassette; upstream is let go once.
    """
    recording = Recording(Take(tmp_path / "talk.yaml", google.url))
    worlds = recording.worlds()

    async def work():
        for name in ("", "a"):
            await whole(await worlds.find(name).respond(ask(name or "World")))
        await worlds.close()

    asyncio.run(work())

    assert 2 == len(load(recording.finish()).exchanges)


def test_a_failed_recording_lies_beside(google, tmp_path):
    """
    `fail` keeps what was recorded under another name.
    """
    path = put_cassette(tmp_path / "talk.yaml", "Sun", "Earth")

    recording, _ = record(Take(path, google.url), ask("World"))

    assert tmp_path / "talk.failed.yaml" == recording.fail()
    assert 2 == len(load(path).exchanges)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("other.yaml", UsageError, "is there and is no cassette; it is not overwritten"),
        ("folder", UsageError, "is there and is no cassette"),
        ("other.yaml/talk.yaml", CassetteError, "cannot be written"),
    ],
)
def test_what_is_not_ours_is_not_overwritten(name, kind, expected, tmp_path):
    """
    A recording begins only where a cassette may stand.
    """
    (tmp_path / "other.yaml").write_text("services: {}\n")
    (tmp_path / "folder").mkdir()

    with pytest.raises(kind, match=expected):
        Recording(Take(tmp_path / name))

    assert ["folder", "other.yaml"] == sorted(path.name for path in tmp_path.iterdir())


def test_a_wrong_upstream_leaves_nothing_behind(tmp_path):
    """
    An address that is none is told before a tape is begun.
    """
    with pytest.raises(UsageError, match="'google'"):
        Recording(Take(tmp_path / "talk.yaml", "google"))

    assert [] == list(tmp_path.iterdir())


def test_polls_become_one_exchange(google, tmp_path):
    """
    The same resource, read again and again, is one exchange of the cassette.
    """
    take = Take(tmp_path / "talk.yaml", google.url)
    asked = [request("GET", "/v1/interactions/v1_a", {"input": "World"}) for _ in range(3)]

    recording, _ = record(take, *asked)

    (exchange,) = load(recording.finish()).exchanges
    assert 3 == sum(state.times for state in exchange.answer.states)


@pytest.mark.parametrize("media", ["keep", "placeholder"])
def test_a_budget_is_kept_to(media, tmp_path):
    """
    What is replayed is free, tokens are counted as they are recorded, and a refusal is reported.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")
    with paying(60) as google, closing(Budget(Limits(tokens=100))) as budget:
        take = Take(path, google.url, "new_episodes", media=media, budget=budget)
        recording, _ = record(take, *(ask(text) for text in ("World", "Moon", "World", "Sun")))
        with pytest.raises(UsageError, match="120 of 100 tokens are spent"):
            asyncio.run(recording.respond(ask("Mars")))
        recording.finish()

        assert Spent(2, 120) == budget.spent

    assert ["Moon", "Sun"] == google.asked
    assert 3 == len(load(path).exchanges)
    (report,) = recording.reports
    assert report.startswith("POST /v1/interactions was not sent: ")
