"""
The interaction, whole and as streams tell of it.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from mockgemini.wire.shapes import usage
from mockgemini.wire.shapes.errors import Error
from mockgemini.wire.shapes.settings import Modality, WebhookConfig
from mockgemini.wire.shapes.shape import Known, Shape, Time, Usual
from mockgemini.wire.steps.models.environment import Environment
from mockgemini.wire.steps.models.requests import Input
from mockgemini.wire.steps.models.settings import (
    AgentConfig,
    GenerationConfig,
    ResponseFormat,
    SafetySetting,
    ServiceTier,
)
from mockgemini.wire.steps.models.steps import Step
from mockgemini.wire.steps.models.tools import Tool

Status: TypeAlias = Annotated[
    str,
    Known(
        "in_progress",
        "requires_action",
        "completed",
        "failed",
        "cancelled",
        "incomplete",
        "budget_exceeded",
        "queued",
        "requires_continuation",
    ),
]


class Usage(usage.Usage):
    """
    Tokens, in total and by modality.
    """

    total_thought_tokens: Usual[int] = None
    initial_input_tokens: int | None = None
    # In no schema, but recorded with models of the third generation.
    raw_prompt_token: int | None = None


class Told(Shape):
    """
    What a resource and a stream tell of an interaction alike.
    """

    status: Status
    model: str | None = None
    agent: str | None = None
    usage: Usage | None = None
    steps: list[Step] | None = None
    service_tier: ServiceTier | None = None
    environment_id: str | None = None
    continuation_token: str | None = None
    previous_interaction_id: str | None = None


class Interaction(Told):
    """
    The resource.
    """

    # SDKs until 2.8 require it; recordings have none where `store` is false.
    id: Usual[str] = None
    object: Usual[Literal["interaction"]] = None
    created: Usual[Time] = None
    updated: Usual[Time] = None
    input: Input | None = None
    errors: list[Error] | None = None
    system_instruction: str | None = None
    tools: list[Tool] | None = None
    generation_config: GenerationConfig | None = None
    agent_config: AgentConfig | None = None
    response_format: ResponseFormat | None = None
    response_mime_type: str | None = None
    response_modalities: list[Modality] | None = None
    webhook_config: WebhookConfig | None = None
    environment: Environment | None = None
    labels: dict[str, str] | None = None
    safety_settings: list[SafetySetting] | None = None
    cached_content: str | None = None


class EventInteraction(Told):
    """
    The interaction within a stream: no times when it is created, no steps when a model is done.

    Its id is empty where `store` is false.
    """

    id: str
    object: Usual[Literal["interaction"]] = None
    created: Time | None = None
    updated: Time | None = None
