"""
URL context: the pages that a prompt names. They are never fetched.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from mockgemini.jsontext import Json
from mockgemini.synthesize.composing.topic import addresses
from mockgemini.synthesize.composing.used import Sentence, Used, call_id, resting, signature
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Tool
from mockgemini.wire.outcome import ToolCall, ToolResult

MOST = 20
"""Pages that one request may name, as documented."""

_OUT_OF_REACH = (".invalid", ".test", ".local", ".localhost", ".internal")

_REMARKS = (
    "It gives an overview of its subject and leads on to the details",
    "Its main points are set out in short sections",
    "It explains the essentials first and adds examples below",
)


def use(scene: Scene, tool: Tool, dice: Dice) -> Used | None:  # noqa: ARG001 - it has no settings
    """
    The pages named in the prompt; nothing where it names none.
    """
    urls = addresses(scene.prompt)[:MOST]
    if not urls:
        return None
    text, citations = resting(each for url in urls for each in _remarks(url, dice))
    return Used(browsed(scene, urls, dice), text, citations)


def browsed(scene: Scene, urls: list[str], dice: Dice) -> tuple[ToolCall, ToolResult]:
    """
    The call, and how it went with each page.
    """
    name = call_id(scene, dice)
    results: list[Json] = [{"url": url, "status": state(url)} for url in urls]
    return (
        ToolCall("url_context", {"urls": list[Json](urls)}, name, signature(scene, dice)),
        ToolResult("url_context", name, results, is_error=False, signature=signature(scene, dice)),
    )


def state(url: str) -> str:
    """
    `success`; `error` for what cannot be reached from Google's side.
    """
    host = _host(url)
    try:
        is_inside = not ipaddress.ip_address(host).is_global
    except ValueError:
        is_inside = host == "localhost" or "." not in host or host.endswith(_OUT_OF_REACH)
    return "error" if is_inside else "success"


def _remarks(url: str, dice: Dice) -> list[Sentence]:
    if state(url) == "error":
        return [(f"The page {url} could not be retrieved.", ())]
    host = _host(url).removeprefix("www.")
    source = {"url": url, "title": host, "type": "url_citation"}
    return [(f"I read the page at {host}.", ()), (dice.choice(_REMARKS) + ".", (source,))]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
