"""
Contents: all that a model or a user can say in this revision, calls and thoughts included.

Covers what the SDKs 1.55 to 1.75 know. What is required is what 1.68 and later require, unless the
field was not there before.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from mockgemini.wire.shapes.choice import OneOf
from mockgemini.wire.shapes.content import (
    AudioContent,
    DocumentContent,
    FileCitation,
    ImageContent,
    PlaceCitation,
    UrlCitation,
    VideoContent,
)
from mockgemini.wire.shapes.shape import Known, Object, Shape, Unknown
from mockgemini.wire.shapes.tool_use import (
    Call,
    FileSearchCall,
    FunctionCall,
    GoogleMapsCall,
    GoogleMapsResult,
    GoogleSearchCall,
    McpServerToolCall,
    Result,
    UrlContextCall,
    UrlContextResult,
)


class Annotation(Shape):
    """
    What a stretch of text is taken from, as it was told before there were kinds of citations.
    """

    start_index: int | None = None
    end_index: int | None = None
    source: str | None = None


Citation: TypeAlias = Annotated[
    UrlCitation | FileCitation | PlaceCitation | Annotation | Unknown, OneOf()
]


class TextContent(Shape):
    """
    Text and its citations. The first schema did not require the text; recordings always have it.
    """

    type: Literal["text"]
    text: str
    annotations: list[Citation] | None = None


Shown: TypeAlias = Annotated[TextContent | ImageContent | Unknown, OneOf()]
"""What a summary or a function's result may consist of."""


class ThoughtContent(Shape):
    """
    A thought; its summary is there where summaries were asked for.
    """

    type: Literal["thought"]
    signature: str | None = None
    summary: list[Shown] | None = None


class CodeExecutionArguments(Shape):
    """
    The code to be run.
    """

    code: str | None = None
    language: Annotated[str, Known("python")] | None = None


class CodeExecutionCall(Call):
    """
    The model runs code.
    """

    type: Literal["code_execution_call"]
    arguments: CodeExecutionArguments


class CodeExecutionResult(Result):
    """
    What the code printed.
    """

    type: Literal["code_execution_result"]
    is_error: bool | None = None
    result: str


class FunctionResult(Result):
    """
    What one of the client's functions gave.
    """

    type: Literal["function_result"]
    is_error: bool | None = None
    name: str | None = None
    result: Annotated[str | list[Shown] | Object, OneOf()]


class McpServerToolResult(Result):
    """
    What a tool gave that a server speaking MCP has.
    """

    type: Literal["mcp_server_tool_result"]
    name: str | None = None
    server_name: str | None = None
    result: Annotated[str | list[Shown] | Object, OneOf()]


class GoogleSearchFinding(Shape):
    """
    One finding; from April 2026 on, all findings come together as suggestions for display.
    """

    search_suggestions: str | None = None
    url: str | None = None
    title: str | None = None
    rendered_content: str | None = None


class GoogleSearchResult(Result):
    """
    What was found on the web.
    """

    type: Literal["google_search_result"]
    is_error: bool | None = None
    result: list[GoogleSearchFinding]


class FileSearchFinding(Shape):
    """
    A passage that was found in the client's files.
    """

    title: str | None = None
    text: str | None = None
    file_search_store: str | None = None


class FileSearchResult(Shape):
    """
    What was found in the client's files. There was no call to refer to before 1.59.
    """

    type: Literal["file_search_result"]
    call_id: str | None = None
    result: list[FileSearchFinding] | None = None
    signature: str | None = None


ToolUse: TypeAlias = (
    FunctionCall
    | FunctionResult
    | CodeExecutionCall
    | CodeExecutionResult
    | UrlContextCall
    | UrlContextResult
    | GoogleSearchCall
    | GoogleSearchResult
    | GoogleMapsCall
    | GoogleMapsResult
    | McpServerToolCall
    | McpServerToolResult
    | FileSearchCall
    | FileSearchResult
)

Content: TypeAlias = Annotated[
    TextContent
    | ImageContent
    | AudioContent
    | DocumentContent
    | VideoContent
    | ThoughtContent
    | ToolUse
    | Unknown,
    OneOf(),
]


class Turn(Shape):
    """
    What one side said in a conversation that the client keeps.
    """

    role: str | None = None
    content: Annotated[str | list[Content], OneOf()] | None = None


Input: TypeAlias = Annotated[
    str | list[Annotated[Content | Turn, OneOf()]] | Content | Turn, OneOf()
]
"""What a request says: text, a content, or a list of contents or of turns."""
