"""
The test double for Google's Gemini Interactions API.
"""

from mockgemini.errors import (
    CassetteError,
    MockGeminiError,
    SecretError,
    UpstreamError,
    UsageError,
)
from mockgemini.mock import MockGemini
from mockgemini.version import VERSION as __version__  # noqa: N811 - as packages name it

__all__ = [
    "CassetteError",
    "MockGemini",
    "MockGeminiError",
    "SecretError",
    "UpstreamError",
    "UsageError",
    "__version__",
]
