"""
Requests to create an interaction, and what they set.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from mockgemini.wire.outputs.models.contents import Input
from mockgemini.wire.shapes.choice import OneOf
from mockgemini.wire.shapes.settings import (
    DeepResearchAgentConfig,
    DynamicAgentConfig,
    ImageConfig,
    Modality,
    SpeechConfig,
    Summaries,
    WebhookConfig,
)
from mockgemini.wire.shapes.shape import Anything, Known, Shape, Unknown
from mockgemini.wire.shapes.tools import (
    CodeExecution,
    FileSearch,
    Function,
    GoogleMaps,
    GoogleSearch,
    McpServer,
    ToolChoice,
    UrlContext,
    VertexSearch,
)

ServiceTier: TypeAlias = Annotated[str, Known("flex", "standard", "priority")]


class ComputerUse(Shape):
    """
    Lets the model use a computer.
    """

    type: Literal["computer_use"]
    environment: Annotated[str, Known("browser")] | None = None
    excluded_predefined_functions: list[str] | None = Field(
        None, alias="excludedPredefinedFunctions"
    )


class Retrieval(Shape):
    """
    Lets the model look things up at Vertex.
    """

    type: Literal["retrieval"]
    retrieval_types: list[Annotated[str, Known("vertex_ai_search")]] | None = None
    vertex_ai_search_config: VertexSearch | None = None


Tool: TypeAlias = Annotated[
    Function
    | CodeExecution
    | UrlContext
    | ComputerUse
    | McpServer
    | GoogleSearch
    | FileSearch
    | GoogleMaps
    | Retrieval
    | Unknown,
    OneOf(),
]

AgentConfig: TypeAlias = Annotated[DynamicAgentConfig | DeepResearchAgentConfig | Unknown, OneOf()]


class GenerationConfig(Shape):
    """
    How a model is to generate.
    """

    temperature: float | None = None
    top_p: float | None = None
    seed: int | None = None
    stop_sequences: list[str] | None = None
    max_output_tokens: int | None = None
    thinking_level: Annotated[str, Known("minimal", "low", "medium", "high")] | None = None
    thinking_summaries: Summaries | None = None
    tool_choice: ToolChoice | None = None
    speech_config: list[SpeechConfig] | None = None
    image_config: ImageConfig | None = None


class Creation(Shape):
    """
    What both kinds of requests may say. `response_format` is a bare JSON Schema.
    """

    input: Input
    stream: bool | None = None
    store: bool | None = None
    background: bool | None = None
    previous_interaction_id: str | None = None
    system_instruction: str | None = None
    tools: list[Tool] | None = None
    response_format: Anything | None = None
    response_mime_type: str | None = None
    response_modalities: list[Modality] | None = None
    service_tier: ServiceTier | None = None
    webhook_config: WebhookConfig | None = None


class CreateModelInteraction(Creation):
    """
    A request to a model. The names of models come and go; none is listed here.
    """

    model: str
    generation_config: GenerationConfig | None = None


class CreateAgentInteraction(Creation):
    """
    A request to an agent.
    """

    agent: str
    agent_config: AgentConfig | None = None
