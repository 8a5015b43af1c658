import json
from copy import deepcopy

import pytest
from contract_cassettes import (
    BEGIN,
    BEGUN,
    CALLED,
    CHECKERS,
    DELETE,
    GENERATE,
    GET,
    JOB,
    POLLS,
    REFUSED,
    RESUMED,
    REVISIONS,
    STREAM,
    TALK,
    ask,
    cassette,
    pairs,
    reply,
    request,
    resource,
    stream,
    with_events,
    written,
)
from shared import RECORDINGS, needs_recordings

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.reading import load
from mockgemini.contract.checking import check, deviations_of
from mockgemini.convert.gathering import read_all
from mockgemini.errors import CassetteError
from mockgemini.exchange import Exchange, Payload, Poll, Polls, Reply, Stream
from mockgemini.wire.deviation import CODES

DROP = object()
ITEMS = {"outputs": "content", "steps": "step"}


def lines_of(found, code):
    """
    Where deviations of a kind stand.
    """
    return [each.line for each in found if each.code == code]


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


# --- streams, spoiled -------------------------------------------------------------------------

# 1 created, 2 status, 3-5 a thought, 6-11 a text of four deltas, 12 completed, 13 done.


def without(*numbers):
    return lambda events: [each for at, each in enumerate(events, 1) if at not in numbers]


def again(number, at):
    return lambda events: [*events[: at - 1], events[number - 1], *events[at - 1 :]]


def swapped(number):
    return lambda events: [
        *events[: number - 1],
        events[number],
        events[number - 1],
        *events[number + 1 :],
    ]


def put(value, number, *path):
    def mutate(events):
        events = deepcopy(events)
        at = events[number - 1]
        for step in (1, *path)[:-1]:
            at = at[step]
        if value is DROP:
            del at[path[-1]]
        else:
            at[path[-1]] = value
        return events

    return mutate


def renumbered(index, *numbers):
    def mutate(events):
        for number in numbers:
            events = put(index, number, "index")(events)
        return events

    return mutate


def replaced(number, name, data):
    return lambda events: [*events[: number - 1], [name, data], *events[number:]]


def renamed(number, name):
    return lambda events: replaced(number, name, events[number - 1][1])(events)


