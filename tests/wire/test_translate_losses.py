"""
What gets lost between two revisions, or two releases of one, and where it is told to have stood.
"""

from dataclasses import replace

import pytest
from samples.crossing_exchanges import HI, NEW, OLD, exchange, reply, stream

from mockgemini.wire.flavour import Flavour
from mockgemini.wire.outcome import (
    Error,
    Failed,
    Media,
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
from mockgemini.wire.translate import Loss, translate
from mockgemini.wire.translating.crossing import Crossing
from mockgemini.wire.translating.losing import Placed, lost, relocated, ways_back
from mockgemini.wire.usage import Usage

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
