"""
The interaction, whole and as streams tell of it.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from mockgemini.wire.outputs.models.contents import Content, Input
from mockgemini.wire.outputs.models.requests import AgentConfig, GenerationConfig, ServiceTier, Tool
from mockgemini.wire.shapes import usage
from mockgemini.wire.shapes.settings import Modality, WebhookConfig
from mockgemini.wire.shapes.shape import Anything, Known, Shape, Time, Usual

Status: TypeAlias = Annotated[
    str,
    Known("in_progress", "requires_action", "completed", "failed", "cancelled", "incomplete"),
]


class Usage(usage.Usage):
    """
    Tokens, as the first SDKs knew them as well.
    """

    total_reasoning_tokens: int | None = None


class Told(Shape):
    """
    What a resource and a stream tell of an interaction alike.
    """

    status: Status
    model: str | None = None
    agent: str | None = None
    usage: Usage | None = None
    outputs: list[Content] | None = None
    previous_interaction_id: str | None = None
    service_tier: ServiceTier | None = None


class Interaction(Told):
    """
    The resource. SDKs from 1.68 on require the times, those before do not.
    """

    # The newer revision's recordings have no id where `store` is false; this one has no such
    # recording.
    id: Usual[str] = None
    object: Usual[Literal["interaction"]] = None
    role: Usual[Annotated[str, Known("model", "agent")]] = None
    created: Usual[Time] = None
    updated: Usual[Time] = None
    input: Input | None = None
    system_instruction: str | None = None
    tools: list[Tool] | None = None
    generation_config: GenerationConfig | None = None
    agent_config: AgentConfig | None = None
    response_format: Anything | None = None
    response_mime_type: str | None = None
    response_modalities: list[Modality] | None = None
    webhook_config: WebhookConfig | None = None


class EventInteraction(Told):
    """
    The interaction within a stream: no times when it starts, and no list of contents when it ends.
    """

    id: str
    object: Usual[Literal["interaction"]] = None
    role: Annotated[str, Known("model", "agent")] | None = None
    created: Time | None = None
    updated: Time | None = None