STREAMS = {
    # What may follow what.
    "lost beginning": (without(1), "not_created", 1),
    "begun late": (swapped(1), "not_created", 1),
    "begun twice": (again(1, at=3), "created_twice", 3),
    "lost first start": (without(3), "not_started", 3),
    "lost second start": (without(6), "not_started", 6),
    "lost stop": (without(5), "not_stopped", 5),
    "lost last stop": (without(11), "not_stopped", 11),
    "stopped twice": (again(5, at=6), "not_started", 6),
    "interleaved": (swapped(5), "not_stopped", 5),
    "lost all deltas": (without(7, 8, 9, 10), "no_delta", 7),
    "lost end": (without(12), "not_completed", 12),
    "ended twice": (again(12, at=13), "completed_twice", 13),
    "event behind the end": (again(2, at=13), "after_completed", 13),
    "event behind done": (again(2, at=14), "after_done", 14),
    "no done": (without(13), "no_done", 12),
    "broken off": (lambda events: events[:8], "not_completed", 8),
    # Indexes and items.
    "index used again": (renumbered(0, 6, 7, 8, 9, 10, 11), "index_reused", 6),
    "index left out": (renumbered(2, 6, 7, 8, 9, 10, 11), "index_skipped", 6),
    "delta of another item": (renumbered(0, 9), "wrong_index", 9),
    "stop of another item": (renumbered(0, 11), "wrong_index", 11),
    "text in a thought": (put({"type": "text", "text": "x"}, 4, "delta"), "wrong_delta", 4),
    "summary in a text": (put({"type": "thought_summary"}, 8, "delta"), "wrong_delta", 8),
    # What the end tells.
    "no usage": (put(DROP, 12, "interaction", "usage"), "no_usage", 12),
    "not finished": (put("in_progress", 12, "interaction", "status"), "unfinished", 12),
    "wrong total": (put(1, 12, "interaction", "usage", "total_tokens"), "wrong_total", 12),
    "other interaction": (put("v1_x", 12, "interaction", "id"), "other_id", 12),
    "other status update": (put("v1_x", 2, "interaction_id"), "other_id", 2),
    "an error for an end": (
        replaced(12, "error", {"error": {"message": "m"}, "event_type": "error"}),
        "broken_off",
        12,
    ),
    "an empty error": (replaced(2, "error", {"event_type": "error"}), "empty_error", 2),
    # Events themselves.
    "renamed frame": (renamed(8, "delta"), "event_name", 8),
    "unknown event": (put("noise", 8, "event_type"), "unknown_type", 8),
    "no JSON": (replaced(8, "x", "{oops"), "event_not_json", 8),
    "no object": (replaced(8, "x", "7"), "event_not_json", 8),
    "no type": (put(DROP, 8, "event_type"), "missing_field", 8),
    "index as text": (put("1", 8, "index"), "wrong_type", 8),
    "no index": (put(DROP, 8, "index"), "missing_field", 8),
    "no delta": (put(DROP, 8, "delta"), "missing_field", 8),
    "delta is text": (put("hi", 8, "delta"), "wrong_type", 8),
    "delta without type": (put(DROP, 8, "delta", "type"), "missing_field", 8),
    "delta without text": (put(DROP, 8, "delta", "text"), "missing_field", 8),
    "text is a number": (put(7, 8, "delta", "text"), "wrong_type", 8),
    "signature is a number": (put(7, 4, "delta", "signature"), "wrong_type", 4),
    "unknown delta": (put("smell", 8, "delta", "type"), "unknown_type", 8),
    "unknown field": (put(1, 9, "delta", "mood"), "unknown_field", 9),
    "null": (put(None, 9, "event_id"), "null_field", 9),
    "no interaction": (put(DROP, 1, "interaction"), "missing_field", 1),
    "no status": (put(DROP, 1, "interaction", "status"), "missing_field", 1),
    "other object": (put("response", 1, "interaction", "object"), "wrong_value", 1),
    "no id of a status": (put(DROP, 2, "interaction_id"), "missing_field", 2),
    "unknown status": (put("asleep", 2, "status"), "unknown_value", 2),
    "tokens as text": (put("8", 12, "interaction", "usage", "total_tokens"), "wrong_type", 12),
    "start without item": (put(DROP, 3, "{item}"), "missing_field", 3),
    "item is text": (put("thought", 3, "{item}"), "wrong_type", 3),
    "unknown item": (put({"type": "dream"}, 3, "{item}"), "unknown_type", 3),
    # What the deltas add up to, which the GET behind the stream tells as well.
    "other first words": (put("It is snowing, so ta", 7, "delta", "text"), "folds_differently", 7),
    "other words amid": (put("ke an UMBRELLA and y", 8, "delta", "text"), "folds_differently", 8),
    "other last words": (put("me.", 10, "delta", "text"), "folds_differently", 10),
    "lost first words": (without(7), "folds_differently", 7),
    "lost words amid": (without(8), "folds_differently", 8),
    "lost last words": (without(10), "folds_differently", 9),
    "words twice": (again(8, at=9), "folds_differently", 9),
    "words swapped": (swapped(8), "folds_differently", 8),
    "other signature": (
        put("CiQBDDnWx+Xp0gYVp4DG", 4, "delta", "signature"),
        "folds_differently",
        4,
    ),
    "other model": (put("gemini-x", 12, "interaction", "model"), "folds_differently", 12),
    "other end": (put("incomplete", 12, "interaction", "status"), "folds_differently", 12),
    "other usage": (
        put({"total_tokens": 13, "total_input_tokens": 6}, 12, "interaction", "usage"),
        "folds_differently",
        12,
    ),
}


@pytest.mark.parametrize("revision", REVISIONS)
@pytest.mark.parametrize("name", STREAMS)
def test_planted_in_a_stream(name, revision, tmp_path):
    """
    What was spoiled in a recorded stream is found, on the line of the event that has it.
    """
    mutate, code, number = STREAMS[name]
    item = ITEMS[revision]
    path = tmp_path / "a.yaml"
    written(path, cassette(revision))

    def spoil(events):
        told = json.dumps(events).replace(f'"{item}":', '"{item}":')
        return json.loads(json.dumps(mutate(json.loads(told))).replace("{item}", item))

    first = with_events(path, 0, spoil)
    found = deviations_of(load(path))

    here = [each for each in found if (each.code, each.exchange) == (code, STREAM)]
    assert first + number - 1 in [each.line for each in here]
    assert f"event {number}" in {each.part for each in here}
    assert {CODES[code].severity} == {each.severity for each in here}


