"""
Conversations: requests and what they were answered, call and result under the same id.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from mockgemini.contract.strategies.outcome import outcomes
from mockgemini.contract.strategies.parts import function_calls
from mockgemini.contract.strategies.request import Object, functions, requests
from mockgemini.contract.strategies.values import words
from mockgemini.jsontext import Json
from mockgemini.wire import rendering
from mockgemini.wire.fields import mapping
from mockgemini.wire.outcome import FunctionCall, FunctionResult, Outcome
from mockgemini.wire.register import DEFAULT


@dataclass(frozen=True, slots=True)
class Round:
    """
    What a client sent, and what it was answered.
    """

    request: Object
    outcome: Outcome

    @property
    def calls(self) -> tuple[FunctionCall, ...]:
        """
        The functions that the model wants called, and has results of in the next round.
        """
        return tuple(part for part in self.outcome.parts if isinstance(part, FunctionCall))


@st.composite
def conversations(draw: DrawFn, revision: str = DEFAULT, *, most: int = 4) -> tuple[Round, ...]:
    """
    Up to `most` rounds, each chained to the one before by its id; ids are never used twice.

    Only functions that were offered are called. What was called has its result in the next round;
    the last round calls nothing.
    """
    length = draw(st.integers(1, most))
    tools = draw(functions(at_least=1))
    first = {**draw(requests(revision, tools=st.just(tools), agents=False)), "store": True}
    asked, rounds = first, list[Round]()
    for number in range(length):
        told = draw(_answers(revision, tools, may_call=number < length - 1))
        rounds.append(Round(asked, _own_ids(told, number, asked)))
        asked = {**first, **_next(rounds[-1], draw(words()))}
    return tuple(rounds)


def _answers(revision: str, tools: list[Json], *, may_call: bool) -> SearchStrategy[Outcome]:
    called = st.sampled_from([str(mapping(tool)["name"]) for tool in tools])
    return outcomes(revision, calls=function_calls(called), may_call=may_call)


def _own_ids(outcome: Outcome, number: int, asked: Object) -> Outcome:
    parts = tuple(
        replace(part, id=f"call_{number}_{place}") if isinstance(part, FunctionCall) else part
        for place, part in enumerate(outcome.parts)
    )
    previous = asked.get("previous_interaction_id")
    return replace(
        outcome,
        parts=parts,
        id=f"v1_{number}",
        model=str(asked["model"]),
        previous_interaction_id=previous if isinstance(previous, str) else None,
    )


def _next(last: Round, said: str) -> Object:
    results: list[Json] = [
        dict(rendering.function_result(FunctionResult(call.id, call.name, said)))
        for call in last.calls
    ]
    return {"previous_interaction_id": last.outcome.id, "input": results or said or "Go on."}
