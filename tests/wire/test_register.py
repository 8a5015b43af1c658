import pytest
from samples.recorded_interactions import recorded, streamed
from samples.shared import needs_recordings

from mockgemini.errors import UsageError
from mockgemini.exchange import Payload, Poll, Polls, Reply, Request, Stream
from mockgemini.wire.operation import Kind
from mockgemini.wire.register import (
    DEFAULT,
    NAMES,
    RETIRED,
    reader,
    revision,
    revision_of,
    revision_shown,
)

OLD, NEW = NAMES
BETA, STABLE = "/v1beta/interactions", "/v1/interactions"
PY1 = ("x-goog-api-client", "google-genai-sdk/1.75.0 gl-python/3.11.7")
JS2 = ("x-goog-api-client", "google-genai-sdk/2.0.0 gl-node/v20.20.2")
PY13 = ("x-goog-api-client", "google-genai-sdk/13.0.0 gl-python/3.20.0")


@pytest.mark.parametrize(
    ("path", "headers", "told"),
    [
        pytest.param(BETA, [("api-revision", "2026-05-07"), JS2], OLD, id="header before SDK"),
        pytest.param(STABLE, [("api-revision", "2026-05-19")], OLD, id="header before path"),
        pytest.param(BETA, [("api-revision", "2026-05-20"), PY1], NEW, id="first day of steps"),
        pytest.param(BETA, [("api-revision", " 2031-01-01 ")], NEW, id="a date to come"),
        pytest.param(STABLE, [PY1], NEW, id="path before SDK"),
        pytest.param(BETA, [PY1], OLD, id="first major"),
        pytest.param(BETA, [JS2], NEW, id="second major"),
        pytest.param(BETA, [PY13], NEW, id="a major to come"),
        pytest.param(BETA, [("api-revision", "latest"), PY1], OLD, id="no date"),
        pytest.param(BETA, [("api-revision", "2026-99-99"), PY1], OLD, id="no day"),
        pytest.param(BETA, [("x-goog-api-client", "curl/8")], None, id="another client"),
        pytest.param(BETA, [], None, id="nothing told"),
    ],
)
def test_what_tells_a_revision(path, headers, told):
    """
    The header tells it, else the path, else the SDK; what makes no sense tells nothing.
    """
    request = Request("POST", path, headers=tuple(headers))

    assert (told or DEFAULT) == revision_of(request)
    assert (told or OLD) == revision_of(request, OLD)


def test_calls_without_revisions():
    """
    Files and all other calls have no revision, whatever their headers say.
    """
    request = Request("POST", "/upload/v1/files", headers=(("api-revision", "2026-05-20"),))

    assert revision_of(request) is None


@pytest.mark.parametrize("kind", [Kind.CREATE, Kind.GET, Kind.CANCEL, Kind.DELETE])
def test_calls_with_revisions(kind):
    """
    The four calls of the Interactions API have one.
    """
    method = {Kind.GET: "GET", Kind.DELETE: "DELETE"}.get(kind, "POST")
    tail = {Kind.CREATE: "", Kind.CANCEL: "/a/cancel"}.get(kind, "/a")

    assert NEW == revision_of(Request(method, STABLE + tail))


def test_names():
    """
    The newest revision is the default, and only older ones are retired.
    """
    assert NAMES[-1] == DEFAULT
    assert frozenset(NAMES[:-1]) == RETIRED


def test_every_name_has_a_reader():
    """
    A revision is named after the field its reader looks into.
    """
    assert NAMES == tuple(reader(name).FIELD for name in NAMES)


def test_every_name_has_a_revision():
    """
    A revision knows its name, and what reads it is the same wherever it is asked for.
    """
    assert NAMES == tuple(revision(name).name for name in NAMES)
    assert [reader(name) for name in NAMES] == [revision(name).reader for name in NAMES]


def test_unknown_names():
    """
    A name that is none is answered with those there are.
    """
    with pytest.raises(UsageError, match=r"one of outputs, steps, not 'step'"):
        reader("step")


@pytest.mark.parametrize("name", NAMES)
def test_answers_show_their_revision(name):
    """
    A resource shows it by its field, a poll by any of its states, a stream by its events.
    """
    whole = Reply(200, body=Payload(f'{{"{name}": []}}'.encode()))
    polls = Polls((Poll(0, Reply(200, body=Payload(b"[]"))), Poll(1, whole)))
    stream = streamed([(event, "{}") for event in reader(name).EVENTS])

    assert [name] * 3 == [revision_shown(answer) for answer in (whole, polls, stream)]


def test_answers_that_show_nothing():
    """
    Errors, deletions and what is no JSON show none.
    """
    answers = [Reply(200, body=Payload(body)) for body in (b"{}", b"", b"[1]", b"\xff")]

    assert {None} == {revision_shown(answer) for answer in [*answers, Stream(200)]}


@needs_recordings
def test_recordings_show_their_revision():
    """
    Wherever a recorded answer shows a revision, it is the one it was recorded in.
    """
    shown = {(exchange.revision, revision_shown(exchange.answer)) for _, exchange in recorded()}

    assert {pair for pair in shown if pair[1]} == {(name, name) for name in NAMES}
