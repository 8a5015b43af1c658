"""
What was planted in a sound cassette is found, on the very line that has it.
"""

import json

import pytest
from samples.contract_cassettes import (
    CALLED,
    CHECKERS,
    GET,
    JOB,
    RESUMED,
    REVISIONS,
    STREAM,
    TALK,
    cassette,
    reply,
    request,
    resource,
    with_events,
    written,
)
from samples.contract_spoiling import ANSWERS, REQUESTS, STREAMS, lines_of, put, spoiled

from mockgemini.cassette.reading import load
from mockgemini.contract.checking import deviations_of
from mockgemini.wire.deviation import CODES

ITEMS = {"outputs": "content", "steps": "step"}

# --- streams ----------------------------------------------------------------------------------


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


# --- bodies -----------------------------------------------------------------------------------


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
