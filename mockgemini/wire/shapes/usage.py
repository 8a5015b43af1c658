"""
What an interaction used, in tokens; the revisions differ in a field or two.
"""

from __future__ import annotations

from typing import Annotated

from mockgemini.wire.shapes.settings import Modality
from mockgemini.wire.shapes.shape import Known, Shape, Usual


class ModalityTokens(Shape):
    """
    The tokens of one modality.
    """

    modality: Modality | None = None
    tokens: int | None = None


class GroundingToolCount(Shape):
    """
    How often a tool was used that is paid for by the use.
    """

    type: Annotated[str, Known("google_search", "google_maps", "retrieval")] | None = None
    count: int | None = None


class Usage(Shape):
    """
    Tokens, in total and by modality. No schema requires a field; recordings always have seven.
    """

    total_tokens: Usual[int] = None
    total_input_tokens: Usual[int] = None
    input_tokens_by_modality: Usual[list[ModalityTokens]] = None
    total_cached_tokens: Usual[int] = None
    cached_tokens_by_modality: list[ModalityTokens] | None = None
    total_output_tokens: Usual[int] = None
    output_tokens_by_modality: list[ModalityTokens] | None = None
    total_tool_use_tokens: Usual[int] = None
    tool_use_tokens_by_modality: list[ModalityTokens] | None = None
    # The first servers called these "reasoning"; all recordings have them as "thought".
    total_thought_tokens: int | None = None
    grounding_tool_count: list[GroundingToolCount] | None = None
