"""
A user's program against the real SDK, any generation: tells on stdout all that the SDK gave it.

`python conversation.py [--async] [PART ...]`. The same in JavaScript is conversation.mjs; both
print the same words, so that a recording and its replay can be compared as text. Address and key
come from the environment.
"""

import argparse
import asyncio
import inspect
import json
import os
import tempfile
import warnings
from pathlib import Path

from google import genai

warnings.simplefilter("ignore")

MODEL = "gemini-2.5-flash"
AGENT = "deep-research-pro-preview-12-2025"
PAUSE = 0.05
WEATHER = {
    "type": "function",
    "name": "get_weather",
    "description": "The weather of a city.",
    "parameters": {
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
    },
}


async def settled(value):
    """
    The value of a call, whether the client is the synchronous one or not.
    """
    return await value if inspect.isawaitable(value) else value


async def each(events):
    """
    The items of a stream or a pager, whichever way it is walked.
    """
    if hasattr(events, "__aiter__"):
        async for event in events:
            yield event
    else:
        for event in events:
            yield event


def tell(what, **values):
    """
    One line of the transcript: what was done, and values as JSON.
    """
    told = [f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    print(" ".join([what, *told]), flush=True)


def plain(value):
    """
    The value without what the SDK wraps around it; absent fields are left out, keys sorted.
    """
    if hasattr(value, "model_dump"):
        value = value.model_dump(mode="json", by_alias=True, exclude_none=True)
    if isinstance(value, dict):
        return {name: plain(value[name]) for name in sorted(value) if value[name] is not None}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def parts(interaction):
    """
    What the model did: the `steps` of newer SDKs, the `outputs` of older ones.
    """
    return getattr(interaction, "steps", None) or getattr(interaction, "outputs", None) or []


def text(interaction):
    """
    All that the model said.
    """
    said = []
    for part in parts(interaction):
        said += [part] if part.type == "text" else getattr(part, "content", None) or []
    return "".join(getattr(item, "text", "") or "" for item in said)


def show(what, interaction):
    """
    An interaction in the transcript.
    """
    usage = getattr(interaction, "usage", None)
    tell(
        what,
        id=interaction.id,
        status=str(interaction.status),
        text=text(interaction),
        parts=[part.type for part in parts(interaction)],
        tokens=usage.total_tokens if usage else None,
    )


async def streamed(what, interactions, **wish):
    """
    A stream in the transcript; returns the interaction that its last event tells of.
    """
    kinds, said, calls, whole = [], "", [], None
    async for event in each(await settled(interactions.create(stream=True, **wish))):
        kinds.append(event.event_type)
        delta = getattr(event, "delta", None)
        said += getattr(delta, "text", None) or ""
        for place in ("step", "content"):
            part = plain(getattr(event, place, None)) or {}
            if part.get("type") == "function_call":
                calls.append(part["id"])
        whole = getattr(event, "interaction", None) or whole
    tell(what, events=kinds, text=said, calls=calls)
    usage = getattr(whole, "usage", None)
    tokens = usage.total_tokens if usage else None
    tell(what, id=whole.id, status=str(whole.status), tokens=tokens)
    return whole


async def failing(what, call):
    """
    A call that fails, in the transcript: class and message.
    """
    try:
        await settled(call())
    except Exception as problem:  # noqa: BLE001 - whatever the SDK makes of it is what we tell
        tell(what, error=type(problem).__name__, message=str(problem))
    else:
        tell(what, error=None)


async def turns(interactions):
    """
    Text, a stream, a chain, a tool.
    """
    question = "Name one city with seven bridges."
    first = await settled(interactions.create(model=MODEL, input=question))
    show("text", first)
    await streamed("stream", interactions, model=MODEL, input="Tell me a short joke.")
    chain = {"model": MODEL, "previous_interaction_id": first.id}
    second = await settled(interactions.create(input="And its oldest bridge?", **chain))
    show("chain", second)
    asked = {"model": MODEL, "input": "How is the weather in Paris?", "tools": [WEATHER]}
    tool = await settled(interactions.create(**asked))
    show("tool", tool)
    await answered("tool answered", interactions, tool, stream=False)
    await streamed("tool stream", interactions, **asked)


async def answered(what, interactions, tool, *, stream):
    """
    The function's result goes back, and the model says something about it.
    """
    call = next(part for part in parts(tool) if part.type == "function_call")
    tell("call", name=call.name, arguments=plain(call.arguments), id=call.id)
    result = {"type": "function_result", "name": call.name, "call_id": call.id}
    result["result"] = {"weather": "sunny", "celsius": 21}
    wish = {"model": MODEL, "tools": [WEATHER], "previous_interaction_id": tool.id}
    if stream:
        await streamed(what, interactions, input=[result], **wish)
    else:
        show(what, await settled(interactions.create(input=[result], **wish)))


async def jobs(interactions):
    """
    A job polled to its end, one that is cancelled; an interaction that is fetched, then deleted.
    """
    job = await settled(
        interactions.create(agent=AGENT, input="Bridges of the world.", background=True)
    )
    show("job", job)
    seen = [str(job.status)]
    while str(job.status) == "in_progress":
        await asyncio.sleep(PAUSE)
        job = await settled(interactions.get(job.id))
        if str(job.status) != seen[-1]:
            seen.append(str(job.status))
    tell("polled", statuses=seen)
    show("job done", job)
    other = await settled(interactions.create(agent=AGENT, input="Rivers.", background=True))
    show("cancelled", await settled(interactions.cancel(other.id)))
    fetched = await settled(interactions.get(other.id))
    show("fetched", fetched)
    await settled(interactions.delete(other.id))
    tell("deleted")


async def errors(interactions):
    """
    What the service refuses.
    """
    await failing(
        "unknown chain",
        lambda: interactions.create(model=MODEL, input="?", previous_interaction_id="v1_nobody"),
    )
    await failing("unknown get", lambda: interactions.get("v1_nobody_knows"))


async def files(client):
    """
    A file goes up, is waited for, used, listed, fetched and deleted.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        path.write_bytes(bytes(range(256)) * 64)
        config = {"mime_type": "video/mp4", "display_name": "A clip"}
        file = await settled(client.files.upload(file=str(path), config=config))
    tell("uploaded", **described(file))
    while str(getattr(file.state, "name", file.state)) == "PROCESSING":
        await asyncio.sleep(PAUSE)
        file = await settled(client.files.get(name=file.name))
    tell("active", **described(file))
    clip = {"type": "video", "uri": file.uri, "mime_type": file.mime_type}
    prompt = {"type": "text", "text": "What is to be seen?"}
    wish = {"model": MODEL, "input": [prompt, clip]}
    show("about the file", await settled(client.interactions.create(**wish)))
    pager = await settled(client.files.list(config={"page_size": 10}))
    tell("listed", names=[item.name async for item in each(pager)])
    fetched = await settled(client.files.download(file=file.name))
    tell("downloaded", bytes=len(fetched))
    await settled(client.files.delete(name=file.name))
    tell("file deleted")


def described(file):
    """
    What matters of a file.
    """
    state = str(getattr(file.state, "name", file.state))
    return {"name": file.name, "state": state, "size": int(file.size_bytes), "uri": file.uri}


async def main():
    """
    The whole conversation, or the parts that are named.
    """
    options = argparse.ArgumentParser()
    options.add_argument("parts", nargs="*", default=["turns", "jobs", "errors", "files"])
    options.add_argument("--async", dest="asynchronous", action="store_true")
    given = options.parse_args()
    # The client stays referred to: the SDK closes its connections when it is collected.
    whole = genai.Client(api_key=os.environ["GEMINI_API_KEY"])
    client = whole.aio if given.asynchronous else whole
    told = {"turns": turns, "jobs": jobs, "errors": errors}
    for part in given.parts:
        await (files(client) if part == "files" else told[part](client.interactions))
    await (client.aclose() if given.asynchronous else settled(client.close()))


if __name__ == "__main__":
    asyncio.run(main())