@pytest.mark.parametrize("revision", REVISIONS)
def test_nothing_at_all(revision, tmp_path):
    """
    A stream without a single event is found where its events should be.
    """
    path = tmp_path / "a.yaml"
    written(path, cassette(revision))

    first = with_events(path, 0, lambda _: [])

    assert [first - 1] == lines_of(deviations_of(load(path)), "not_completed")


ARGUMENTS = {
    "outputs": {"type": "function_call", "id": "jskegq1s", "name": "f", "arguments": "x"},
    "steps": {"type": "arguments_delta", "arguments": 7},
}


@pytest.mark.parametrize("revision", REVISIONS)
def test_planted_in_a_call(revision, tmp_path):
    """
    In a second stream it is the second stream's line.
    """
    path = tmp_path / "a.yaml"
    written(path, cassette(revision))

    first = with_events(path, 1, put(ARGUMENTS[revision], 7, "delta"))
    found = deviations_of(load(path))

    assert [first + 6] == lines_of(found, "wrong_type")
    assert {CALLED} == {each.exchange for each in found if each.severity == "breaking"}


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_stream_against_a_poll(revision, tmp_path):
    """
    What a stream of a background interaction adds up to is what the last state of its poll says.
    """
    path = tmp_path / "a.yaml"
    written(path, cassette(revision))

    first = with_events(path, 2, put("ke a parasol and you", 8, "delta", "text"))
    (found,) = [each for each in deviations_of(load(path)) if each.code == "folds_differently"]

    assert (RESUMED, first + 7) == (found.exchange, found.line)
    assert "as #5 tells" in found.deviation.expected
    assert "umbrella" in path.read_text().splitlines()[found.other_line - 1]


def at_end(revision, **changed):
    field = CHECKERS[revision].field
    items = resource(JOB, revision)[field]
    return lambda events: put(items, 12, "interaction", field)(
        put("ke a parasol and you", 8, "delta", "text")(events) if changed else events
    )


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_stream_against_its_own_end(revision, tmp_path):
    """
    Agents repeat at the end of a stream what they did, and the deltas have to add up to it.
    """
    path = tmp_path / "a.yaml"
    written(path, cassette(revision))

    with_events(path, 2, at_end(revision))
    sound = deviations_of(load(path))
    first = with_events(path, 2, at_end(revision, spoiled=True))
    spoiled = deviations_of(load(path))

    assert [] == lines_of(sound, "folds_differently")
    assert [first + 7] == lines_of(spoiled, "folds_differently")


# --- bodies, spoiled --------------------------------------------------------------------------


def spoiled(value, new, *path):
    value = deepcopy(value)
    at = value
    for step in path[:-1]:
        at = at[step]
    if new is DROP:
        del at[path[-1]]
    else:
        at[path[-1]] = new
    return value


# The line is the one that has these words; of what is not there, it is the line of what is around.
ANSWERS = {
    "status is a number": (7, ("status",), "wrong_type", "status: 7"),
    "no status": (DROP, ("status",), "missing_field", "body:"),
    "unknown status": ("asleep", ("status",), "unknown_value", "status: asleep"),
    "other object": ("response", ("object",), "wrong_value", "object: response"),
    "id is a number": (7, ("id",), "wrong_type", "id: 7"),
    "other id": ("v1_x", ("id",), "other_id", "id: v1_x"),
    "model is a number": (7, ("model",), "wrong_type", "model: 7"),
    "no model": (DROP, ("model",), "usual_field", "body:"),
    "no usage": (DROP, ("usage",), "usual_field", "body:"),
    "usage is text": ("12", ("usage",), "wrong_type", "usage: '12'"),
    "tokens as text": ("12", ("usage", "total_tokens"), "wrong_type", "total_tokens: '12'"),
    "wrong total": (99, ("usage", "total_tokens"), "wrong_total", "total_tokens: 99"),
    "null": (None, ("updated",), "null_field", "updated: null"),
    "no time": ("yesterday", ("created",), "bad_format", "created: yesterday"),
    "new field": ("blue", ("mood",), "unknown_field", "mood: blue"),
    "no items": (DROP, ("{field}",), "usual_field", "body:"),
    "items are text": ("hi", ("{field}",), "wrong_type", "{field}: hi"),
    "item is text": ("hi", ("{field}", 0), "wrong_type", "hi"),
    "item without type": (DROP, ("{field}", 0, "type"), "missing_field", "signature:"),
    "unknown item": ({"type": "dream"}, ("{field}", 0), "unknown_type", "dream"),
    "signature is a number": (7, ("{field}", 0, "signature"), "wrong_type", "signature: 7"),
    "other signature": (
        "CiQB",
        ("{field}", 0, "signature"),
        "folds_differently",
        "signature: CiQB",
    ),
    "an item less": (DROP, ("{field}", 0), "folds_differently", ""),
}


