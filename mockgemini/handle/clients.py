"""
Clients of Google's own SDK that speak to us.
"""

from __future__ import annotations

import importlib
from typing import Any

from mockgemini.environment import DUMMY_KEY
from mockgemini.errors import UsageError
from mockgemini.server.plaintext import no_tls


def client(url: str, **options: Any) -> Any:
    """
    A `google.genai.Client` of any generation for this base URL; `options` are its own, and win.

    A UsageError where google-genai is not installed. Whoever calls must hold on to it: SDKs from
    2.10 on close their connections when the client itself is forgotten.
    """
    try:
        genai = importlib.import_module("google.genai")
    except ImportError:
        raise UsageError("client() needs google-genai: pip install google-genai") from None
    given = options.pop("http_options", None) or {}
    if not isinstance(given, dict):
        # A HttpOptions of the SDK.
        given = given.model_dump(exclude_none=True)
    return genai.Client(**{"api_key": DUMMY_KEY, **options}, http_options=_options(url, given))


def _options(url: str, given: dict[str, Any]) -> dict[str, Any]:
    context = no_tls()
    ours = {"verify": context}
    # The SDK's own word for aiohttp and WebSockets is another one.
    ours_async = {"verify": context, "ssl": context}
    return {
        "base_url": url,
        **given,
        "client_args": {**ours, **(given.get("client_args") or {})},
        "async_client_args": {**ours_async, **(given.get("async_client_args") or {})},
    }
