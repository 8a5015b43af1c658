"""
Calls and results of tools whose shapes the revisions share.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from mockgemini.wire.shapes.content import ReviewSnippet
from mockgemini.wire.shapes.shape import Known, Object, Shape

SearchType: TypeAlias = Annotated[str, Known("web_search", "image_search", "enterprise_web_search")]


class Call(Shape):
    """
    The model uses a tool. Signatures are opaque; recordings that were redacted have them reworded.
    """

    id: str
    signature: str | None = None


class Result(Shape):
    """
    What a tool gave to the call of this id.
    """

    call_id: str
    signature: str | None = None


class FunctionCall(Call):
    """
    The model asks for one of the client's functions.
    """

    type: Literal["function_call"]
    name: str
    arguments: Object


class McpServerToolCall(Call):
    """
    The model uses a tool of a server that speaks MCP.
    """

    type: Literal["mcp_server_tool_call"]
    name: str
    server_name: str
    arguments: Object


class UrlContextArguments(Shape):
    """
    The pages to be read.
    """

    urls: list[str] | None = None


class UrlContextCall(Call):
    """
    The model reads pages.
    """

    type: Literal["url_context_call"]
    arguments: UrlContextArguments


class UrlContextPage(Shape):
    """
    How reading one page went.
    """

    url: str | None = None
    status: Annotated[str, Known("success", "error", "paywall", "unsafe")] | None = None


class UrlContextResult(Result):
    """
    How reading pages went.
    """

    type: Literal["url_context_result"]
    result: list[UrlContextPage]
    is_error: bool | None = None


class GoogleSearchArguments(Shape):
    """
    What is searched for.
    """

    queries: list[str] | None = None


class GoogleSearchCall(Call):
    """
    The model searches the web.
    """

    type: Literal["google_search_call"]
    arguments: GoogleSearchArguments
    search_type: SearchType | None = None


class GoogleMapsArguments(Shape):
    """
    What is looked for on the map.
    """

    queries: list[str] | None = None


class GoogleMapsCall(Call):
    """
    The model looks at the map.
    """

    type: Literal["google_maps_call"]
    arguments: GoogleMapsArguments | None = None


class Place(Shape):
    """
    A place on the map.
    """

    place_id: str | None = None
    name: str | None = None
    url: str | None = None
    review_snippets: list[ReviewSnippet] | None = None


class GoogleMapsFinding(Shape):
    """
    What one look at the map found.
    """

    places: list[Place] | None = None
    widget_context_token: str | None = None


class GoogleMapsResult(Result):
    """
    What was found on the map.
    """

    type: Literal["google_maps_result"]
    result: list[GoogleMapsFinding]


class FileSearchCall(Call):
    """
    The model searches the client's stores of files.
    """

    type: Literal["file_search_call"]
