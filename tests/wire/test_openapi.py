"""
The models of the older revision against Google's own OpenAPI of its first week.
"""

from typing import Annotated, Literal, get_args, get_origin

import pytest
from samples.openapi import needs_openapi, resolved, schemas

from mockgemini.wire.outputs.models import contents, events, requests, resource
from mockgemini.wire.shapes import content, settings, tool_use, tools, usage
from mockgemini.wire.shapes import errors as error_shapes
from mockgemini.wire.shapes.choice import begun
from mockgemini.wire.shapes.shape import Known

SHAPES = {
    "AllowedTools": tools.AllowedTools,
    "Annotation": contents.Annotation,
    "AudioContent": content.AudioContent,
    "AudioDelta": events.AudioDelta,
    "CodeExecution": tools.CodeExecution,
    "CodeExecutionCallArguments": contents.CodeExecutionArguments,
    "CodeExecutionCallContent": contents.CodeExecutionCall,
    "CodeExecutionCallDelta": begun(contents.CodeExecutionCall, "type"),
    "CodeExecutionResultContent": contents.CodeExecutionResult,
    "CodeExecutionResultDelta": begun(contents.CodeExecutionResult, "type"),
    "ComputerUse": requests.ComputerUse,
    "ContentDelta": events.ContentDelta,
    "ContentStart": events.ContentStart,
    "ContentStop": events.ContentStop,
    "CreateAgentInteractionParams": requests.CreateAgentInteraction,
    "CreateModelInteractionParams": requests.CreateModelInteraction,
    "DeepResearchAgentConfig": settings.DeepResearchAgentConfig,
    "DocumentContent": content.DocumentContent,
    "DocumentDelta": content.DocumentContent,
    "DynamicAgentConfig": settings.DynamicAgentConfig,
    "Error": error_shapes.Error,
    "ErrorEvent": error_shapes.ErrorEvent,
    "FileSearch": tools.FileSearch,
    "FileSearchResult": contents.FileSearchFinding,
    "FileSearchResultContent": contents.FileSearchResult,
    "FileSearchResultDelta": begun(contents.FileSearchResult, "type"),
    "Function": tools.Function,
    "FunctionCallContent": tool_use.FunctionCall,
    "FunctionCallDelta": begun(tool_use.FunctionCall, "type"),
    "FunctionResultContent": contents.FunctionResult,
    "FunctionResultDelta": begun(contents.FunctionResult, "type"),
    "GenerationConfig": requests.GenerationConfig,
    "GoogleSearch": tools.GoogleSearch,
    "GoogleSearchCallArguments": tool_use.GoogleSearchArguments,
    "GoogleSearchCallContent": tool_use.GoogleSearchCall,
    "GoogleSearchCallDelta": begun(tool_use.GoogleSearchCall, "type"),
    "GoogleSearchResult": contents.GoogleSearchFinding,
    "GoogleSearchResultContent": contents.GoogleSearchResult,
    "GoogleSearchResultDelta": begun(contents.GoogleSearchResult, "type"),
    "ImageContent": content.ImageContent,
    "ImageDelta": content.ImageContent,
    "Interaction": resource.Interaction,
    "InteractionEvent": events.InteractionStart,
    "InteractionStatusUpdate": events.InteractionStatusUpdate,
    "McpServer": tools.McpServer,
    "McpServerToolCallContent": tool_use.McpServerToolCall,
    "McpServerToolCallDelta": begun(tool_use.McpServerToolCall, "type"),
    "McpServerToolResultContent": contents.McpServerToolResult,
    "McpServerToolResultDelta": begun(contents.McpServerToolResult, "type"),
    "ModalityTokens": usage.ModalityTokens,
    "SpeechConfig": settings.SpeechConfig,
    "TextContent": contents.TextContent,
    "TextDelta": events.TextDelta,
    "ThoughtContent": contents.ThoughtContent,
    "ThoughtSignatureDelta": events.ThoughtSignatureDelta,
    "ThoughtSummaryDelta": events.ThoughtSummaryDelta,
    "ToolChoiceConfig": tools.ToolChoiceConfig,
    "Turn": contents.Turn,
    "UrlContext": tools.UrlContext,
    "UrlContextCallArguments": tool_use.UrlContextArguments,
    "UrlContextCallContent": tool_use.UrlContextCall,
    "UrlContextCallDelta": begun(tool_use.UrlContextCall, "type"),
    "UrlContextResult": tool_use.UrlContextPage,
    "UrlContextResultContent": tool_use.UrlContextResult,
    "UrlContextResultDelta": begun(tool_use.UrlContextResult, "type"),
    "Usage": resource.Usage,
    "VideoContent": content.VideoContent,
    "VideoDelta": content.VideoContent,
}
"""Which shape is which of Google's schemas."""


