"""
Bodies in the API's shapes, of our own invention: one turn of a model, as `outputs` or as `steps`.

For stand-ins of Google only; knows nothing of HTTP and nothing of the package under test.
"""

import base64
import hashlib
import json
from dataclasses import dataclass, field

CREATED = "2026-06-03T09:14:22Z"
SIGNATURE = base64.b64encode(hashlib.shake_128(b"a thought of nobody").digest(244)).decode()
"""What a thought's signature looks like; it signs nothing."""

AFTER_A_TOOL = base64.b64encode(b"\n$7d1c5b0e-93a4-4a6e-b1de-2f60c8e9a417").decode()
"""The short signature that stands where the model did not think again after a tool's result."""


TEXT_HEADERS = (
    ("server", "scaffolding on HTTPServer2"),
    ("server-timing", "gfet4t7; dur=110"),
    ("vary", "Origin"),
    ("vary", "X-Origin"),
    ("vary", "Referer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "SAMEORIGIN"),
    ("x-xss-protection", "0"),
    ("alt-svc", 'h3=":443"; ma=2592000,h3-29=":443"; ma=2592000'),
)
"""The headers of every answer of the Interactions API, besides its type and date."""


@dataclass(frozen=True)
class Call:
    """
    A function call of the model.
    """

    name: str
    arguments: dict
    id: str = "k3v9x1qa"


@dataclass(frozen=True)
class Turn:
    """
    What the model does in one turn: it thinks, then says the pieces of a text or calls functions.
    """

    pieces: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    signature: str = SIGNATURE
    tokens: tuple[int, int, int] = (9, 12, 31)
    """Input, output, thought."""
    model: str = "gemini-2.5-flash"
    created: str = CREATED
    extra: dict = field(default_factory=dict)

    @property
    def status(self) -> str:
        return "requires_action" if self.calls else "completed"

    @property
    def usage(self) -> dict:
        read, written, thought = self.tokens
        return {
            "total_tokens": read + written + thought,
            "total_input_tokens": read,
            "input_tokens_by_modality": [{"modality": "text", "tokens": read}],
            "total_cached_tokens": 0,
            "total_output_tokens": written,
            "total_tool_use_tokens": 0,
            "total_thought_tokens": thought,
        }


def compact(value: object) -> bytes:
    """
    JSON as Google's newer front ends send it: no spaces, no ASCII escapes.
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def frame(name: str, data: bytes) -> bytes:
    """
    One server-sent event.
    """
    return b"event: %s\ndata: %s\n\n" % (name.encode(), data)


def reply(turn: Turn, revision: str, identity: str) -> bytes:
    """
    The turn as one JSON body.
    """
    parts = [{"signature": turn.signature, "type": "thought"}]
    if turn.pieces and revision == "steps":
        text = {"text": "".join(turn.pieces), "type": "text"}
        parts.append({"content": [text], "type": "model_output"})
    elif turn.pieces:
        parts.append({"text": "".join(turn.pieces), "type": "text"})
    parts += [
        {"id": call.id, "type": "function_call", "name": call.name, "arguments": call.arguments}
        for call in turn.calls
    ]
    head = {"id": identity, "status": turn.status, "usage": turn.usage}
    if revision == "outputs":
        head["role"] = "model"
    times = {"created": turn.created, "updated": turn.created, "service_tier": "standard"}
    tail = {revision: parts, "object": "interaction", "model": turn.model}
    return compact(head | times | tail | turn.extra)


def stream(turn: Turn, revision: str, identity: str) -> list[bytes]:
    """
    The turn as events, each a whole frame, the last one `done`.
    """
    if revision == "steps":
        names = ("interaction.created", "step", "interaction.completed")
    else:
        names = ("interaction.start", "content", "interaction.complete")
    first, part, last = names
    start = {"id": identity, "status": "in_progress", "object": "interaction"}
    update = {"interaction_id": identity, "status": "in_progress"}
    frames = [
        _event(first, {"interaction": start | {"model": turn.model}}),
        _event("interaction.status_update", update),
    ]
    for index, (opening, deltas) in enumerate(_parts(turn, revision)):
        named = "step" if revision == "steps" else "content"
        frames.append(_event(f"{part}.start", {"index": index, named: opening}))
        frames += [_event(f"{part}.delta", {"index": index, "delta": delta}) for delta in deltas]
        frames.append(_event(f"{part}.stop", {"index": index}))
    end = {"id": identity, "status": turn.status, "usage": turn.usage}
    if revision == "outputs":
        end["role"] = "model"
    end |= {"created": turn.created, "updated": turn.created, "service_tier": "standard"}
    end |= {"object": "interaction", "model": turn.model}
    return [*frames, _event(last, {"interaction": end}), frame("done", b"[DONE]")]


def started(revision: str, identity: str, agent: dict, status: str = "in_progress") -> bytes:
    """
    A job in the background before it has said anything; `agent`: its `agent` or its `model`.
    """
    body = {"id": identity, "status": status, "created": CREATED, "updated": CREATED}
    if revision == "outputs":
        body["role"] = "agent"
    return compact(body | {"object": "interaction"} | agent)


def error(status: int, message: str, code: str | None = None) -> bytes:
    """
    An error: with a code in words as Interactions has it, or in the shape of Google's front ends.
    """
    if code is not None:
        return compact({"error": {"message": message, "code": code}})
    words = {400: "INVALID_ARGUMENT", 403: "PERMISSION_DENIED", 404: "NOT_FOUND"}
    named = words.get(status, "INTERNAL")
    return json.dumps(
        {"error": {"code": status, "message": message, "status": named}}, indent=2
    ).encode()


def _event(name: str, data: dict) -> bytes:
    return frame(name, compact(data | {"event_type": name}))


def _parts(turn: Turn, revision: str) -> list[tuple[dict, list[dict]]]:
    signature = {"signature": turn.signature, "type": "thought_signature"}
    parts = [({"type": "thought"}, [signature])]
    if turn.pieces:
        kind = "model_output" if revision == "steps" else "text"
        parts.append(({"type": kind}, [{"text": p, "type": "text"} for p in turn.pieces]))
    parts += [_call(call, revision) for call in turn.calls]
    return parts


def _call(call: Call, revision: str) -> tuple[dict, list[dict]]:
    head = {"id": call.id, "type": "function_call"}
    if revision == "outputs":
        whole = {"name": call.name, "arguments": call.arguments, "type": "function_call"}
        return head, [{"id": call.id} | whole]
    text = json.dumps(call.arguments, ensure_ascii=False, separators=(",", ":"))
    return (
        head | {"name": call.name, "arguments": {}},
        [{"arguments": text, "type": "arguments_delta"}],
    )
