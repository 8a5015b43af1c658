import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples.outcome_strategies import media, texts
from stages.staged import parts_of, staged

from mockgemini.jsontext import COMPACT
from mockgemini.synthesize.composing.model import Model
from mockgemini.wire.brief import Brief, Format, Function, Generation, Tool, ToolChoice
from mockgemini.wire.outcome import (
    FunctionCall,
    FunctionResult,
    Outcome,
    Text,
    Thought,
    ToolCall,
    Turn,
    UserInput,
)
from mockgemini.wire.refusal import Refused

PLACE = {"type": "object", "properties": {"location": {"type": "string"}}, "required": ["location"]}
WEATHER = Function("get_weather", "Gets the weather for a given location.", PLACE)
PERSON = Format(
    "text",
    "application/json",
    {"type": "object", "properties": {"age": {"type": "integer"}}, "required": ["age"]},
)


def done(prompt="Hi", *turns, model="gemini-2.5-flash", **more):
    return Model().compose(staged(prompt, *turns, model=model, **more))


def limited(prompt="Tell me a story about a brave knight.", **generation):
    return done(prompt, generation=Generation(**generation))


def kinds(outcome):
    return [type(part) for part in outcome.parts]


def test_an_answer_is_a_thought_and_then_words():
    """
    Recorded: a signed thought first, then the text; the interaction is completed.
    """
    outcome = done("Tell me a joke.")

    assert [Thought, Text] == kinds(outcome)
    assert "completed" == outcome.status
    assert '"Tell me a joke."' in outcome.text
    assert outcome.usage.thought > 0 < outcome.usage.output


def test_the_guides_conversation_reads_sensibly():
    """
    Asked for the name, the answer quotes the turn in which it was told.
    """
    first = done("Hi, my name is Phil.")
    history = (Turn("user", (Text("Hi, my name is Phil."),)), Turn("model", first.parts))

    second = done("What is my name?", history=history)

    assert "Phil" in second.text
    assert first.usage.input < second.usage.input


def test_a_function_is_called_and_its_result_answers():
    """
    First the call, behind a thought; with the result an answer that quotes it, without thinking.
    """
    asked = done("What is the weather in Paris?", functions=(WEATHER,))
    call = asked.parts[-1]
    history = (Turn("user", (Text("What is the weather in Paris?"),)), Turn("model", asked.parts))
    result = Turn("user", (FunctionResult(call.id, "get_weather", "It is sunny."),))

    answer = done("", result, history=history, functions=(WEATHER,))

    assert [Thought, FunctionCall] == kinds(asked)
    assert "requires_action" == asked.status
    assert {"location": "Paris"} == call.arguments
    assert "completed" == answer.status
    assert "It is sunny." in answer.text
    assert 0 == answer.usage.thought


def test_results_come_alike_from_a_sent_history():
    """
    A client that keeps the history itself gets the same answer.
    """
    question = Turn("user", (Text("What is the weather in Paris?"),))
    asked = done("What is the weather in Paris?", functions=(WEATHER,))
    result = Turn("user", (FunctionResult(asked.parts[-1].id, "get_weather", "It is sunny."),))
    before = (question, Turn("model", asked.parts))

    assert done("", result, history=before).text == done("", *before, result).text


def test_an_answer_may_have_to_be_json():
    """
    With a schema the text is JSON that fits it.
    """
    assert {"age": 30} == json.loads(done("She is 30.", formats=(PERSON,)).text)


def test_functions_come_before_the_structured_answer():
    """
    With functions and a schema the calls come first, and the answer from their results is JSON.
    """
    more = {"functions": (WEATHER,), "formats": (PERSON,)}
    asked = done("What is the weather in Paris?", **more)
    history = (Turn("user", (Text("Weather?"),)), Turn("model", asked.parts))
    result = Turn("user", (FunctionResult(asked.parts[-1].id, "get_weather", {"days": 12}),))

    answer = done("", result, history=history, **more)

    assert "requires_action" == asked.status
    assert {"age": 12} == json.loads(answer.text)


def test_tools_go_with_words_and_with_json():
    """
    What tools on the server's side find stands beside the answer, whatever its form.
    """
    search = (Tool("google_search"),)

    in_words = done("Who won the last Euro?", tools=search)
    in_json = done("Who won the last Euro?", tools=search, formats=(PERSON,))

    for outcome in (in_words, in_json):
        assert parts_of(ToolCall, outcome)
        assert outcome.usage.tool_use
    assert parts_of(Text, in_words)[0].citations
    assert ["age"] == [*json.loads(in_json.text)]


def test_tools_may_need_the_client():
    """
    An action on the client's computer leaves the interaction waiting for it.
    """
    outcome = done(
        "Search for cheap flights.", tools=(Tool("computer_use"),), model="gemini-3-flash-preview"
    )

    assert "requires_action" == outcome.status
    assert parts_of(FunctionCall, outcome)


def test_the_limit_cuts_the_text():
    """
    Thinking and text together keep to the limit, and the interaction is incomplete.
    """
    whole, cut = limited(), limited(max_output_tokens=60)

    assert "incomplete" == cut.status
    assert cut.text
    assert len(cut.text) < len(whole.text)
    assert 60 == cut.usage.output + cut.usage.thought


def test_a_tiny_limit_cuts_the_run_before_any_part():
    """
    Recorded: all of the limit goes into thinking, and there is nothing to show.
    """
    outcome = limited(max_output_tokens=5)

    assert ("incomplete", ()) == (outcome.status, outcome.parts)
    assert (0, 5) == (outcome.usage.output, outcome.usage.thought)


