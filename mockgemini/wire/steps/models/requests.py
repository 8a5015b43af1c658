"""
Requests to create an interaction.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from mockgemini.wire.shapes.choice import OneOf
from mockgemini.wire.shapes.content import ImageContent
from mockgemini.wire.shapes.settings import Modality, WebhookConfig
from mockgemini.wire.shapes.shape import Shape, Unknown
from mockgemini.wire.shapes.tool_use import FunctionCall
from mockgemini.wire.steps.models.contents import (
    AudioContent,
    Content,
    DocumentContent,
    TextContent,
    VideoContent,
)
from mockgemini.wire.steps.models.environment import Environment
from mockgemini.wire.steps.models.settings import (
    AgentConfig,
    GenerationConfig,
    ResponseFormat,
    SafetySetting,
    ServiceTier,
)
from mockgemini.wire.steps.models.steps import ModelOutput, Thought, ToolUse, UserInput
from mockgemini.wire.steps.models.tools import Tool


class Turn(Shape):
    """
    What one side said; the older revision's form, which servers still took in the middle of 2026.
    """

    role: str | None = None
    content: Annotated[str | list[Content], OneOf()] | None = None


Said: TypeAlias = Annotated[
    TextContent
    | ImageContent
    | AudioContent
    | DocumentContent
    | VideoContent
    | UserInput
    | ModelOutput
    | Thought
    | FunctionCall
    | ToolUse
    | Turn
    | Unknown,
    OneOf(),
]

Input: TypeAlias = Annotated[str | list[Said] | Said, OneOf()]
"""What a request says: text, a content, or a list of contents, steps or turns."""


class Creation(Shape):
    """
    What both kinds of requests may say. Without `input`, a request asks to go on where it stopped.
    """

    input: Input | None = None
    stream: bool | None = None
    store: bool | None = None
    background: bool | None = None
    previous_interaction_id: str | None = None
    continuation_token: str | None = None
    system_instruction: str | None = None
    tools: list[Tool] | None = None
    response_format: ResponseFormat | None = None
    response_mime_type: str | None = None
    response_modalities: list[Modality] | None = None
    service_tier: ServiceTier | None = None
    webhook_config: WebhookConfig | None = None
    environment: Environment | None = None
    labels: dict[str, str] | None = None
    safety_settings: list[SafetySetting] | None = None


class CreateModelInteraction(Creation):
    """
    A request to a model. The names of models come and go; none is listed here.
    """

    model: str
    generation_config: GenerationConfig | None = None
    cached_content: str | None = None


class CreateAgentInteraction(Creation):
    """
    A request to an agent.
    """

    agent: str
    agent_config: AgentConfig | None = None
