"""
HTTP Archives (HAR 1.2), as browsers, proxies and Polly.JS write them.

Follows http://www.softwareishard.com/blog/har-12-spec/
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote_plus

from mockgemini.convert.addresses import is_gemini
from mockgemini.convert.answers import Timing
from mockgemini.convert.moments import seconds_since_1970
from mockgemini.convert.pairing import Pair, Skipped, imported
from mockgemini.convert.places import Place
from mockgemini.convert.source import Imported
from mockgemini.jsontext import parse

KIND = "HAR"
SPREAD = "the times within a stream were not recorded: its events are spread evenly over it"


def read(document: Place) -> Imported:
    """
    The exchanges under `log.entries`; a CassetteError for what is no such file.
    """
    return imported(KIND, [_entry(each) for each in document.get("log").get("entries").items()])


def _entry(entry: Place) -> Pair | Skipped:
    request, response = entry.get("request"), entry.get("response")
    address = request.get("url").text()
    # A page's archive is mostly about others; whether those are whole does not matter.
    if not is_gemini(address):
        return Pair(method="GET", address=address)
    body, posted = _content(response.get("content")), _posted(request.get("postData"))
    if body is None or posted is None:
        return Skipped("an exchange lacks a body that the archive does not hold")
    mime_type = response.get("content").get("mimeType").text("")
    timing = _timing(entry)
    is_spread = mime_type.startswith("text/event-stream") and timing.took and not timing.events
    return Pair(
        method=request.get("method").text(),
        address=address,
        asked=request.get("headers").headers(),
        body=posted,
        status=response.get("status").whole(0),
        answered=response.get("headers").headers(),
        answer=body,
        timing=timing,
        remarks=(SPREAD,) if is_spread else (),
        recorded=entry.get("startedDateTime").text(""),
    )


def _content(content: Place) -> bytes | None:
    """
    The answer's body; None where there was one and it is not in the archive.
    """
    text = content.get("text")
    if text.value is None:
        is_empty = content.get("size").number() <= 0 and not content.has("_file")
        return b"" if is_empty else None
    return _text(text, content.get("encoding"))


def _posted(posted: Place) -> bytes | None:
    """
    The request's body; None where there was one and it cannot be put together again.
    """
    text = posted.get("text")
    if text.value is not None:
        return _text(text, posted.get("encoding"))
    params = posted.get("params").items()
    is_form = posted.get("mimeType").text("").startswith("application/x-www-form-urlencoded")
    if posted.has("_file") or (params and not is_form):
        return None
    return "&".join(
        f"{quote_plus(each.get('name').text())}={quote_plus(each.get('value').text(''))}"
        for each in params
    ).encode()


def _text(text: Place, encoding: Place) -> bytes:
    if encoding.text("").lower() != "base64":
        return text.data()
    if not text.text().startswith("["):
        return text.base64()
    # Polly.JS keeps the chunks of a compressed body, in a JSON list.
    try:
        pieces = parse(text.text())
    except ValueError:
        raise text.expected("base64") from None
    return b"".join(piece.base64() for piece in replace(text, value=pieces).items())


def _timing(entry: Place) -> Timing:
    """
    Blocking and connecting were the client's; the server had the waiting and the receiving.
    """
    timings = entry.get("timings")
    head = timings.get("wait").seconds(1e-3)
    took = head + timings.get("receive").seconds(1e-3)
    started = seconds_since_1970(entry.get("startedDateTime").text(""))
    messages = entry.get("_eventSourceMessages").items() if started is not None else []
    sent = started or 0.0
    times = [each.get("time").number() - sent for each in messages]
    return Timing(head, took, tuple(min(max(at, head), max(took, head)) for at in times))
