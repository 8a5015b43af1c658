"""
Steps: what happened in an interaction, in order.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from mockgemini.wire.shapes.choice import OneOf
from mockgemini.wire.shapes.content import ImageContent
from mockgemini.wire.shapes.errors import Status
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
from mockgemini.wire.steps.models.contents import (
    AudioContent,
    Content,
    DocumentContent,
    Shown,
    TextContent,
    VideoContent,
)
from mockgemini.wire.steps.models.tools import Function, RetrievalType


class ModelOutput(Shape):
    """
    What the model said, and the error it ended in.
    """

    type: Literal["model_output"]
    content: Annotated[str | list[Content], OneOf()] | None = None
    error: Status | None = None


class Thought(Shape):
    """
    A thought; its summary is there where summaries were asked for.
    """

    type: Literal["thought"]
    signature: str | None = None
    summary: list[Shown] | None = None


# --- functions --------------------------------------------------------------------------------

Subcontent: TypeAlias = Annotated[
    TextContent | ImageContent | AudioContent | DocumentContent | VideoContent | Function | Unknown,
    OneOf(),
]


class FunctionResult(Result):
    """
    What one of the client's functions gave.
    """

    type: Literal["function_result"]
    is_error: bool | None = None
    name: str | None = None
    result: Annotated[str | list[Subcontent] | Object, OneOf()]


Given: TypeAlias = Annotated[
    TextContent
    | ImageContent
    | AudioContent
    | DocumentContent
    | VideoContent
    | FunctionResult
    | Unknown,
    OneOf(),
]
"""What the user's message may consist of."""


class UserInput(Shape):
    """
    What the user said. Requests may give plain text; answers repeat it as contents.

    No SDK knows of functions' results amid contents, but the API was recorded to take them.
    """

    type: Literal["user_input"]
    content: Annotated[str | list[Given], OneOf()] | None = None


class McpServerToolResult(Result):
    """
    What a tool gave that a server speaking MCP has.
    """

    type: Literal["mcp_server_tool_result"]
    name: str | None = None
    server_name: str | None = None
    result: Annotated[str | list[Subcontent] | Object, OneOf()]


# --- tools of the server's --------------------------------------------------------------------


class CodeExecutionArguments(Shape):
    """
    The code to be run. Recorded deltas do not tell the language.
    """

    code: str | None = None
    language: Annotated[str, Known("python", "bash")] | None = None


class CodeExecutionCall(Call):
    """
    The model runs code.
    """

    type: Literal["code_execution_call"]
    arguments: CodeExecutionArguments


class CodeExecutionResult(Result):
    """
    What the code printed; since 3.0 also what it drew.
    """

    type: Literal["code_execution_result"]
    is_error: bool | None = None
    result: Annotated[str | list[Content], OneOf()]


class GoogleSearchFinding(Shape):
    """
    What was found; no address and no title was ever recorded here, citations have them.
    """

    search_suggestions: str | None = None


class GoogleSearchResult(Result):
    """
    What was found on the web.
    """

    type: Literal["google_search_result"]
    is_error: bool | None = None
    result: list[GoogleSearchFinding]


class FileSearchResult(Result):
    """
    What was found in the client's files: the schema has no field for it, the deltas' has.
    """

    type: Literal["file_search_result"]
    result: list[Object] | None = None


class RetrievalArguments(Shape):
    """
    What is looked up.
    """

    queries: list[str] | None = None


class RetrievalCall(Call):
    """
    The model looks things up where the client keeps them.
    """

    type: Literal["retrieval_call"]
    arguments: RetrievalArguments
    retrieval_type: RetrievalType | None = None


class RetrievalResult(Result):
    """
    Things were looked up; what was found is not told.
    """

    type: Literal["retrieval_result"]
    is_error: bool | None = None


class ProcessingCall(Call):
    """
    The model looks closer at a part of a video.
    """

    type: Literal["processing_call"]


class ProcessingResult(Result):
    """
    A part of a video was looked at.
    """

    type: Literal["processing_result"]


class ToolSearchArguments(Shape):
    """
    The functions that are wanted.
    """

    function_names: list[str] | None = None


class ToolSearchCall(Call):
    """
    The model searches the declared functions.
    """

    type: Literal["tool_search_call"]
    arguments: ToolSearchArguments


class ToolSearchResult(Result):
    """
    The functions that were found.
    """

    type: Literal["tool_search_result"]
    result: list[Function] | None = None


ToolUse: TypeAlias = (
    FunctionResult
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
    | RetrievalCall
    | RetrievalResult
    | ProcessingCall
    | ProcessingResult
    | ToolSearchCall
    | ToolSearchResult
)

Step: TypeAlias = Annotated[
    UserInput | ModelOutput | Thought | FunctionCall | ToolUse | Unknown, OneOf()
]
