"""
Some forty requests, one for each thing a client can want, that the synthesizer is held to.

A follow-up has `-` for the id of the interaction before it, and for the id of its first call.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re

from mockgemini.exchange import Body, Reply, Request, Stream
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.media.png import png
from mockgemini.synthesize.media.wav import wav
from mockgemini.synthesize.synthesizer import Synthesizer
from mockgemini.wire.register import NAMES

OLD, NEW = NAMES
FLASH, PRO = "gemini-2.5-flash", "gemini-3.1-pro-preview"
SDKS = {OLD: "google-genai-sdk/1.75.0 gl-python/3.12", NEW: "google-genai-sdk/3.4.0 gl-python/3.12"}

_PICTURE = base64.b64encode(png(32, 24, Dice(b"corpus"))).decode()
_SOUND = base64.b64encode(wav(0.5, Dice(b"corpus"))).decode()
_PAPER = base64.b64encode(b"%PDF-1.4\n1 0 obj << /Type /Page >> endobj\n%%EOF").decode()

_SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "age": {"type": "integer", "minimum": 0, "maximum": 120},
        "likes": {"type": "array", "items": {"enum": ["tea", "rain"]}, "minItems": 1},
    },
    "required": ["name", "age", "likes"],
}


def _function(name: str, *parameters: str) -> dict:
    return {
        "type": "function",
        "name": name,
        "description": f"To {name.replace('_', ' ')}.",
        "parameters": {
            "type": "object",
            "properties": {each: {"type": "string"} for each in parameters},
            "required": list(parameters),
        },
    }


_WEATHER = _function("get_weather", "city")
_RESULT = {"type": "function_result", "call_id": "-", "name": "get_weather"}
_ASKING = {"model": FLASH, "input": "What is the weather in Oslo?", "tools": [_WEATHER]}


def _answered(result: object, **more: object) -> list[dict]:
    told = {**_RESULT, "result": result, **more}
    return [_ASKING, {**_ASKING, "previous_interaction_id": "-", "input": [told]}]


def _tool(prompt: str, kind: str, model: str = FLASH, **more: object) -> list[dict]:
    return [{"model": model, "input": prompt, "tools": [{"type": kind, **more}]}]


def _shown(kind: str, mime_type: str, data: str) -> list[dict]:
    media = {"type": kind, "mime_type": mime_type, "data": data}
    return [{"model": FLASH, "input": [{"type": "text", "text": "What is this?"}, media]}]


def _text_format(revision: str) -> dict:
    if revision == OLD:
        return {"response_format": _SCHEMA, "response_mime_type": "application/json"}
    format_ = {"type": "text", "mime_type": "application/json", "schema": _SCHEMA}
    return {"response_format": format_}


def _made(kind: str, model: str, prompt: str) -> list[dict]:
    return [{"model": model, "input": prompt, "response_modalities": [kind]}]


def corpus(revision: str) -> dict[str, list[dict]]:
    """
    Names and the requests of each, in order; what counts is the answer to the last.
    """
    research = {"agent": "deep-research-preview-04-2026", "input": "Who invented the zip?"}
    summaries = {"type": "deep-research", "thinking_summaries": "auto"}
    cases = {
        "text": [{"model": FLASH, "input": "Hi!"}],
        "thinking aloud": [
            {"model": FLASH, "input": "Why?", "generation_config": {"thinking_summaries": "auto"}}
        ],
        "third generation": [{"model": PRO, "input": "Hi!"}],
        "not stored": [{"model": FLASH, "input": "Hi!", "store": False}],
        "instruction": [{"model": FLASH, "input": "Hi!", "system_instruction": "Be brief."}],
        "cut short": [
            {"model": FLASH, "input": "Tell all.", "generation_config": {"max_output_tokens": 40}}
        ],
        "cut at once": [
            {"model": FLASH, "input": "Tell all.", "generation_config": {"max_output_tokens": 1}}
        ],
        "stopped": [
            {"model": FLASH, "input": "Tell.", "generation_config": {"stop_sequences": ["e"]}}
        ],
        "second turn": [
            {"model": FLASH, "input": "I am Ada."},
            {"model": FLASH, "input": "Who am I?", "previous_interaction_id": "-"},
        ],
        "other letters": [{"model": FLASH, "input": '你好, 世界! 👩‍🚀 \u2028 \\ " <b>&'}],
        "picture given": _shown("image", "image/png", _PICTURE),
        "sound given": _shown("audio", "audio/wav", _SOUND),
        "paper given": _shown("document", "application/pdf", _PAPER),
        "address given": [
            {"model": FLASH, "input": {"type": "image", "uri": "https://example.com/a.jpg"}}
        ],
        "call": [_ASKING],
        "calls": [{**_ASKING, "input": "What is the weather in Oslo and Rome?"}],
        "forced call": [{**_ASKING, "input": "Hi!", "generation_config": {"tool_choice": "any"}}],
        "no call": [{**_ASKING, "generation_config": {"tool_choice": "none"}}],
        "result": _answered("Rain."),
        "result object": _answered({"sky": "grey", "celsius": 4}),
        "result contents": _answered([{"type": "text", "text": "Rain."}]),
        "result failed": _answered("No such city.", is_error=True),
        "search": _tool("Who won the last chess championship?", "google_search"),
        "search, newer": _tool("Who won the last chess championship?", "google_search", PRO),
        "code": _tool("What is the sum of the first 20 primes?", "code_execution"),
        "web page": _tool("Sum up https://example.com/a", "url_context"),
        "maps": _tool("Where is good coffee in Porto?", "google_maps"),
        "own files": _tool(
            "What do we say of tea?", "file_search", file_search_store_names=["stores/a"]
        ),
        "remote tools": _tool(
            "Will it rain in Rome?", "mcp_server", name="sky", url="https://example.com/mcp"
        ),
        "computer": _tool(
            "Open example.com.",
            "computer_use",
            "gemini-2.5-computer-use-preview-10-2025",
            environment="browser",
        ),
        "JSON": [{"model": FLASH, "input": "Make somebody up.", **_text_format(revision)}],
        "JSON from a search": [
            {**_tool("Who is Ada?", "google_search", PRO)[0], **_text_format(revision)}
        ],
        "picture": _made("image", "gemini-2.5-flash-image", "A lighthouse."),
        "picture, newer": _made("image", "gemini-3-pro-image-preview", "A lighthouse."),
        "speech": _made("audio", "gemini-2.5-flash-preview-tts", "Say: good morning."),
        "music": _made("audio", "lyria-3-clip-preview", "A waltz."),
        "research begun": [{**research, "background": True}],
        "tier": [{"model": FLASH, "input": "Hi!", "service_tier": "flex"}],
    }
    if revision == OLD:
        cases |= {
            "own history": [
                {
                    "model": FLASH,
                    "input": [
                        {"role": "user", "content": "I am Ada."},
                        {"role": "model", "content": [{"type": "text", "text": "Hello, Ada."}]},
                        {"role": "user", "content": "Who am I?"},
                    ],
                }
            ],
        }
    if revision == NEW:
        cases |= {
            "film": _made("video", "gemini-omni-1.1-flash", "A boat."),
            "developer": [{"agent": "antigravity-preview-05-2026", "input": "Write a test."}],
            "research, thinking aloud": [
                {**research, "background": True, "agent_config": summaries}
            ],
            "steps given": [
                {
                    "model": FLASH,
                    "input": [
                        {"type": "user_input", "content": [{"type": "text", "text": "Hi!"}]},
                        {"type": "model_output", "content": [{"type": "text", "text": "Yes?"}]},
                        {"type": "user_input", "content": [{"type": "text", "text": "Why?"}]},
                    ],
                }
            ],
        }
    return cases


def ask(  # noqa: PLR0913 - a request has so many parts
    synthesizer: Synthesizer,
    body: object = None,
    *,
    method: str = "POST",
    path: str = "/v1beta/interactions",
    query: str = "",
    revision: str = NEW,
    client: str = "",
    key: str | None = "k",
    more: tuple[tuple[str, str], ...] = (),
) -> Reply | Stream:
    """
    One answer of a synthesizer to a client of that revision, or to that very one; `more` headers.
    """
    headers = (("x-goog-api-client", client or SDKS[revision]), *more)
    headers += (("x-goog-api-key", key),) if key is not None else ()
    data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    return asyncio.run(synthesizer(Request(method, path, query, headers, Body.of(data))))


def told(answer: Reply) -> dict:
    """
    The JSON of an answer.
    """
    return json.loads(answer.body.read())


def answered(
    requests: list[dict],
    revision: str,
    *,
    stream: bool = False,
    of: Synthesizer | None = None,
    client: str = "",
) -> Reply | Stream:
    """
    The answer to the last of some requests.
    """
    synthesizer, who = of or Synthesizer(), {"revision": revision, "client": client}
    before: dict = {}
    for body in requests[:-1]:
        before = told(ask(synthesizer, followed(body, before, revision), **who))
    last = followed(requests[-1], before, revision)
    return ask(synthesizer, {**last, "stream": True} if stream else last, **who)


def followed(body: dict, before: dict, revision: str) -> dict:
    """
    The request with the ids of what it continues.
    """
    if "previous_interaction_id" not in body:
        return body
    calls = [item["id"] for item in before[revision] if item["type"] == "function_call"]
    text = json.dumps({**body, "previous_interaction_id": before["id"]})
    return json.loads(re.sub(r'"call_id": "-"', f'"call_id": "{(calls or [""])[0]}"', text))
