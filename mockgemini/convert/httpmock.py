"""
Recordings of httpmock (Rust): one YAML document an exchange, `when` and `then`.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from mockgemini.convert.answers import Timing
from mockgemini.convert.pairing import PARSED, Pair, imported
from mockgemini.convert.places import Place
from mockgemini.convert.source import Imported

KIND = "httpmock"


def read(documents: Iterable[Place]) -> Imported:
    """
    One exchange a document; a CassetteError for what is no such file.
    """
    return imported(KIND, [_pair(each) for each in documents if each.value is not None])


def _pair(document: Place) -> Pair:
    when, then = document.get("when"), document.get("then")
    took = _delay(then.get("delay"))
    parsed = [
        side
        for side in (when, then)
        if side.has("json_body") and not isinstance(side.get("json_body").value, str)
    ]
    return Pair(
        method=when.get("method").text(),
        address=_address(when),
        asked=when.get("header").headers(),
        body=_body(when),
        status=then.get("status").whole(200),
        answered=then.get("header").headers(),
        answer=_body(then),
        timing=Timing(took, took),
        remarks=(PARSED,) if parsed else (),
    )


def _address(when: Place) -> str:
    path = when.get("path").text()
    query = "&".join(
        f"{quote(each.get('name').text(), safe='')}={quote(each.get('value').text(''), safe='')}"
        for each in when.get("query_param").items()
    )
    host = when.get("host").text("")
    root = f"{when.get('scheme').text('https')}://{host}" if host else ""
    # Two slashes at its beginning would make a host of a path.
    path = path if root else "/" + path.lstrip("/")
    return f"{root}{path}?{query}" if query else f"{root}{path}"


def _body(side: Place) -> bytes:
    if side.has("body_base64"):
        return side.get("body_base64").base64()
    if side.has("json_body"):
        body = side.get("json_body")
        return body.data() if isinstance(body.value, str) else body.json()
    return side.get("body").data()


def _delay(place: Place) -> float:
    """
    Milliseconds, or a mapping as Rust's durations are written.
    """
    if isinstance(place.value, dict):
        return place.get("secs").seconds() + place.get("nanos").seconds(1e-9)
    return place.seconds(1e-3)
