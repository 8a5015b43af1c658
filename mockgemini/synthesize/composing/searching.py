"""
Google Search: queries, the chips that have to be shown, and sentences that rest on sources.
"""

from __future__ import annotations

import base64
import html

from mockgemini.jsontext import Json
from mockgemini.synthesize.composing.topic import query, topic
from mockgemini.synthesize.composing.used import Sentence, Source, Used, call_id, resting, signature
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Tool
from mockgemini.wire.outcome import ToolCall, ToolResult

_REDIRECT = "https://vertexaisearch.cloud.google.com/grounding-api-redirect/"
_TOKEN_HEAD = b"\x01\x46\x48\x61\x01"
"""What recorded tokens begin with: AUZIYQ."""

SITES = (
    "wikipedia.org",
    "britannica.com",
    "youtube.com",
    "medium.com",
    "github.com",
    "nature.com",
    "reddit.com",
    "arxiv.org",
)

_FINDINGS = (
    "Several sources that were found for this agree on the main points",
    "The most recent of them dates from {month}",
    "They name the same figures, and differ only in what they stress",
    "A closer look at the details – dates, names and places – confirms it",
)


def use(scene: Scene, tool: Tool, dice: Dice) -> Used | None:
    """
    A search for what almost any prompt asks; none for a mere greeting.
    """
    if not asks_something(scene.prompt):
        return None
    asked = queries(scene, dice)
    text, citations = resting(findings(scene, dice))
    return Used(searched(scene, tool, asked, dice), text, citations)


def asks_something(prompt: str) -> bool:
    """
    Whether a prompt is a question, or long enough to be about something.
    """
    words = prompt.split()
    return len(words) > 2 or any(word.endswith(("?", "？")) for word in words)


def queries(scene: Scene, dice: Dice) -> list[str]:
    """
    What is typed into the search box for a prompt, one or two of them.
    """
    first = query(scene.prompt)
    month = f"{scene.now:%B %Y}"
    return [first, f"{first} {month}"][: dice.integer(1, 2)]


def searched(scene: Scene, tool: Tool, asked: list[str], dice: Dice) -> tuple[ToolCall, ToolResult]:
    """
    The call with its queries, and the result: the same chips once for each query, as recorded.
    """
    kinds = tool.extra.get("search_types")
    kind = kinds[0] if isinstance(kinds, list) and kinds else "web_search"
    name = call_id(scene, dice)
    shown: dict[str, Json] = {"search_suggestions": chips(asked, dice)}
    return (
        ToolCall(
            "google_search",
            {"queries": list[Json](asked)},
            name,
            signature(scene, dice),
            {"search_type": kind},
        ),
        ToolResult(
            "google_search",
            name,
            [dict(shown) for _ in asked],
            is_error=False,
            signature=signature(scene, dice),
        ),
    )


def findings(scene: Scene, dice: Dice) -> list[Sentence]:
    """
    A few sentences about the topic, each with a source or two.
    """
    sites = dice.shuffled(SITES)
    sources = [site(name, dice) for name in sites[: dice.integer(2, 3)]]
    about = f"I searched the web for **{topic(scene.prompt)}**."
    later = [each.format(month=f"{scene.now:%B %Y}") + "." for each in _FINDINGS]
    chosen = [later[0], later[dice.integer(1, 3)]]
    return [
        (about, tuple(sources[:1])),
        *(
            (each, (sources[n % len(sources)], sources[-1])[: 1 + n])
            for n, each in enumerate(chosen)
        ),
    ]


def site(name: str, dice: Dice) -> Source:
    """
    A page as it is cited: under Google's own address, and named after its site.
    """
    return {"url": redirect(dice), "title": name, "type": "url_citation"}


def redirect(dice: Dice) -> str:
    """
    An address that would lead to the page found.
    """
    token = _TOKEN_HEAD + dice.bytes(dice.integer(110, 180))
    return _REDIRECT + base64.urlsafe_b64encode(token).decode()


_CHIPS = """\
<style>
.container {{
  align-items: center;
  border-radius: 8px;
  display: flex;
  font-family: Google Sans, Roboto, sans-serif;
  font-size: 14px;
  padding: 8px 12px;
}}
.chip {{
  border: solid 1px;
  border-radius: 16px;
  display: inline-block;
  margin: 0 8px;
  padding: 5px 16px;
  text-decoration: none;
}}
.carousel {{
  overflow: auto;
  white-space: nowrap;
}}
@media (prefers-color-scheme: dark) {{
  .container {{
    background-color: #1f1f1f;
  }}
  .chip {{
    color: #fff;
  }}
}}
</style>
<div class="container">
  <div class="headline">
  </div>
  <div class="carousel">
{chips}
  </div>
</div>
"""


def chips(asked: list[str], dice: Dice) -> str:
    """
    The suggestions that Google wants to be shown, as a piece of HTML.
    """
    links = [
        f'    <a class="chip" href="{redirect(dice)}">{html.escape(each)}</a>' for each in asked
    ]
    return _CHIPS.format(chips="\n".join(links))
