"""
What a reply becomes: ids, signatures and tokens that a test leaves open.
"""

from stages.staged import staged

from mockgemini.synthesize.scripting.reply import Reply
from mockgemini.synthesize.scripting.telling import told
from mockgemini.wire.outcome import FunctionCall, Thought, ToolCall, ToolResult
from mockgemini.wire.usage import Usage


def test_ids_and_signatures_are_made_up():
    """
    Calls get ids and thoughts signatures, always the same ones in the same scene.
    """
    reply = Reply.of(Thought("Hm."), FunctionCall("f"), FunctionCall("f"))

    first, again = (told(reply, staged("Hi")).outcome for _ in range(2))

    thought, one, two = first.parts
    assert thought.signature
    assert 8 == len(one.id) == len(two.id)
    assert one.id != two.id
    assert first == again


def test_what_is_told_stays():
    """
    Ids, signatures and usage that a test gives are not changed.
    """
    parts = (Thought("Hm.", "c2ln"), FunctionCall("f", {}, "my-id"), ToolResult("x", "c", "r"))

    outcome = told(Reply.of(*parts, usage=Usage(7)), staged("Hi")).outcome

    assert (parts, Usage(7)) == (outcome.parts, outcome.usage)


def test_results_of_tools_belong_to_their_calls():
    """
    The result of a tool has the id of the call of its kind before it.
    """
    reply = Reply.of(
        ToolCall("google_search"), ToolCall("url_context"), ToolResult("google_search")
    )

    search, context, result = told(reply, staged("Hi")).outcome.parts

    assert search.id == result.call_id != context.id


def test_tokens_are_counted():
    """
    Without a word about usage, tokens are counted as for all answers; a thought's words are too.
    """
    usage = told(Reply.of(Thought("x" * 40), "y" * 80), staged("z" * 20)).outcome.usage

    assert (5, 20, 10, 35) == (usage.input, usage.output, usage.thought, usage.total)
