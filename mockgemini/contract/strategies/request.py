"""
The bodies of requests that clients may send, as the API takes them.
"""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from mockgemini.contract.strategies.outcome import MODELS
from mockgemini.contract.strategies.parts import media
from mockgemini.contract.strategies.values import names, words
from mockgemini.jsontext import Json
from mockgemini.wire import rendering
from mockgemini.wire.outcome import Text
from mockgemini.wire.register import DEFAULT, NAMES

Object = dict[str, Json]

AGENT = "deep-research-preview-04-2026"
_SERVERS_TOOLS = ("google_search", "code_execution", "url_context")
_TYPES = ("string", "number", "integer", "boolean")


def requests(
    revision: str = DEFAULT,
    *,
    tools: SearchStrategy[list[Json]] | None = None,
    agents: bool = True,
) -> SearchStrategy[Object]:
    """
    Bodies that ask to create an interaction, of a model or, unless not `agents`, of an agent.

    `tools` are the tools that are always offered; any, or none, without it.
    """
    asked: dict[str, SearchStrategy[Json]] = {
        "system_instruction": _sentences(),
        "stream": st.booleans(),
        "store": st.booleans(),
        "generation_config": generation_configs(),
    }
    offered = {} if tools is not None else {"tools": tool_lists()}
    of_model: dict[str, SearchStrategy[Json]] = {
        "model": st.sampled_from(MODELS),
        "input": inputs(revision),
    }
    if tools is not None:
        of_model["tools"] = tools.map(list)
    of_agent: dict[str, SearchStrategy[Json]] = {
        "agent": st.just(AGENT),
        "input": _sentences(),
        "background": st.just(True),
    }
    to_model = st.fixed_dictionaries(of_model, optional={**asked, **offered})
    if not agents:
        return to_model
    return to_model | st.fixed_dictionaries(of_agent, optional={"stream": st.booleans()})


def inputs(revision: str = DEFAULT) -> SearchStrategy[Json]:
    """
    What the user says: a text, contents, or several turns.
    """
    contents = st.lists(st.builds(Text, _sentences()) | media(), min_size=1, max_size=3).map(
        lambda parts: [rendering.content(part) for part in parts]
    )
    return (
        _sentences()
        | contents
        | st.lists(contents, min_size=1, max_size=2).map(lambda said: _turns(revision, said))
    )


def _turns(revision: str, said: list[list[Json]]) -> Json:
    return [_turn(revision, contents) for contents in said]


def _turn(revision: str, contents: list[Json]) -> Json:
    # The oldest revision tells who speaks by a role, all others by a type.
    if revision == NAMES[0]:
        return {"role": "user", "content": contents}
    return {"type": "user_input", "content": contents}


def tool_lists() -> SearchStrategy[list[Json]]:
    """
    Functions of the client's, each with a name of its own, and tools of the server's.
    """
    theirs = st.lists(st.sampled_from(_SERVERS_TOOLS), unique=True, max_size=2)
    named = theirs.map(lambda kinds: [_typed(kind) for kind in kinds])
    return st.tuples(functions(), named).map(lambda pair: [*pair[0], *pair[1]])


def functions(*, at_least: int = 0) -> SearchStrategy[list[Json]]:
    """
    Declarations of the client's functions, each with a name of its own.
    """
    return st.lists(names(), unique=True, min_size=at_least, max_size=2).flatmap(
        lambda called: st.tuples(*map(_function, called)).map(list)
    )


def _function(name: str) -> SearchStrategy[Json]:
    kinds = st.sampled_from(_TYPES).map(_typed)
    return st.dictionaries(names(), kinds, max_size=2).map(
        lambda properties: {
            "type": "function",
            "name": name,
            "description": f"Tells {name}.",
            "parameters": {"type": "object", "properties": properties},
        }
    )


def _typed(kind: str) -> Json:
    return {"type": kind}


def generation_configs() -> SearchStrategy[Object]:
    """
    Settings of a model, each within its bounds.
    """
    return st.fixed_dictionaries(
        {},
        optional={
            "temperature": st.floats(0, 2, width=16),
            "top_p": st.floats(0, 1, width=16),
            "seed": st.integers(-(2**31), 2**31 - 1),
            "max_output_tokens": st.integers(1, 2**31 - 1),
            "stop_sequences": st.lists(_sentences(), max_size=2),
            "thinking_level": st.sampled_from(["minimal", "low", "medium", "high"]),
        },
    )


def _sentences() -> SearchStrategy[str]:
    return words().map(lambda text: text.strip() or "Hi.")