@pytest.mark.parametrize("revision", REVISIONS)
@pytest.mark.parametrize("name", ANSWERS)
def test_planted_in_an_answer(name, revision, tmp_path):
    """
    What was spoiled in a recorded body is found, on the line that has it; where a stream says
    otherwise, the line in the body is told along with the stream's.
    """
    new, path, code, words = ANSWERS[name]
    field = CHECKERS[revision].field
    path = [field if step == "{field}" else step for step in path]
    asked = request("GET", f"/v1beta/interactions/{TALK.id}")
    body = spoiled(resource(TALK, revision), new, *path)
    made = written(tmp_path / "a.yaml", cassette(revision, {GET: (asked, reply(body))}))

    found = [each for each in deviations_of(made) if each.code == code]

    lines = (tmp_path / "a.yaml").read_text().splitlines()
    begin = made.exchanges[GET - 1].line
    there = {line for each in found for line in (each.line, each.other_line) if line >= begin}
    assert words.replace("{field}", field) in " / ".join(lines[line - 1] for line in there)
    assert there
    assert max(there) < made.exchanges[GET].line


REQUESTS = {
    "no model": (DROP, ("model",), "no_subject", "body:"),
    "two subjects": ("deep-research", ("agent",), "two_subjects", "agent: deep-research"),
    "input of numbers": ([7], ("input",), "wrong_type", "input: [7]"),
    "input is a number": (7, ("input",), "wrong_type", "input: 7"),
    "unknown field": (1, ("temperature",), "unknown_field", "temperature: 1"),
    "store is text": ("yes", ("store",), "wrong_type", "store: 'yes'"),
    "tools are text": ("search", ("tools",), "wrong_type", "tools: search"),
    "unknown tool": ([{"type": "magic"}], ("tools",), "unknown_type", "type: magic"),
    "tool without type": ([{"name": "f"}], ("tools",), "missing_field", "name: f"),
    "stream is text": ("yes", ("stream",), "wrong_type", "stream: 'yes'"),
    "a stream was wanted": (True, ("stream",), "wrong_type", "answer:"),
}


@pytest.mark.parametrize("revision", REVISIONS)
@pytest.mark.parametrize("name", REQUESTS)
def test_planted_in_a_request(name, revision, tmp_path):
    """
    What was spoiled in a recorded request is found, on the line that has it.
    """
    new, path, code, words = REQUESTS[name]
    plain = {"model": "m", "system_instruction": "Be brief.\nBe kind.\n", "input": "Rain?"}
    answer = reply(resource(TALK, revision))
    made = written(
        tmp_path / "a.yaml",
        cassette(revision, {STREAM: (request(body=spoiled(plain, new, *path)), answer)}),
    )

    found = [each for each in deviations_of(made) if each.code == code]

    lines = (tmp_path / "a.yaml").read_text().splitlines()
    assert any(words in lines[each.line - 1] for each in found)
    assert all(each.exchange == STREAM for each in found)


def test_there_are_enough_of_them():
    """
    More than sixty ways to spoil a cassette are found, in each revision.
    """
    count = len(STREAMS) + len(ANSWERS) + len(REQUESTS)

    print(f"{count} planted deviations in {len(REVISIONS)} revisions, all found at their lines")
    assert count >= 60


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
