import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.given_media import dice
from samples.outcome_strategies import data, media, texts
from stages.staged import staged

from mockgemini.synthesize.composing import counting
from mockgemini.synthesize.media.png import png
from mockgemini.synthesize.media.wav import wav
from mockgemini.wire.brief import Function
from mockgemini.wire.outcome import (
    Error,
    Failed,
    FunctionCall,
    FunctionResult,
    Media,
    Text,
    Thought,
    ToolCall,
    ToolResult,
    Turn,
    UserInput,
)


def image(width, height, **extra):
    picture = base64.b64encode(png(width, height, dice())).decode()
    return Media("image", "image/png", picture, extra=extra)


def used(*parts, model="gemini-2.5-flash", answer=(), **settings):
    scene = staged("", Turn("user", parts), model=model, **settings)
    return counting.usage(scene, answer)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("What is the most famous landmark in the second one?", 12),
        ("Explain why the sky is blue in two sentences.", 11),
        ("Give me one short fact about hummingbirds.", 10),
        ("Hi", 1),
        ("", 0),
        ("天気はどう", 5),
        ("Grüße an alle", 3),
    ],
)
def test_a_text_has_about_four_characters_a_token(text, tokens):
    """
    The counts are those that were recorded for the same texts; Chinese has a token a character.
    """
    assert tokens == counting.text(text)


@given(st.text(), st.integers(0, 40))
def test_a_cut_text_keeps_to_its_tokens(text, most):
    """
    What is left of a text is its beginning, has no more tokens than allowed, and is all if it can.
    """
    kept = counting.cut(text, most)

    assert text.startswith(kept)
    assert counting.text(kept) <= most
    assert kept == text or counting.text(text) > most


@pytest.mark.parametrize(
    ("size", "model", "extra", "tokens"),
    [
        ((200, 300), "gemini-2.5-flash", {}, 258),
        ((800, 600), "gemini-2.5-flash", {}, 516),
        ((200, 300), "gemini-3-flash-preview", {}, 1080),
        ((200, 300), "models/gemini-3-flash-preview", {"resolution": "low"}, 260),
    ],
    ids=["small", "tiles", "patches", "few patches"],
)
def test_pictures_are_counted_as_recorded(size, model, extra, tokens):
    """
    Gemini 2 counts tiles of 258 tokens, Gemini 3 the patches that fit the picture's shape.
    """
    usage = used(Text("Describe it."), image(*size, **extra), model=model)

    assert (("text", 3), ("image", tokens)) == usage.input_by


def test_sound_film_and_documents_are_counted():
    """
    Sound has 32 tokens a second, film 263, a document 258 a page; unknown ones count as a few.
    """
    sound = base64.b64encode(wav(2.0, dice())).decode()
    given = (Media("audio", data=sound), Media("video", uri="https://x/y"), Media("document"))

    assert (("audio", 64), ("video", 2630), ("document", 258)) == used(*given).input_by


def test_the_conversation_counts_again_but_not_its_thoughts():
    """
    Input grows by what was said before, by both sides; thoughts are left out.
    """
    history = (
        Turn("user", (Text("a" * 40),)),
        Turn("model", (Thought("b" * 400, "c"), Text("d" * 48), Failed(Error("x")))),
    )

    assert 31 == used(Text("e" * 36), history=history).input


def test_what_tools_said_counts():
    """
    Calls and results in the history are input, as is what an answer repeats of the user.
    """
    parts = (
        FunctionCall("add", {"x": 1}),
        FunctionResult("a", "add", {"sum": 18}),
        ToolCall("google_search", {"queries": ["a"]}),
        ToolResult("google_search", "b", "c" * 40),
        UserInput((Text("d" * 40),)),
    )
    each = [used(part).input for part in parts]

    assert all(each)
    assert sum(each) == used(*parts).input


def test_instruction_and_functions_are_input():
    """
    What a model is told beside the conversation counts as text.
    """
    function = Function("add", "Add two numbers together", {"type": "object"})
    bare = used(Text("Hi"))

    assert bare.input + 3 == used(Text("Hi"), system_instruction="Be a pirate.").input
    assert bare.input + 20 < used(Text("Hi"), functions=(function,)).input


@pytest.mark.parametrize(("words", "cached"), [(4000, 0), (5000, 1250)], ids=["short", "long"])
def test_only_long_beginnings_are_cached(words, cached):
    """
    A conversation of 1024 tokens and more is counted as cached when it goes on.
    """
    usage = used(Text("And?"), history=(Turn("user", (Text("x" * words),)),))

    assert cached == usage.cached
    assert ((("text", cached),) if cached else ()) == usage.cached_by


def test_only_answers_with_media_tell_their_output_by_modality():
    """
    An answer in words has a total of output, one with a picture tells both.
    """
    assert () == used(answer=(Text("Hello"),)).output_by
    assert (("text", 1), ("image", 258)) == used(answer=(Text("Hello"), image(64, 64))).output_by


parts = st.one_of(
    texts, media, st.builds(Thought, st.text(), data), st.builds(FunctionCall, st.text())
)


@given(st.lists(parts), st.lists(parts), st.integers(0, 9999), st.integers(0, 999))
def test_totals_add_up(said, answer, thought, spent):
    """
    The total is the sum of input, output, thought and tool use; modalities add up to their totals.
    """
    scene = staged("", Turn("user", tuple(said)))

    usage = counting.usage(scene, answer, thought=thought, tools=counting.Tools(spent))

    assert usage.total == usage.input + usage.output + usage.thought + usage.tool_use
    assert usage.input == sum(tokens for _, tokens in usage.input_by)
    assert usage.tool_use == sum(tokens for _, tokens in usage.tool_use_by)
    assert None not in (usage.total, usage.cached, usage.thought)


def test_what_no_json_holds_costs_nothing():
    """
    A value that cannot be written counts as nothing, a text as itself.
    """
    assert "" == counting.encoded([float("inf")])
    assert "as it is" == counting.encoded("as it is")
