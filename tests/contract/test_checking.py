"""
Cassettes as they are, sound or odd: what is told of them, and what is not held against them.
"""

import pytest
from samples.contract_cassettes import (
    BEGIN,
    BEGUN,
    DELETE,
    GENERATE,
    GET,
    JOB,
    POLLS,
    REFUSED,
    RESUMED,
    REVISIONS,
    TALK,
    ask,
    cassette,
    pairs,
    reply,
    request,
    resource,
    stream,
    written,
)
from samples.contract_spoiling import lines_of, spoiled
from samples.shared import RECORDINGS, needs_recordings

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.reading import load
from mockgemini.contract.checking import check, deviations_of
from mockgemini.convert.gathering import read_all
from mockgemini.errors import CassetteError
from mockgemini.exchange import Exchange, Payload, Poll, Polls, Reply, Stream

# --- what is sound ----------------------------------------------------------------------------


@pytest.mark.parametrize("revision", REVISIONS)
def test_nothing_is_wrong(revision, tmp_path):
    """
    A sound cassette has no deviation but what agents are known for, and other calls are counted.
    """
    checked = check(written(tmp_path / "a.yaml", cassette(revision)))

    assert ["no_agent_usage"] == [each.code for each in checked.found]
    assert {GENERATE: "generate content"} == checked.passed_over
    assert 10 == len(checked.requests)
    assert "GET /v1beta/interactions/v1_job?stream=true" == checked.requests[RESUMED - 1]


@needs_recordings
def test_every_recording_is_sound(tmp_path):
    """
    Nothing that the real API said, once it is in a cassette, would break a client; what is new in
    it is told.
    """
    counts = {"breaking": 0, "warning": 0, "info": 0}
    exchanges = 0
    for number, (path, imported) in enumerate(read_all([RECORDINGS]).files):
        made = written(tmp_path / f"{number}.yaml", Cassette(exchanges=tuple(imported.exchanges)))
        checked = check(made)
        exchanges += len(checked.requests)
        for each in checked.found:
            counts[each.severity] += 1
            print(f"{path.relative_to(RECORDINGS)}: {each}")

    print(exchanges, counts)
    assert exchanges >= 70
    assert {"breaking": 0, "warning": 3, "info": 2} == counts


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_cassette_without_a_file(revision):
    """
    What was never written is checked all the same, and has no lines.
    """
    whole = resource(TALK, revision) | {"status": 7}
    made = cassette(revision, {GET: (request("GET", "/v1/interactions/v1_talk"), reply(whole))})

    (found,) = [each for each in deviations_of(made) if each.code == "wrong_type"]

    assert ("cassette:0", GET, "answer", None) == (
        found.where,
        found.exchange,
        found.part,
        found.event,
    )


def test_a_revision_that_is_none(tmp_path):
    """
    A cassette that names an unknown revision cannot be checked, and the line is told.
    """
    path = tmp_path / "a.yaml"
    written(path, cassette("steps"))
    path.write_text(path.read_text().replace("revision: steps", "revision: leaps", 1))

    with pytest.raises(CassetteError, match=r"a\.yaml:7: a revision is one of outputs, steps"):
        check(load(path))


@pytest.mark.parametrize("revision", REVISIONS)
def test_the_answer_tells_its_revision(revision):
    """
    Where neither cassette nor request name a revision, the answer's own is taken.
    """
    asked = request("GET", "/v1beta/interactions/v1_talk")
    made = Cassette(exchanges=(Exchange(asked, reply(resource(TALK, revision))),))

    assert [] == deviations_of(made)


# --- other answers ----------------------------------------------------------------------------


def polled(revision, *outcomes):
    states = [Poll(10.0 * at, reply(resource(each, revision))) for at, each in enumerate(outcomes)]
    return request("GET", f"/v1beta/interactions/{JOB.id}"), Polls(tuple(states))


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_poll_that_goes_back(revision, tmp_path):
    """
    An interaction that is over does not run again.
    """
    made = written(
        tmp_path / "a.yaml", cassette(revision, {POLLS: polled(revision, BEGUN, JOB, BEGUN, JOB)})
    )

    (found,) = [each for each in deviations_of(made) if each.code == "went_back"]

    lines = (tmp_path / "a.yaml").read_text().splitlines()
    assert ("state 3", "warning") == (found.part, found.severity)
    assert "status: in_progress" in lines[found.line - 1]


def test_every_state_of_a_poll(tmp_path):
    """
    Each state that a poll saw is checked, and found at its own lines.
    """
    asked, states = polled("steps", BEGUN, BEGUN, JOB)
    first = Poll(0.0, reply(resource(BEGUN, "steps") | {"created": 7}))
    made = written(
        tmp_path / "a.yaml",
        cassette("steps", {POLLS: (asked, Polls((states.states[0], first, states.states[2])))}),
    )

    (found,) = [each for each in deviations_of(made) if each.code == "wrong_type"]

    lines = (tmp_path / "a.yaml").read_text().splitlines()
    assert ("state 2", "      created: 7") == (found.part, lines[found.line - 1])


def single(asked, answer, revision="steps"):
    """
    The codes and parts of the deviations of one exchange.
    """
    made = Cassette(exchanges=(Exchange(asked, answer, revision=revision),))
    return [(each.code, each.part) for each in deviations_of(made)]