def fields_of(shape):
    return {info.alias or name: info for name, info in shape.model_fields.items()}


def values_here(annotation):
    """
    The values that an annotation names, however deep they stand.
    """
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    marks = annotation.__metadata__ if get_origin(annotation) is Annotated else ()
    found = {value for mark in marks if isinstance(mark, Known) for value in mark.values}
    members = get_args(annotation)[:1] if marks else get_args(annotation)
    return found.union(*(values_here(member) for member in members))


def values_there(schema):
    schema = resolved(schema)
    named = set(schema.get("enum", [])) | ({schema["const"]} if "const" in schema else set())
    inner = [*schema.get("anyOf", []), *schema.get("oneOf", []), schema.get("items", {})]
    return named.union(*(values_there(each) for each in inner if each))


def differences(name):
    """
    `schema.field: what` for all that is different.
    """
    here, there = fields_of(SHAPES[name]), schemas()[name].get("properties", {})
    needed = set(schemas()[name].get("required", ()))
    for field in sorted({*here, *there}):
        if field not in there:
            yield f"{name}.{field}: only here"
        elif field not in here:
            yield f"{name}.{field}: only there"
        else:
            if here[field].is_required() != (field in needed):
                yield f"{name}.{field}: required {'there' if field in needed else 'here'}"
            ours, theirs = values_here(here[field].rebuild_annotation()), values_there(there[field])
            if gone := theirs - ours:
                yield f"{name}.{field}: lacks {', '.join(sorted(gone))}"
            if ours and (more := ours - theirs):
                yield f"{name}.{field}: adds {', '.join(sorted(more))}"


LATER = "SDKs behind 1.55, up to 1.75, brought it"
STRICTER = "optional at first, required from 1.68 on; recordings of either time never lack it"
NAMED = "names of models and agents come and go; a new one is no news about the schema"
ANSWERED = "the schema of the request repeats what only the answer has"
SENT = "the schema of the answer repeats what only the request has"
STORED = "recorded without an id where `store` is false (in the newer revision)"
RECORDED = "recorded; an open enumeration, where the schema allows any text"
HERE_ONE = "Google has one schema for both events, which are two shapes here"

LATER_SOUNDS = "audio/alaw, audio/l16, audio/m4a, audio/mpeg, audio/mulaw, audio/opus"

