import pytest
from samples.contract_cassettes import (
    GET,
    NEXT,
    REVISIONS,
    TALK,
    ask,
    cassette,
    reply,
    request,
    resource,
    written,
)

from mockgemini.contract.change import Sighting
from mockgemini.contract.diffing import diff, diff_shelves


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_recording_and_itself(revision):
    """
    A recording has all in common with itself.
    """
    compared = diff(cassette(revision), cassette(revision))

    assert (10, {}, {}) == (compared.aligned, compared.changes, dict(compared.apart))


def test_a_new_recording(tmp_path):
    """
    Of the same conversation with other ids and times, only what is not made up counts.
    """
    old = written(tmp_path / "a.yaml", cassette("steps"))
    text = (tmp_path / "a.yaml").read_text()
    (tmp_path / "b.yaml").write_text(
        text.replace("v1_talk", "v1_walk")
        .replace("v1_job", "v1_toil")
        .replace("2026-06-03", "2026-07-04")
        .replace("CiQBDDnWx", "ZiQBDDnWx")
        .replace("umbrella and y", "parasols and y")
        .replace("total_tokens: 12", "total_tokens: 13")
    )

    compared = diff(old, written(tmp_path / "c.yaml", reloaded(tmp_path / "b.yaml")))

    assert {} == compared.changes
    assert {"ids", "times", "signatures", "token counts", "words and other values"} == set(
        compared.apart
    )


def reloaded(path):
    from mockgemini.cassette.reading import load

    return load(path)


def test_changes_are_told_once(tmp_path):
    """
    The same change in many exchanges is one, with the places where it was seen.
    """
    body = resource(TALK, "steps") | {"mood": "blue"}
    asked = request("GET", f"/v1beta/interactions/{TALK.id}")
    following = ask(previous_interaction_id=TALK.id)
    changed = {GET: (asked, reply(body)), NEXT: (following, reply(body | {"id": "v1_next"}))}
    old = written(tmp_path / "a.yaml", cassette("steps"))
    new = written(tmp_path / "b.yaml", cassette("steps", changed))

    compared = diff(old, new)

    (seen,) = [seen for each, seen in compared.changes.items() if each.code == "field_added"]
    assert [(GET, GET), (NEXT, NEXT)] == [(each.old, each.new) for each in seen]
    assert (old.exchanges[1].line, new.exchanges[1].line) == (seen[0].old_line, seen[0].new_line)


def test_requests():
    """
    Requests in other words are told, and those that only one side has.
    """
    old = cassette("steps", {11: (request("GET", "/v1beta/files"), reply({}))})
    new = cassette("steps", {GET: (ask(input="Sun?"), reply({}))})

    compared = diff(old, new)

    codes = {change.code: (change.place, seen) for change, seen in compared.changes.items()}
    assert "GET /v1beta/files" == codes["exchange_removed"][0]
    assert ("POST /v1beta/interactions", [Sighting(new=2)]) == codes["exchange_added"]


def test_other_words():
    """
    Where a request is put in other words, the place is told.
    """
    new = cassette("steps", {10: (ask(model="lost"), reply({"error": {}}, 404))})

    compared = diff(cassette("steps"), new)

    changes = [each for each in compared.changes if each.code == "request_changed"]
    assert [("request/model", "'gone'", "'lost'")] == [(e.place, e.was, e.now) for e in changes]


def test_revisions():
    """
    A conversation that moved to the newer revision is aligned with the old one.
    """
    compared = diff(cassette("outputs"), cassette("steps"))

    places = {change.place: change.code for change in compared.changes}
    assert 10 == compared.aligned
    assert "revision_changed" == places["request"]
    assert ("field_removed", "field_added") == (places["answer.outputs"], places["answer.steps"])


def test_shelves():
    """
    Cassettes are compared by name; those that only one side has are told.
    """
    one = cassette("steps")

    first, second, third = diff_shelves({"a": one, "b": one}, {"b": one, "c": one})

    assert ["cassette_removed"] == [each.code for each in first.changes]
    assert {} == second.changes
    assert [("cassette_added", "c")] == [(each.code, each.place) for each in third.changes]
