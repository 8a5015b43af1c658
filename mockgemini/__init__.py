"""
The test double for Google's Gemini Interactions API.
"""

from typing import TYPE_CHECKING

from mockgemini.errors import (
    CassetteError,
    MockGeminiError,
    SecretError,
    UpstreamError,
    UsageError,
)
from mockgemini.version import VERSION as __version__  # noqa: N811 - as packages name it

if TYPE_CHECKING:
    from mockgemini.mock import MockGemini

__all__ = [
    "CassetteError",
    "MockGemini",
    "MockGeminiError",
    "SecretError",
    "UpstreamError",
    "UsageError",
    "__version__",
]


def __getattr__(name: str) -> object:
    """
    MockGemini, when it is first asked for: every run of pytest imports this package, few need that.
    """
    if name == "MockGemini":
        from mockgemini.mock import MockGemini  # noqa: PLC0415

        return MockGemini
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
