"""
The models of the older revision against Google's own OpenAPI of its first week, and it against the
recordings.
"""

import json
from typing import Annotated, Literal, get_args, get_origin

import pytest
from openapi import errors, needs_openapi, resolved, schemas
from recorded_interactions import recorded
from shared import needs_recordings

from mockgemini.exchange import Stream
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
    inner = [*schema.get("anyOf", []), schema.get("items", {})]
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
