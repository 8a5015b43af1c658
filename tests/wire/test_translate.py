"""
Exchanges from one revision to another: nothing is lost in silence, and back it is the same.
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outcome_strategies import cuts, outcomes, told_by_a_stream

from mockgemini.errors import UsageError
from mockgemini.exchange import Body, Exchange, Payload, Poll, Polls, Reply, Request, Stream
from mockgemini.jsontext import parse
from mockgemini.wire.encoding import encode
from mockgemini.wire.flavour import Flavour
from mockgemini.wire.outcome import (
    Error,
    Failed,
    Media,
    Outcome,
    Text,
    Thought,
    ToolCall,
    ToolResult,
    Turn,
    Unknown,
    UserInput,
)
from mockgemini.wire.pieces import as_recorded
from mockgemini.wire.reading import outcome_of
from mockgemini.wire.register import NAMES, revision
from mockgemini.wire.streaming import frames
from mockgemini.wire.translate import Loss, Translated, translate
from mockgemini.wire.translating.crossing import Crossing, together
from mockgemini.wire.translating.losing import Placed, lost, relocated, ways_back
from mockgemini.wire.usage import Usage

OLD, NEW = NAMES
ways = st.sampled_from([(OLD, NEW), (NEW, OLD)])
JSON = (("content-type", "application/json"),)
SSE = (("content-type", "text/event-stream"),)


def exchange(name, answer, body=b"", path="/v1beta/interactions", method="POST"):
    request = Request(method, path, body=Body.of(body if isinstance(body, bytes) else encode(body)))
    return Exchange(request, answer, revision=name)


def reply(name, outcome):
    """
    The outcome as a whole answer.
    """
    return Reply(200, JSON, Payload(encode(revision(name).renderer.resource(outcome))), 0.5)


def stream(name, outcome, cut):
    """
    The outcome as a stream.
    """
    return Stream(200, SSE, frames(revision(name).renderer.events(outcome, cut)), 0.1)


def plain(outcome, source, target):
    """
    The outcome with what both revisions can say, as it comes back from the other one.
    """
    there, back = Crossing.between(source, target), Crossing.between(target, source)
    kept = there.sayable(map(together, outcome.parts))
    turns = back.turns(again(target, there.turns(outcome.input)))
    return replace(
        outcome,
        parts=tuple(map(together, kept)) if source == OLD else kept,
        input=again(source, turns),
    )


def again(name, turns):
    """
    The turns as a revision reads them when it has told them.
    """
    told = revision(name).renderer.resource(Outcome(input=turns))
    return revision(name).reader.read(told).input


@settings(max_examples=60, deadline=None)
@given(st.data(), ways)
def test_there_and_back_a_reply_is_the_same(data, way):
    """
    What both revisions can say of an answer comes back as it was; and what differs is told.
    """
    here, there = way
    outcome = data.draw(outcomes(here))

    told = translate(exchange(here, reply(here, outcome)), there)
    back = translate(told.exchange, here)

    assert plain(outcome, here, there) == outcome_of(back.exchange)
    assert told.losses or outcome == outcome_of(told.exchange)


@settings(max_examples=60, deadline=None)
@given(st.data(), ways, cuts())
def test_there_and_back_a_stream_is_the_same(data, way, cut):
    """
    The same for streams, however they cut what they tell.
    """
    here, there = way
    outcome = data.draw(outcomes(here))

    told = translate(exchange(here, stream(here, outcome, cut)), there)
    back = translate(told.exchange, here)

    outcome = told_by_a_stream(outcome)
    assert plain(outcome, here, there) == outcome_of(back.exchange)
    assert told.losses or outcome == outcome_of(told.exchange)


@settings(max_examples=60, deadline=None)
@given(st.data(), ways, cuts())
def test_a_translated_stream_folds_to_the_translated_whole(data, way, cut):
    """
    It makes no difference whether a stream is folded before it is translated or after that.
    """
    here, there = way
    outcome = data.draw(outcomes(here))

    of_stream = translate(exchange(here, stream(here, outcome, cut)), there)
    of_whole = translate(exchange(here, reply(here, told_by_a_stream(outcome))), there)

    assert outcome_of(of_whole.exchange) == outcome_of(of_stream.exchange)


# --- exchanges --------------------------------------------------------------------------------

HI = Outcome((Text("hi"),), "completed", id="v1_a", model="m")


def test_what_it_is_besides_stays():
    """
    Note, moment and line of an exchange, and the head of its answer, are those that it had.
    """
    answer = replace(reply(OLD, HI), headers=(*JSON, ("date", "today")))
    old = Exchange(Request("GET", "/v1beta/interactions/a"), answer, note="n", at=1.5, line=7)

    new = translate(old, NEW, source=OLD).exchange

    assert (NEW, "n", 1.5, 7) == (new.revision, new.note, new.at, new.line)
    assert (200, answer.headers, 0.5) == (
        new.answer.status,
        new.answer.headers,
        new.answer.took,
    )


@pytest.mark.parametrize(
    "told",
    [
        exchange(NEW, reply(NEW, HI)),
        Exchange(Request("GET", "/v1beta/files/a"), Reply(200, JSON, Payload(b"{}"))),
        Exchange(Request("GET", "/v1/interactions/a"), reply(NEW, HI), revision="candidates"),
    ],
    ids=["it", "none", "another"],
)
def test_what_speaks_it_already_is_the_very_same(told):
    """
    An exchange in that revision, or in none, is not touched.
    """
    assert Translated(told) == translate(told, NEW)


def test_there_must_be_such_a_revision():
    """
    A revision that there is not is a slip of the caller's.
    """
    with pytest.raises(UsageError, match="a revision is one of"):
        translate(exchange(OLD, reply(OLD, HI)), "candidates")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, b'{"error": {"message": "no", "code": "invalid_request"}}'),
        (404, b'[{"error": {"code": 404, "message": "no", "status": "NOT_FOUND"}}]'),
        (200, b""),
        (200, b"[1]"),
    ],
)
def test_errors_are_told_alike(status, body):
    """
    A refusal, and what is no interaction, keep their bytes.
    """
    told = exchange(OLD, Reply(status, JSON, Payload(body)), path="/v1beta/interactions/a")

    there = translate(told, NEW)

    assert (body, ()) == (there.exchange.answer.body.read(), there.losses)


def test_a_refused_stream_is_told_alike():
    """
    A stream that only refuses keeps its bytes.
    """
    answer = Stream(404, SSE, frames(revision(OLD).renderer.events(HI)))

    assert answer == translate(exchange(OLD, answer), NEW).exchange.answer


def test_polls_keep_their_moments():
    """
    Every state of a poll is translated, and seen as often and at the same moments.
    """
    running = replace(HI, parts=(), status="in_progress")
    said = UserInput((Text("q"),))
    states = (
        Poll(0.0, reply(NEW, running), 13, 10.0),
        Poll(140.2, reply(NEW, replace(HI, parts=(said, Text("hi"))))),
    )

    there = translate(exchange(NEW, Polls(states), method="GET"), OLD)

    one, other = there.exchange.answer.states
    assert (0.0, 13, 10.0, 140.2, 1, 0.0) == (
        *(one.at, one.times, one.every),
        *(other.at, other.times, other.every),
    )
    assert HI == revision(OLD).reader.read(parse(other.reply.body.read().decode()))
    assert ["answer poll 2 steps[0]"] == [loss.place for loss in there.losses]


def test_bodies_keep_their_white_space():
    """
    What was indented stays indented; an empty list of what was done stays one.
    """
    body = b'{\n  "id": "a",\n  "status": "in_progress",\n  "outputs": []\n}'

    there = translate(exchange(OLD, Reply(200, JSON, Payload(body))), NEW)

    expected = (
        b'{\n  "id": "a",\n  "status": "in_progress",\n  "object": "interaction",\n  "steps": []\n}'
    )
    assert expected == there.exchange.answer.body.read()


def test_half_a_surrogate_pair_stays_escaped():
    """
    Text that UTF-8 has no bytes for is written as JSON can write it.
    """
    body = b'{"id":"a", "status":"completed","outputs":[{"type":"text","text":"\\ud800"}]}'

    there = translate(exchange(OLD, Reply(200, JSON, Payload(body))), NEW)

    assert b'"text":"\\ud800"' in there.exchange.answer.body.read()


# --- losses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "way", "expected"),
    [
        pytest.param((Text("a"), Media("image", uri="u")), (OLD, NEW), [], id="nothing"),
        pytest.param(
            (UserInput((Text("q"), Media("image"))), UserInput(()), Text("a")),
            (NEW, OLD),
            [
                "answer steps[0]: what the user said (q): outputs has no words for it",
                "answer steps[1]: what the user said: outputs has no words for it",
            ],
            id="what the user said",
        ),
        pytest.param(
            (Thought(), Text("a"), Failed(Error("bad", "no")), Text("b", is_apart=True)),
            (NEW, OLD),
            [
                (
                    "answer steps[1]: that the message ended in an error (bad): "
                    "outputs has no words for it"
                )
            ],
            id="an error",
        ),
        pytest.param(
            (Text("a"), Text("b", is_apart=True)),
            (NEW, OLD),
            ["answer steps[1].content[0]: that a message begins here: outputs tells no messages"],
            id="a message",
        ),
        pytest.param(
            (Text("a"), Text("b")),
            (OLD, NEW),
            [
                (
                    "answer outputs[1]: that it goes on in the message before it: "
                    "it begins one in steps, where a stream would join the two"
                )
            ],
            id="texts side by side",
        ),
        pytest.param(
            (Text("a"), Unknown("model_output", {"mood": "gay"})),
            (NEW, OLD),
            ["answer steps[0]: fields of a message (mood): outputs has no words for it"],
            id="fields of a message",
        ),
        pytest.param(
            (Unknown("hologram", {"type": "hologram"}),),
            (OLD, NEW),
            [
                (
                    "answer outputs[0]: hologram of unknown type: "
                    "carried over as it is, for it is not known here"
                )
            ],
            id="an unknown content",
        ),
        pytest.param(
            (Text("a"), ToolCall("processing", {"a": 1}, "c", "s")),
            (NEW, OLD),
            ['answer steps[1].type: "processing_call": carried over, though outputs knows one of'],
            id="a newer tool",
        ),
    ],
)
def test_losses_have_a_place(parts, way, expected):
    """
    What cannot be carried over, or is not known there, is told by where it stood.
    """
    here, there = way

    told = translate(exchange(here, reply(here, replace(HI, parts=parts))), there)

    assert [len(expected), *expected] == [
        len(told.losses),
        *(str(loss)[: len(words)] for loss, words in zip(told.losses, expected, strict=False)),
    ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (
            {"status": "queued"},
            'answer status: "queued": carried over, though outputs knows one of in_progress',
        ),
        (
            {"extra": {"response_format": {"type": "video", "duration": "5s"}}},
            "answer response_format.duration: 5s: this revision has no words for it",
        ),
        (
            {"input": (Turn("model", (Text("a"), Failed(Error("bad", "no")))),)},
            "answer input: what it tells: outputs tells it otherwise",
        ),
    ],
)
def test_losses_of_the_rest(more, expected):
    """
    The same holds for all else that an interaction tells.
    """
    told = translate(exchange(NEW, reply(NEW, replace(HI, **more))), OLD)

    assert str(told.losses[0]).startswith(expected)


# --- releases ---------------------------------------------------------------------------------

PAGE = {"start_index": 0, "end_index": 2, "source": "https://example.com"}
BOOK = {"start_index": 0, "end_index": 2, "source": "a book"}
FOUND = ToolResult("google_search", "c", [{"rendered_content": "<b>"}, {}])


def test_early_citations_are_told_as_late_ones():
    """
    What was cited and found before March 2026 is told as today, and nothing gets lost by it.
    """
    old = replace(HI, parts=(Text("hi", (PAGE, BOOK, {"type": "new"})), FOUND))

    told = translate(exchange(OLD, reply(OLD, old)), NEW)

    text, found = outcome_of(told.exchange).parts
    assert () == told.losses
    assert [{"search_suggestions": "<b>"}, {}] == found.result
    assert (
        {"start_index": 0, "end_index": 2, "url": "https://example.com", "type": "url_citation"},
        {"start_index": 0, "end_index": 2, "source": "a book", "type": "file_citation"},
        {"type": "new"},
    ) == text.citations


@pytest.mark.parametrize("how", [reply, lambda name, outcome: stream(name, outcome, as_recorded)])
def test_early_releases_are_told_what_they_know(how):
    """
    For an early release citations are told without their titles, and that is a loss.
    """
    cited = {"url": "https://example.com", "title": "t", "type": "url_citation"}
    new = exchange(NEW, how(NEW, replace(HI, parts=(Text("hi", (cited,)),))))

    told = translate(new, OLD, Flavour((1, 55)))

    (text,) = outcome_of(told.exchange).parts
    assert ({"source": "https://example.com"},) == text.citations
    assert ["citations of Text"] == [loss.what for loss in told.losses]
    assert () == translate(new, OLD).losses


# --- the net below ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (replace(HI, parts=()), ["outputs: 1 parts: steps reads 0"]),
        (replace(HI, extra={"a": 1}), ["a: nothing: steps tells it otherwise"]),
        (replace(HI, model=None), ["model: m: steps tells it as nothing"]),
        (
            replace(HI, parts=(Thought("hi"),)),
            ["p: Text: steps tells it as Thought"],
        ),
        (replace(HI, parts=(Text("ho"),)), ["p: text of Text: steps tells it as ho"]),
        (replace(HI, usage=Usage(1)), ["usage: nothing: steps tells it otherwise"]),
    ],
)
def test_whatever_differs_is_told(after, expected):
    """
    Should anything come out otherwise than it was, it is told, whatever the reason.
    """
    found = lost(Crossing.between(OLD, NEW), HI, ["p"], after)

    assert expected == [str(loss) for loss in found]


def test_places_that_do_not_fit_stay():
    """
    A place of what came out is kept where nobody knows where it came from.
    """
    assert {} == ways_back([Placed(Text("a"), "a")], [])
    assert Loss("steps[1]", "a", "b") == relocated(Loss("steps[1]", "a", "b"), {"steps[10]": "c"})


def test_what_is_called_an_interaction_stays_one():
    """
    The word for what it is stays where no status tells it.
    """
    told = translate(exchange(OLD, Reply(200, JSON, Payload(b'{"object":"interaction"}'))), NEW)

    assert b'{"object":"interaction"}' == told.exchange.answer.body.read()
