"""
Recordings of Ruby's VCR, YAML or JSON.
"""

from __future__ import annotations

from mockgemini.convert.pairing import Pair, imported
from mockgemini.convert.places import Place
from mockgemini.convert.source import Imported
from mockgemini.convert.vcrpy import inner_body

KIND = "Ruby VCR"

# Ruby's names for bytes that are no text, and for those that are UTF-8 anyway.
_AS_THEY_ARE = frozenset({"", "ASCII-8BIT", "BINARY", "UTF-8", "US-ASCII"})


def read(document: Place) -> Imported:
    """
    The exchanges under `http_interactions`; a CassetteError for what is no such file.
    """
    return imported(KIND, [_pair(each) for each in document.get("http_interactions").items()])


def _pair(interaction: Place) -> Pair:
    request, response = interaction.get("request"), interaction.get("response")
    return Pair(
        method=request.get("method").text(),
        address=request.get("uri").text(),
        asked=request.get("headers").headers(),
        body=_body(request.get("body")),
        status=response.get("status").get("code").whole(),
        answered=response.get("headers").headers(),
        answer=_body(response.get("body")),
        recorded=interaction.get("recorded_at").text(""),
    )


def _body(body: Place) -> bytes:
    """
    A text is stored in UTF-8 and was in `encoding` on the wire; older files have just the text.
    """
    if not isinstance(body.value, dict):
        return body.data()
    encoding = body.get("encoding").text("")
    text = body.get("string").value
    if encoding.upper() in _AS_THEY_ARE or not isinstance(text, str):
        return inner_body(body)
    try:
        return text.encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return inner_body(body)