def test_content_types():
    """
    SDKs go by the content type: it has to be there, but for the retired revision, whose do not.
    """
    body, events = reply(resource(TALK, "steps"), headers=()), stream(TALK, "steps")
    bare = Stream(200, (("content-type", "text/plain"),), events.events, 0.1)

    assert [("content_type", "answer")] == single(ask(), body)
    assert [("content_type", "answer")] == single(ask(stream=True), bare)
    assert [] == single(ask(), reply(resource(TALK, "outputs"), headers=()), "outputs")


def test_a_stream_where_none_was_wanted():
    """
    Whoever asked for a body cannot read a stream; `alt=sse` asks for one as well.
    """
    told = stream(TALK, "steps")

    assert [("wrong_type", "answer")] == single(ask(), told)
    assert [] == single(request(body={"model": "m", "input": "x"}, query="alt=sse"), told)
    assert [] == single(request(), told)


@pytest.mark.parametrize("data", [b"<html>", b"", b"[", b"7"], ids=["html", "empty", "torn", "7"])
def test_bodies_that_are_no_json(data):
    """
    A body that should be JSON and is none breaks clients; beneath an error it is nothing new.
    """
    answer = Reply(200, (("content-type", "application/json"),), Payload(data))

    assert ("wrong_type", "answer") in single(ask(), answer)
    assert [] == single(ask(), Reply(502, (), Payload(data)))
    assert [] == single(request("DELETE", "/v1/interactions/v1_a"), reply({}))


def test_requests_that_are_no_json():
    """
    A request that is no JSON is found; one that was refused is known to be wrong.
    """
    asked = request(body={"model": "m"})
    torn = type(asked)("POST", asked.path, body=type(asked.body).of(b"{oops"))
    error = {"error": {"message": "m", "code": "invalid_request"}}

    assert ("wrong_type", "request") in single(torn, reply(resource(TALK, "steps")))
    assert [] == single(torn, reply(error, 400))
    assert [("missing_field", "answer")] == single(torn, reply({"error": {"message": "m"}}, 400))


def test_refused_streams(tmp_path):
    """
    A stream that was refused has no grammar.
    """
    refused = Stream(429, (("content-type", "text/event-stream"),), (), 0.1)
    made = written(tmp_path / "a.yaml", cassette("steps", {REFUSED: (ask(stream=True), refused)}))

    assert {"no_agent_usage"} == {each.code for each in deviations_of(made)}


@pytest.mark.parametrize("revision", REVISIONS)
def test_cut_and_resumed_streams(revision):
    """
    Of a stream that was left nothing is missed, and one that is resumed need not begin.
    """
    whole = stream(JOB, revision)
    cut = Stream(200, whole.headers, whole.events[:8], 0.1, "client")
    rest = Stream(200, whole.headers, whole.events[8:], 0.1)
    path = f"/v1beta/interactions/{JOB.id}"

    assert [] == single(request("GET", path, query="stream=true"), cut, revision)
    query = "stream=true&last_event_id=v1_MV90ZXh0XzE"
    found = single(request("GET", path, query=query), rest, revision)
    assert {"no_agent_usage"} >= {code for code, _ in found}


def test_a_stream_of_another_interaction():
    """
    A GET is answered by the interaction it names, as a stream too.
    """
    asked = request("GET", "/v1/interactions/v1_other", query="stream=true")

    assert ("other_id", "event 1") in single(asked, stream(TALK, "steps"))


def test_names_with_all_they_are_in():
    """
    A resource that is named by its whole path is the one that the path ends with.
    """
    whole = resource(TALK, "steps") | {"id": "projects/p/locations/l/interactions/v1_talk"}

    assert [] == single(request("GET", "/v1/interactions/v1_talk"), reply(whole))


def test_what_was_not_stored_is_nobodys(tmp_path):
    """
    Interactions without an id are never the same one.
    """
    one = resource(TALK, "steps") | {"id": ""}
    made = {at: (ask(), reply(one | {"model": f"m{at}"})) for at in (1, 2)}

    assert "folds_differently" not in {
        each.code for each in deviations_of(written(tmp_path / "a.yaml", cassette("steps", made)))
    }


def test_replies_that_contradict_each_other(tmp_path):
    """
    Two bodies about one interaction agree, but for the input that one of them repeats.
    """
    asked = request("GET", f"/v1beta/interactions/{TALK.id}", query="include_input=true")
    whole = resource(TALK, "steps")
    said = {"type": "user_input", "content": [{"type": "text", "text": "Rain?"}]}
    fuller = whole | {"steps": [said, *whole["steps"]], "input": [said]}
    made = {REFUSED: (asked, reply(fuller)), GET: (asked, reply(fuller))}
    other = {REFUSED: (asked, reply(spoiled(fuller, "no", "steps", 2, "content", 0, "text")))}

    sound = deviations_of(written(tmp_path / "a.yaml", cassette("steps", made)))
    (found,) = [
        each
        for each in deviations_of(written(tmp_path / "b.yaml", cassette("steps", other)))
        if each.code == "folds_differently"
    ]

    assert [] == lines_of(sound, "folds_differently")
    assert (REFUSED, "answer") == (found.exchange, found.part)


def test_pairs_are_complete():
    """
    The sample has an exchange for every number that the tests name.
    """
    assert (10, BEGIN, DELETE) == (len(pairs("steps")), 4, 8)
