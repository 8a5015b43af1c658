"""
What a client wants of a model or an agent, in nobody's schema: the counterpart of an Outcome.

Revisions read their requests into these values; who answers them knows no wire names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from mockgemini.jsontext import Json
from mockgemini.wire.outcome import Part, Text, Turn
from mockgemini.wire.turns import said_last

Extra: TypeAlias = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Function:
    """
    One of the client's functions. `parameters` is the JSON Schema of its arguments, None for none.
    """

    name: str
    description: str = ""
    parameters: Json = None


@dataclass(frozen=True, slots=True)
class Tool:
    """
    A tool on the server's side; `kind` is `google_search`, `mcp_server`, …, `extra` its settings.
    """

    kind: str
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToolChoice:
    """
    Whether functions may, must or must not be called; `allowed` None means any of them.
    """

    mode: Literal["auto", "any", "none", "validated"] = "auto"
    allowed: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """
    One thing that the answer may consist of: `kind` is text, image, audio or video.

    `schema` is the JSON Schema that a text has to fit; `path` says where in the request it stood.
    `extra` has the rest: aspect ratio, image size, delivery, sample rate, ….
    """

    kind: str
    mime_type: str | None = None
    schema: Json = None
    path: str = ""
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Generation:
    """
    How to generate. None is what the request leaves open; `extra` has what is not named here.
    """

    temperature: float | None = None
    top_p: float | None = None
    seed: int | None = None
    stop_sequences: tuple[str, ...] = ()
    max_output_tokens: int | None = None
    thinking_level: str | None = None
    thinking_summaries: str | None = None
    tool_choice: ToolChoice = field(default_factory=ToolChoice)
    speech: tuple[Extra, ...] = ()
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Webhook:
    """
    Where to tell that an interaction has changed its status, and what to tell along with it.
    """

    uris: tuple[str, ...] = ()
    user_metadata: Extra = field(default_factory=dict)


@dataclass(frozen=True)
class Brief:
    """
    A whole request to create an interaction. Either `model` or `agent` is there, never both.

    `turns` is this request's own input, in order; what it continues is found by
    `previous_interaction_id`. `input` is the input as the request spelled it.
    """

    model: str | None = None
    agent: str | None = None
    turns: tuple[Turn, ...] = ()
    input: Json = None
    previous_interaction_id: str | None = None
    system_instruction: str | None = None
    functions: tuple[Function, ...] = ()
    tools: tuple[Tool, ...] = ()
    generation: Generation = field(default_factory=Generation)
    formats: tuple[Format, ...] = ()
    modalities: tuple[str, ...] = ()
    agent_config: Extra = field(default_factory=dict)
    stream: bool = False
    store: bool = True
    background: bool = False
    service_tier: str | None = None
    webhook: Webhook | None = None
    environment: Json = None
    continuation_token: str | None = None
    labels: Extra = field(default_factory=dict)
    extra: Extra = field(default_factory=dict)

    @cached_property
    def name(self) -> str:
        """
        The model or agent, without `models/` or `agents/`.
        """
        return (self.model or self.agent or "").rpartition("/")[2]

    @cached_property
    def asked(self) -> tuple[Part, ...]:
        """
        What the client says last: all of it since the model spoke, also where it is several turns.
        """
        return said_last(self.turns)

    @cached_property
    def prompt(self) -> str:
        """
        The text of what the client says last.
        """
        return "\n".join(part.text for part in self.asked if isinstance(part, Text))
