"""
Tools that a request declares.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from mockgemini.wire.shapes import tools
from mockgemini.wire.shapes.choice import OneOf
from mockgemini.wire.shapes.shape import Anything, Known, Object, Shape, Unknown
from mockgemini.wire.shapes.tools import (
    CodeExecution,
    FileSearch,
    GoogleMaps,
    GoogleSearch,
    McpServer,
    UrlContext,
    VertexSearch,
)


class Function(tools.Function):
    """
    One of the client's functions. One whose loading is deferred is found by `tool_search`.
    """

    defer_loading: bool | None = None
    short_description: str | None = None


class ComputerUse(Shape):
    """
    Lets the model use a computer.
    """

    type: Literal["computer_use"]
    environment: Annotated[str, Known("browser", "mobile", "desktop")] | None = None
    excluded_predefined_functions: list[str] | None = None
    # What the SDKs 2.0 to 2.8 called the same.
    excluded: list[str] | None = Field(None, alias="excludedPredefinedFunctions")
    enable_prompt_injection_detection: bool | None = None
    disabled_safety_policies: (
        list[
            Annotated[
                str,
                Known(
                    "financial_transactions",
                    "sensitive_data_modification",
                    "communication_tool",
                    "account_creation",
                    "data_modification",
                    "user_consent_management",
                    "legal_terms_and_agreements",
                ),
            ]
        ]
        | None
    ) = None


class ToolSearch(Shape):
    """
    Lets the model search the declared functions.
    """

    type: Literal["tool_search"]
    name: str | None = None
    description: str | None = None
    parameters: Anything | None = None
    execution: Annotated[str, Known("server", "client")] | None = None


# --- retrieval --------------------------------------------------------------------------------

RetrievalType: TypeAlias = Annotated[
    str, Known("vertex_ai_search", "rag_store", "exa_ai_search", "parallel_ai_search")
]


class RagResource(Shape):
    """
    A corpus, or files of it.
    """

    rag_corpus: str | None = None
    rag_file_ids: list[str] | None = None


class RagFilter(Shape):
    """
    Which passages are near enough.
    """

    metadata_filter: str | None = None
    vector_distance_threshold: float | None = None
    vector_similarity_threshold: float | None = None


class HybridSearch(Shape):
    """
    How much vectors count against words.
    """

    alpha: float | None = None


class RankService(Shape):
    """
    The model that ranks.
    """

    model_name: str | None = None


class Ranking(Shape):
    """
    How passages are ranked.
    """

    ranking_config: Literal["rank_service"]
    model_name: str | None = None
    rank_service: RankService | None = None


class RagRetrievalConfig(Shape):
    """
    How passages are found.
    """

    filter: RagFilter | None = None
    hybrid_search: HybridSearch | None = None
    ranking: Ranking | None = None
    top_k: int | None = None


class RagStoreConfig(Shape):
    """
    Where passages are looked for.
    """

    rag_resources: list[RagResource] | None = None
    rag_retrieval_config: RagRetrievalConfig | None = None
    similarity_top_k: int | None = None
    vector_distance_threshold: float | None = None


class ExaSearch(Shape):
    """
    The search of Exa, with the client's own key.
    """

    api_key: str
    custom_config: Object | None = None


class ParallelSearch(Shape):
    """
    The search of Parallel.
    """

    api_key: str | None = None
    custom_config: Object | None = None


class Retrieval(Shape):
    """
    Lets the model look things up where the client keeps or finds them.
    """

    type: Literal["retrieval"]
    retrieval_types: list[RetrievalType] | None = None
    vertex_ai_search_config: VertexSearch | None = None
    rag_store_config: RagStoreConfig | None = None
    exa_ai_search_config: ExaSearch | None = None
    parallel_ai_search_config: ParallelSearch | None = None


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
    | ToolSearch
    | Unknown,
    OneOf(),
]