KNOWN = {
    LATER: [
        "AudioContent.channels: only here",
        f"AudioContent.mime_type: adds {LATER_SOUNDS}",
        "AudioContent.sample_rate: only here",
        "AudioDelta.channels: only here",
        f"AudioDelta.mime_type: adds {LATER_SOUNDS}",
        "AudioDelta.rate: only here",
        "AudioDelta.sample_rate: only here",
        "CodeExecutionCallContent.signature: only here",
        "CodeExecutionCallDelta.signature: only here",
        "CreateAgentInteractionParams.response_modalities: adds document, video",
        "CreateAgentInteractionParams.service_tier: only here",
        "CreateAgentInteractionParams.webhook_config: only here",
        "CreateModelInteractionParams.response_modalities: adds document, video",
        "CreateModelInteractionParams.service_tier: only here",
        "CreateModelInteractionParams.webhook_config: only here",
        "DeepResearchAgentConfig.collaborative_planning: only here",
        "DeepResearchAgentConfig.visualization: only here",
        "FileSearchResultContent.call_id: only here",
        "FileSearchResultContent.signature: only here",
        "FileSearchResultDelta.call_id: only here",
        "FileSearchResultDelta.signature: only here",
        "FunctionCallContent.signature: only here",
        "FunctionCallDelta.signature: only here",
        "FunctionResultContent.signature: only here",
        "FunctionResultDelta.signature: only here",
        "GenerationConfig.image_config: only here",
        "GoogleSearch.search_types: only here",
        "GoogleSearchCallContent.search_type: only here",
        "GoogleSearchCallContent.signature: only here",
        "GoogleSearchCallDelta.search_type: only here",
        "GoogleSearchCallDelta.signature: only here",
        "GoogleSearchResult.search_suggestions: only here",
        "ImageContent.mime_type: adds image/bmp, image/gif, image/tiff",
        "ImageDelta.mime_type: adds image/bmp, image/gif, image/tiff",
        "Interaction.response_modalities: adds document, video",
        "Interaction.service_tier: only here",
        "Interaction.status: adds incomplete",
        "Interaction.webhook_config: only here",
        "InteractionStatusUpdate.status: adds incomplete",
        "McpServerToolCallContent.signature: only here",
        "McpServerToolCallDelta.signature: only here",
        "McpServerToolResultContent.signature: only here",
        "McpServerToolResultDelta.signature: only here",
        "ModalityTokens.modality: adds document, video",
        "UrlContextCallContent.signature: only here",
        "UrlContextCallDelta.signature: only here",
        "Usage.grounding_tool_count: only here",
        "Usage.total_thought_tokens: only here",
    ],
    STRICTER: [
        "CodeExecutionCallContent.arguments: required here",
        "CodeExecutionCallContent.id: required here",
        "CodeExecutionResultContent.call_id: required here",
        "CodeExecutionResultContent.result: required here",
        "ContentDelta.delta: required here",
        "ContentDelta.event_type: required here",
        "ContentDelta.index: required here",
        "ContentStart.content: required here",
        "ContentStart.event_type: required here",
        "ContentStart.index: required here",
        "ContentStop.event_type: required here",
        "ContentStop.index: required here",
        "DeepResearchAgentConfig.type: required here",
        "DynamicAgentConfig.type: required here",
        "ErrorEvent.event_type: required here",
        "GoogleSearchCallContent.arguments: required here",
        "GoogleSearchCallContent.id: required here",
        "GoogleSearchResultContent.call_id: required here",
        "GoogleSearchResultContent.result: required here",
        "InteractionEvent.event_type: required here",
        "InteractionEvent.interaction: required here",
        "InteractionStatusUpdate.event_type: required here",
        "InteractionStatusUpdate.interaction_id: required here",
        "InteractionStatusUpdate.status: required here",
        "TextContent.text: required here",
        "TextDelta.text: required here",
        "UrlContextCallContent.arguments: required here",
        "UrlContextCallContent.id: required here",
        "UrlContextResultContent.call_id: required here",
        "UrlContextResultContent.result: required here",
    ],
    NAMED: [
        "CreateAgentInteractionParams.agent: lacks deep-research-pro-preview-12-2025",
        *(
            f"{name}.model: lacks gemini-2.5-flash, gemini-2.5-flash-image-preview,"
            " gemini-2.5-flash-lite, gemini-2.5-flash-lite-preview-09-2025,"
            " gemini-2.5-flash-preview-09-2025, gemini-2.5-flash-preview-native-audio-dialog,"
            " gemini-2.5-pro, gemini-2.5-pro-preview-tts, gemini-3-flash-preview,"
            " gemini-3-pro-preview"
            for name in ("CreateModelInteractionParams", "Interaction")
        ),
        "Interaction.agent: lacks deep-research-pro-preview-12-2025",
    ],
    ANSWERED: [
        f"Create{who}InteractionParams.{field}: only there"
        for who in ("Agent", "Model")
        for field in ("created", "id", "outputs", "role", "status", "updated", "usage")
    ],
    SENT: ["Interaction.background: only there"],
    STORED: ["Interaction.id: required there"],
    RECORDED: ["Interaction.role: adds agent, model"],
    HERE_ONE: ["InteractionEvent.event_type: lacks interaction.complete"],
}
"""Every difference there is, and why."""


@needs_openapi
def test_every_difference_has_a_reason():
    """
    Fields, required fields and enumerations differ from Google's only where we say why.
    """
    reasoned = [difference for listed in KNOWN.values() for difference in listed]

    found = [difference for name in SHAPES for difference in differences(name)]

    assert sorted(reasoned) == sorted(found)


UNIONS = {
    "Content": contents.Content,
    "Tool": requests.Tool,
    "InteractionSseEvent": events.StreamEvent,
    "ContentDelta": events.DeltaValue,
}


@needs_openapi
@pytest.mark.parametrize("name", UNIONS)
def test_every_type_has_a_shape(name):
    """
    Whatever Google tells apart by type has a shape of its own here.
    """
    union, *marks = get_args(UNIONS[name])
    schema = schemas()[name]

    theirs = (schema.get("properties", {}).get("delta") or schema)["discriminator"]["mapping"]

    ours = {member.partition("=")[2] for member in marks[-1].members(union)}
    assert set() == set(theirs) - ours


@needs_openapi
def test_every_schema_is_compared():
    """
    The schemas that are not compared field by field are unions and bare enumerations.
    """
    left = {name: schema for name, schema in schemas().items() if name not in SHAPES}

    assert [] == [name for name, schema in left.items() if "properties" in schema]
