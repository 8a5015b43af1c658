"""
The environment in which the SDKs talk to us instead of Google, without a change to any code.
"""

from __future__ import annotations

from collections.abc import Mapping

DUMMY_KEY = "mockgemini-dummy-key"
"""What programs under test send for a key; the recorder puts the real one in its place."""

_LOCAL = "127.0.0.1,localhost"
_UNSET = ("GOOGLE_API_KEY", "GOOGLE_GENAI_USE_VERTEXAI")


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
        variables[name] = ",".join(part for part in (current.get(name), _LOCAL) if part)
    if not is_recording:
        variables["GEMINI_API_KEY"] = DUMMY_KEY
        for name in _UNSET:
            variables.pop(name, None)
    return variables
