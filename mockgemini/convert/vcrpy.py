"""
Recordings of vcrpy and pytest-recording, YAML or JSON, and of serializers made for them.
"""

from __future__ import annotations

from mockgemini.convert.pairing import PARSED, Pair, imported
from mockgemini.convert.places import Place
from mockgemini.convert.source import Imported

KIND = "vcrpy"


def read(document: Place) -> Imported:
    """
    The exchanges under `interactions`; a CassetteError for what is no such file.
    """
    return imported(KIND, [_pair(each) for each in document.get("interactions").items()])


def _pair(interaction: Place) -> Pair:
    request, response = interaction.get("request"), interaction.get("response")
    status = response.get("status", "status_code")
    parsed = sum(side.has("parsed_body") for side in (request, response))
    return Pair(
        method=request.get("method").text(),
        address=request.get("uri", "url").text(),
        asked=request.get("headers").headers(),
        body=_body(request),
        status=(status.get("code") if status.has("code") else status).whole(),
        answered=response.get("headers").headers(),
        answer=_body(response),
        remarks=(PARSED,) if parsed else (),
        recorded=interaction.get("recorded_at").text(""),
    )


def _body(side: Place) -> bytes:
    if side.has("parsed_body"):
        parsed = side.get("parsed_body")
        return b"" if parsed.value is None else parsed.json()
    body = side.get("body", "content")
    return inner_body(body) if isinstance(body.value, dict) else body.data()


def inner_body(body: Place) -> bytes:
    """
    A body that is a mapping: its `base64_string`, else its `string`.
    """
    if body.has("base64_string"):
        return body.get("base64_string").base64()
    return body.get("string").data()
