"""
Hypothesis strategies for Outcomes: all that a revision can tell, in the one way it is read back.

Odder than what sound servers answer, for which see `mockgemini.contract.strategies`.
"""

from hypothesis import strategies as st

from mockgemini.contract.strategies import values
from mockgemini.contract.strategies.parts import distinct, together
from mockgemini.contract.strategies.stream import cuts
from mockgemini.contract.strategies.values import maybe
from mockgemini.wire.outcome import (
    Error,
    Failed,
    FunctionCall,
    FunctionResult,
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
from mockgemini.wire.register import NAMES
from mockgemini.wire.usage import Usage

OLD, NEW = NAMES
__all__ = ["cuts", "data", "json", "media", "outcomes", "parts", "texts", "told_by_a_stream"]

UNFINISHED = ("in_progress", "queued")
MESSAGE = "model_output"

words = values.words()
names = st.text(min_size=1, max_size=8)
json = values.values()
extras = st.fixed_dictionaries({}, optional={"mood": json, "weather": json})
objects = values.objects()
numbers = values.numbers()
data = values.data()

texts = st.builds(Text, words, st.lists(objects, max_size=2).map(tuple), st.booleans(), extras)
media = st.builds(
    Media,
    st.sampled_from(["image", "audio", "video", "document"]),
    maybe(words),
    maybe(data),
    maybe(words),
    st.booleans(),
    extras,
)
_pictured = st.builds(
    lambda text, signature: Thought(
        text,
        signature,
        {"summary": [{"text": text, "type": "text"}, {"type": "image", "data": "AAAA"}]},
    ),
    words,
    maybe(words),
)
thoughts = st.builds(Thought, words, maybe(words), extras) | _pictured
function_calls = st.builds(
    FunctionCall, words, objects | st.just('{"a'), maybe(words), maybe(words), extras
)
results = maybe(words | objects | st.lists(objects, max_size=2))
function_results = st.builds(
    FunctionResult,
    maybe(words),
    maybe(words),
    results,
    maybe(st.booleans()),
    maybe(words),
    extras,
)
kinds = st.sampled_from(["google_search", "code_execution", "mcp_server_tool", "url_context"])
tool_calls = st.builds(ToolCall, kinds, maybe(objects), maybe(words), maybe(words), extras)
tool_results = st.builds(
    ToolResult, kinds, maybe(words), results, maybe(st.booleans()), maybe(words), extras
)
errors = st.builds(Error, maybe(names | st.integers(1, 600)), words, extras)
unknowns = st.builds(lambda rest: Unknown("hologram", {"type": "hologram", **rest}), extras)
_rests = extras.filter(bool).map(lambda rest: Unknown(MESSAGE, rest))
_said_by_user = st.lists(texts | media | unknowns | function_results, max_size=3).map(
    lambda parts: tuple(together(part) for part in parts)
)
_of_both = texts | media | thoughts | function_calls | function_results | tool_calls | tool_results
_of_new = _of_both | unknowns | errors.map(Failed) | _rests | _said_by_user.map(UserInput)

counts = st.lists(st.tuples(names, numbers), max_size=2).map(tuple)
usages = st.builds(
    Usage,
    **dict.fromkeys(["total", "input", "output", "thought", "cached", "tool_use"], maybe(numbers)),
    **dict.fromkeys(["input_by", "output_by", "cached_by", "tool_use_by", "tools"], counts),
    extra=extras,
)


def parts(revision):
    """
    What a model did.
    """
    if revision == OLD:
        return st.lists((_of_both | unknowns).map(together), max_size=5).map(tuple)
    return st.lists(_of_new, max_size=5).map(distinct)


def turns(revision):
    """
    What was said before, the sides taking turns.
    """
    if revision == OLD:
        one = st.builds(Turn, st.sampled_from(["user", "model"]), parts(OLD))
        return st.lists(one, max_size=2).map(tuple)
    from_tools = st.lists(function_results, min_size=1, max_size=2).map(tuple)
    from_user = from_tools | _said_by_user.filter(
        lambda said: any(not isinstance(part, FunctionResult) for part in said)
    )
    ours = texts | media | thoughts | function_calls | tool_calls | tool_results | _rests
    from_model = st.lists(ours, min_size=1, max_size=3).map(distinct)
    return st.lists(st.tuples(from_user, from_model), max_size=2).map(
        lambda pairs: tuple(
            Turn(who, said)
            for pair in pairs
            for who, said in zip(("user", "model"), pair, strict=True)
        )
    )


def outcomes(revision):
    """
    Anything an answer of the revision can tell.
    """
    whom = st.sampled_from(
        [("m", None), (None, "antigravity-preview-09-2026"), (None, "mine"), (None, None)]
    )
    statuses = ["completed", "failed", "requires_action", "incomplete", *UNFINISHED, None]
    plain = ["previous_interaction_id", "created", "updated", "service_tier", "environment_id"]
    return whom.flatmap(
        lambda pair: st.builds(
            Outcome,
            parts=parts(revision),
            status=st.sampled_from(statuses),
            usage=maybe(usages),
            id=maybe(names),
            model=st.just(pair[0]),
            agent=st.just(pair[1]),
            **dict.fromkeys([*plain, "continuation_token"], maybe(words)),
            input=turns(revision),
            error=maybe(errors),
            errors=st.lists(errors, max_size=2).map(tuple),
            extra=extras,
        )
    )


def told_by_a_stream(outcome):
    """
    What is left where a stream does not tell its end, or nothing but its items.
    """
    if outcome.status is None:
        return Outcome(outcome.parts, error=outcome.error)
    if outcome.status not in UNFINISHED:
        return outcome
    return Outcome(
        outcome.parts,
        outcome.status,
        id=outcome.id,
        model=outcome.model,
        agent=outcome.agent,
        error=outcome.error,
        **_of_created(outcome),
    )


def _of_created(outcome):
    if not (outcome.agent or "").startswith("antigravity"):
        return {}
    return {key: getattr(outcome, key) for key in ("created", "updated", "service_tier")}
