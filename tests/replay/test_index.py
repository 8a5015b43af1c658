"""
Where the exchanges for a request are, and in which order.
"""

from typing import ClassVar

import pytest
from samples.replayed import ask, cassette, get, reply, request

from mockgemini.exchange import Body, Payload
from mockgemini.redaction import Redactor
from mockgemini.replay.index import Index
from mockgemini.wire.forgetting import Rules


def labels(buckets):
    return [entry.label for bucket in buckets for entry in bucket.entries]


def index(*cassettes, rules=None):
    return Index(cassettes, rules or Rules())


def test_equal_requests_share_a_bucket():
    """
    Exchanges with the same canonical request stand together, in order, over all cassettes.
    """
    found = index(
        cassette((ask("a"), reply()), (ask("b"), reply()), (ask("a"), reply())),
        cassette((ask([{"type": "text", "text": "a"}]), reply()), name="two.yaml"),
    ).find(ask("a"), "steps")

    assert ["weather.yaml#1", "weather.yaml#3", "two.yaml#1"] == labels(found)


def test_other_spelling_is_remembered():
    """
    A spelling met for the first time is found slowly, and then as fast as the recorded one.
    """
    known = index(cassette((ask("a"), reply())))
    before = _spellings(known)

    first, again = (known.find(ask({"type": "text", "text": "a"}), "steps") for _ in range(2))

    assert first is again
    assert before + 1 == _spellings(known)


class _Watched(Redactor):
    """
    A redactor that tells of what it is asked to look at.
    """

    seen: ClassVar[list[str]] = []

    def clean(self, text):
        self.seen.append(text)
        return super().clean(text)


def test_secrets_are_looked_for_in_what_is_not_found():
    """
    A request like a recorded one has no secrets; one that has some is found as it was recorded.
    """
    secret = "AIza" + "x" * 35
    known = Index(
        [cassette((ask("a"), reply()), (ask(f"use {Redactor().clean(secret)}"), reply()))],
        Rules(),
        redactor=_Watched(),
    )
    _Watched.seen.clear()

    assert ["weather.yaml#1"] == labels(known.find(ask([{"type": "text", "text": "a"}]), "steps"))
    assert [] == _Watched.seen
    assert ["weather.yaml#2"] == labels(known.find(ask(f"use {secret}"), "steps"))
    assert _Watched.seen


def _spellings(index):
    return sum(map(len, index._quick.values()))


def test_recorded_body_with_blobs_is_found_slowly():
    """
    A recorded body whose bytes lie in blobs is indexed without reading them.
    """
    folded = '{"input":"$$blob:x"}'
    asked = request("POST")
    recorded = cassette(
        (type(asked)("POST", asked.path, body=Body.of(Payload(folded=folded))), reply())
    )

    known = index(recorded)

    for asked in (request(body={"input": "$blob:x"}), recorded.exchanges[0].request):
        assert ["weather.yaml#1"] == labels(known.find(asked, "steps"))


def test_revision_not_noted_is_told_by_the_request():
    """
    An exchange that notes no revision speaks what its request says.
    """
    found = index(cassette((ask("a"), reply()), revision=None)).find(ask("a"), "steps")

    assert ["weather.yaml#1"] == labels(found)


def test_other_revisions_are_found_on_demand():
    """
    The same request is found in another revision, and only there.
    """
    known = index(cassette((ask("a"), reply()), revision="outputs"))

    assert ["weather.yaml#1"] == labels(known.in_other_revision(ask("a"), "steps"))
    assert [] == labels(known.in_other_revision(ask("b"), "steps"))


@pytest.mark.parametrize(
    ("changing", "waits"),
    [
        (request("POST", "/v1/interactions/a/cancel"), True),
        (request("DELETE", "/v1/interactions/a"), True),
        (request("DELETE", "/v1/interactions/b"), False),
        (ask("hi"), False),
    ],
    ids=str,
)
def test_reading_waits_for_a_change_of_the_same(changing, waits):
    """
    A GET recorded behind a change of the same resource waits for that change, and for no other.
    """
    read = get("/v1/interactions/a")
    entries = index(
        cassette((read, reply()), (changing, reply()), (read, reply())),
    ).entries

    assert [True, True, not waits] == [entry.is_due for entry in entries]
    entries[1].asked = 1
    assert entries[2].is_due


def test_resource_is_known_by_its_reads():
    """
    All that was recorded by reading a resource is found by its path, under whatever rules.
    """
    read = get("/v1beta/files/a")
    known = index(cassette((read, reply())), cassette((read, reply()), ignore=("/x",)))

    assert 2 == len(known.gets_of("/files/a"))
    assert [] == known.gets_of("/files/b")


def test_repr_names_the_exchange():
    """
    An entry shows its label and its request.
    """
    (entry,) = index(cassette((get("/v1/files/a"), reply()))).entries

    assert "<weather.yaml#1 GET /v1/files/a>" == repr(entry)
