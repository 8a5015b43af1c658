"""
The environment in which the SDKs talk to us instead of Google, without a change to any code.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

GOOGLE = "https://generativelanguage.googleapis.com"
"""Where the real API is."""

DUMMY_KEY = "mockgemini-dummy-key"
"""What programs under test send for a key; the recorder puts the real one in its place."""

KEY_VARIABLES = ("GEMINI_API_KEY", "GOOGLE_API_KEY")
"""Where the SDKs, and our recorder, look for a key; the first that is set counts."""

UNSET = ("GOOGLE_API_KEY", "GOOGLE_GENAI_USE_VERTEXAI", "GOOGLE_GENAI_USE_ENTERPRISE")
"""What would send an SDK elsewhere, or with another key."""

_LOCAL = ("127.0.0.1", "localhost")


def environment(
    url: str, current: Mapping[str, str], *, is_recording: bool = False
) -> dict[str, str]:
    """
    The current variables, changed. While recording, keys stay: the real ones are needed.
    """
    variables = dict(current)
    variables["GOOGLE_GEMINI_BASE_URL"] = url
    variables["GOOGLE_VERTEX_BASE_URL"] = url
    for name in ("NO_PROXY", "no_proxy"):
        variables[name] = _with_local(current.get(name, ""))
    if not is_recording:
        variables["GEMINI_API_KEY"] = DUMMY_KEY
        for name in UNSET:
            variables.pop(name, None)
    return variables


def real_key(variables: Mapping[str, str] = os.environ) -> str | None:
    """
    The key that recordings are made with; None where there is none but our dummy.
    """
    for name in KEY_VARIABLES:
        if (key := variables.get(name)) and key != DUMMY_KEY:
            return key
    return None


def _with_local(hosts: str) -> str:
    named = [host.strip() for host in hosts.split(",") if host.strip()]
    return ",".join([*named, *(host for host in _LOCAL if host not in named)])
