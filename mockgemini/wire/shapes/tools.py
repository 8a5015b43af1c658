"""
Tools that a request declares, as far as the revisions agree on them.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from mockgemini.wire.shapes.choice import OneOf
from mockgemini.wire.shapes.shape import Anything, Known, Shape
from mockgemini.wire.shapes.tool_use import SearchType

ToolMode: TypeAlias = Annotated[str, Known("auto", "any", "none", "validated")]


class Function(Shape):
    """
    One of the client's functions; `parameters` is the JSON Schema of its arguments.
    """

    type: Literal["function"]
    name: str | None = None
    description: str | None = None
    parameters: Anything | None = None


class CodeExecution(Shape):
    """
    Lets the model run code.
    """

    type: Literal["code_execution"]


class UrlContext(Shape):
    """
    Lets the model read pages.
    """

    type: Literal["url_context"]


class GoogleSearch(Shape):
    """
    Lets the model search the web.
    """

    type: Literal["google_search"]
    search_types: list[SearchType] | None = None


class GoogleMaps(Shape):
    """
    Lets the model look at the map, near a position.
    """

    type: Literal["google_maps"]
    enable_widget: bool | None = None
    latitude: float | None = None
    longitude: float | None = None


class FileSearch(Shape):
    """
    Lets the model search stores of files.
    """

    type: Literal["file_search"]
    file_search_store_names: list[str] | None = None
    metadata_filter: str | None = None
    top_k: int | None = None


class AllowedTools(Shape):
    """
    The tools that may be used, and whether they must.
    """

    mode: ToolMode | None = None
    tools: list[str] | None = None


class McpServer(Shape):
    """
    Lets the model use the tools of a server that speaks MCP.
    """

    type: Literal["mcp_server"]
    name: str | None = None
    url: str | None = None
    headers: dict[str, str] | None = None
    allowed_tools: list[AllowedTools] | None = None


class VertexSearch(Shape):
    """
    A search engine or data stores at Vertex.
    """

    datastores: list[str] | None = None
    engine: str | None = None


class ToolChoiceConfig(Shape):
    """
    A choice of tools that names them.
    """

    allowed_tools: AllowedTools | None = None


ToolChoice: TypeAlias = Annotated[ToolMode | ToolChoiceConfig, OneOf()]