def test_a_limit_cuts_calls_whole():
    """
    A call that does not fit is not made.
    """
    scene = {"functions": (WEATHER,), "generation": Generation(max_output_tokens=16)}

    outcome = done("What is the weather in Llanfairpwllgwyngyllgogerychwyrndrobwll?", **scene)

    assert "incomplete" == outcome.status
    assert [Thought] == kinds(outcome)


def test_models_without_thoughts_give_text_at_once():
    """
    A model that does not think has all of the limit for its text.
    """
    outcome = done("Hi", model="gemini-2.0-flash", generation=Generation(max_output_tokens=5))

    assert [Text] == kinds(outcome)
    assert 5 == outcome.usage.output


def test_a_stop_sequence_ends_the_text():
    """
    The text ends before the sequence, and the interaction is completed all the same.
    """
    outcome = limited("Say: one STOP two", stop_sequences=("STOP",))

    assert "completed" == outcome.status
    assert outcome.text.endswith("one ")


def test_a_stop_sequence_may_leave_nothing():
    """
    Where the text would begin with the sequence, there is a thought and no text.
    """
    first = limited(temperature=0).text[:3]

    assert [Thought] == kinds(limited(temperature=0, stop_sequences=(first,)))


def test_a_history_that_does_not_fit_is_refused():
    """
    The rules are checked before anything is made up.
    """
    with pytest.raises(Refused, match="call_id"):
        done("", Turn("user", (FunctionResult(None, "f", 1),)))


def test_signatures_may_be_needed():
    """
    A model that is told to need signatures refuses calls sent back without any.
    """
    turns = (
        Turn("user", (Text("Hi"),)),
        Turn("model", (FunctionCall("f", {}, "a"),)),
        Turn("user", (FunctionResult("a", "f", 1),)),
    )
    scene = staged("", *turns, model="gemini-3.5-flash")

    assert Model().compose(scene).text
    with pytest.raises(Refused, match="invalid argument"):
        Model(needs_signatures=True).compose(scene)


def test_an_agent_nobody_else_knows_is_answered_like_a_model():
    """
    The last composer has an answer to everything.
    """
    outcome = Model().compose(staged("Hi", agent="my-agent"))

    assert [Thought, Text] == kinds(outcome)


def test_the_same_scene_has_the_same_outcome():
    """
    Nothing but the scene decides.
    """
    more = {"functions": (WEATHER,), "tools": (Tool("google_search"),)}

    assert done("Why is the sky blue?", **more) == done("Why is the sky blue?", **more)


def test_other_dice_have_other_words():
    """
    The seed of a space changes text and signature.
    """
    one, other = done("Tell me a joke.", seed=b"1"), done("Tell me a joke.", seed=b"2")

    assert one.parts[0].signature != other.parts[0].signature
    assert len({done("Tell me a joke.", seed=bytes([n])).text for n in range(9)}) > 1


said = st.one_of(
    texts,
    media,
    st.builds(Thought, st.text(), st.text(min_size=1)),
    st.builds(UserInput, st.lists(texts, max_size=2).map(tuple)),
)
turns = st.lists(
    st.builds(Turn, st.sampled_from(["user", "model", "x"]), st.lists(said, max_size=3).map(tuple)),
    max_size=4,
).map(tuple)
generations = st.builds(
    Generation,
    temperature=st.none() | st.floats(0, 2),
    top_p=st.none() | st.floats(0, 1),
    seed=st.none() | st.integers(),
    stop_sequences=st.lists(st.text(max_size=2), max_size=2).map(tuple),
    max_output_tokens=st.none() | st.integers(1, 200),
    thinking_level=st.none() | st.sampled_from(["minimal", "low", "medium", "high"]),
    thinking_summaries=st.none() | st.sampled_from(["auto", "none"]),
    tool_choice=st.builds(
        ToolChoice,
        st.sampled_from(["auto", "any", "none", "validated"]),
        st.none() | st.just(("get_weather",)),
    ),
)
briefs = st.builds(
    Brief,
    model=st.sampled_from(["gemini-2.5-flash", "gemini-3.5-flash", "models/gemini-2.0-flash"]),
    turns=turns,
    system_instruction=st.none() | st.text(),
    functions=st.lists(
        st.builds(Function, st.text(min_size=1), st.text(), st.none() | st.just(PLACE)), max_size=2
    ).map(tuple),
    tools=st.lists(
        st.sampled_from([Tool("google_search"), Tool("code_execution"), Tool("x")]), max_size=2
    ).map(tuple),
    generation=generations,
    formats=st.sampled_from([(), (PERSON,), (Format("text", "application/json"),)]),
)


@settings(deadline=None, max_examples=150)
@given(briefs, turns)
def test_anything_can_be_answered(brief, history):
    """
    Whatever a client asks, there is an outcome that can be told, and whose usage adds up.
    """
    scene = staged("", history=history)
    scene = type(scene)(brief, scene.dice, scene.now, history)

    outcome = Model().compose(scene)

    assert isinstance(outcome, Outcome)
    assert outcome.status in {"completed", "incomplete", "requires_action"}
    COMPACT.encode(outcome.text).encode()
    usage, most = outcome.usage, brief.generation.max_output_tokens
    assert usage.total == usage.input + usage.output + usage.thought + usage.tool_use
    assert most is None or usage.output + usage.thought <= most
