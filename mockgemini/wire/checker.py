"""
Holds requests, answers and streams against a revision: its shapes, its grammar, its sums.

Imports pydantic, so nothing that replays may import it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mockgemini.exchange import Event
from mockgemini.jsontext import COMPACT, Json, parse
from mockgemini.wire import comparing, register
from mockgemini.wire.deviation import Deviation, deviation, place
from mockgemini.wire.fields import Fields, mapping
from mockgemini.wire.folding import Object
from mockgemini.wire.grammar import FINISHED, Grammar, Role, Said
from mockgemini.wire.shapes.form import Form, found

DONE = "[DONE]"

# Where an answer or an event tells its tokens.
_USAGES = (("usage",), ("interaction", "usage"), ("step_usage",))


def checker_of(revision: str) -> Checker:
    """
    What checks the revision of this name; a UsageError for a name that is none.
    """
    register.reader(revision)
    # A revision's folder has its name.
    checker: Checker = importlib.import_module(f"{__package__}.{revision}.checking").CHECKER
    return checker


@dataclass(frozen=True, slots=True)
class Checker:
    """
    Checks one revision. `field` lists the items; items of type `asked` repeat what the client said.
    """

    field: str
    asked: str
    resource: Form
    refusal: Form
    to_model: Form
    to_agent: Form
    event: Form
    grammar: Grammar
    folded: Callable[[Iterable[Event]], Object]

    def check_resource(self, body: Json) -> list[Deviation]:
        """
        The body of an answer: an interaction, or an error.
        """
        if isinstance(body, list) and body:
            body = body[0]
        fields = mapping(body)
        if "error" in fields and "status" not in fields:
            return self.refusal.deviations(body)
        return [*self.resource.deviations(body), *_totals(fields), *self._unusual(fields)]

    def _unusual(self, fields: Object) -> Iterator[Deviation]:
        is_finished = Fields(fields).text("status") in FINISHED
        expected = ["usage", self.field] if is_finished else []
        if not fields.get("model") and not fields.get("agent"):
            expected.append("model")
        for name in expected:
            if name not in fields:
                yield deviation("usual_field", name, "the field", "nothing")

    def check_request(self, body: Json) -> list[Deviation]:
        """
        The body of a request to create an interaction.
        """
        fields = mapping(body)
        subjects = {"model", "agent"} & fields.keys()
        told = (self.to_agent if subjects == {"agent"} else self.to_model).deviations(body)
        if len(subjects) == 1 or not isinstance(body, dict):
            return told
        how_many = deviation(
            "two_subjects" if subjects else "no_subject",
            "agent" if subjects else "model",
            "a model or an agent",
            "both" if subjects else "neither",
        )
        return [how_many, *(each for each in told if each.place not in {"model", "agent"})]

    def check_event(self, name: str | None, data: Json) -> list[Deviation]:
        """
        One event by the name of its frame and its data, parsed; `done` has no JSON, but text.
        """
        if data == DONE:
            return _named(name, "done")
        if not isinstance(data, dict):
            return [deviation("event_not_json", "", "an object", found(data))]
        told = data.get("event_type")
        return [
            *(_named(name, told) if isinstance(told, str) else []),
            *self.event.deviations(data),
            *_totals(data),
        ]

    def check_stream(
        self,
        events: Sequence[Event],
        whole: Json = None,
        *,
        is_cut: bool = False,
        is_resumed: bool = False,
    ) -> list[Deviation]:
        """
        A stream: each event, their order, and what they add up to.

        `whole` is the resource, told elsewhere. `is_cut`: the stream was left before its end.
        `is_resumed`: it takes up another in its midst.
        """
        said: list[Said] = []
        told: list[Deviation] = []
        for number, event in enumerate(events, 1):
            data = _data(event)
            told += [each.at_event(number) for each in self._event(event, data)]
            said.append(Said(number, self._role(data), data))
        told += self.grammar.faults(said, is_cut=is_cut, is_resumed=is_resumed)
        is_over = any(each.role is Role.COMPLETED for each in said)
        if is_over and not is_resumed and not any(each.is_breaking for each in told):
            told += self._sum(events, whole)
        return told

    def _event(self, event: Event, data: Json) -> list[Deviation]:
        if event.data is not None:
            return self.check_event(event.name, data)
        # No frame at all: so the front end tells that the service is gone.
        if isinstance(data, list | dict):
            return self.check_resource(data)
        if event.raw.startswith(b":"):
            return []
        return self.check_event(event.name, event.raw.decode(errors="replace"))

    def _role(self, data: Json) -> Role | None:
        if data == DONE:
            return Role.DONE
        if isinstance(data, list) or "error" in (fields := mapping(data)):
            return Role.ERROR
        return self.grammar.roles.get(str(fields.get("event_type")))

    def _sum(self, events: Sequence[Event], whole: Json) -> Iterator[Deviation]:
        last: Json = None
        bare = []
        for event in events:
            data = mapping(_data(event))
            interaction = mapping(data.get("interaction"))
            if self.field in interaction:
                last = interaction
                rest = {key: item for key, item in interaction.items() if key != self.field}
                event = replace(event, data=COMPACT.encode({**data, "interaction": rest}))  # noqa: PLW2901
            bare.append(event)
        folded = self.folded(bare)
        yield from (each for each in self.resource.deviations(folded) if each.is_breaking)
        for other in (last, whole):
            if isinstance(other, dict):
                yield from comparing.compare(folded, other, self.field, self.asked)


def _data(event: Event) -> Json:
    """
    What an event says, parsed; its text where it is no JSON, None where it has none at all.
    """
    text = event.data
    if text is None:
        text = event.raw.decode(errors="replace")
        if not text.lstrip().startswith(("{", "[")):
            return None
    try:
        return parse(text)
    except ValueError:
        return text


def _named(name: str | None, told: str) -> list[Deviation]:
    if name == told:
        return []
    return [deviation("event_name", "", f'"{told}"', f'"{name}"' if name else "no name")]


def _totals(body: Object) -> Iterator[Deviation]:
    for path in _USAGES:
        usage: Json = body
        for step in path:
            usage = mapping(usage).get(step)
        total, parts = mapping(usage).get("total_tokens"), _parts(mapping(usage))
        if isinstance(total, int) and parts is not None and total != sum(parts):
            words = f"{sum(parts)}, the sum"
            yield deviation("wrong_total", place(*path, "total_tokens"), words, str(total))


def _parts(usage: Object) -> list[int] | None:
    """
    What adds up to the total; None where not all of it is told. The first servers "reasoned".
    """
    thought = usage.get("total_thought_tokens", usage.get("total_reasoning_tokens", 0))
    tools = usage.get("total_tool_use_tokens", 0)
    parts = [usage.get("total_input_tokens"), usage.get("total_output_tokens"), thought, tools]
    numbers = [part for part in parts if isinstance(part, int)]
    return numbers if len(numbers) == len(parts) else None
