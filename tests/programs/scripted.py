"""
A test as a user writes it, against the real SDK of any generation: what is scripted is what the
SDK gives. Tells on stdout, a line each.

`python scripted.py PACKAGES`: where mockgemini's own dependencies are, for this SDK's environment
does not have them.
"""

import asyncio
import gc
import json
import sys
import time
import warnings

sys.path.append(sys.argv[1])
warnings.simplefilter("ignore")

from google import genai  # noqa: E402 - as above

from mockgemini import (  # noqa: E402
    FunctionCall,
    Image,
    MockGemini,
    Thought,
    calls,
    expects_result,
    says,
)

MODEL = "gemini-3.5-flash"
IS_OLD = genai.__version__.startswith("1.")
WEATHER = {
    "type": "function",
    "name": "get_weather",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
}


def tell(what, *values):
    """
    One line of the transcript.
    """
    print(what, *map(json.dumps, values), flush=True)


def items(interaction):
    """
    What the model did, whatever the generation calls it.
    """
    if IS_OLD:
        return [item.model_dump(exclude_none=True) for item in interaction.outputs]
    found = []
    for step in interaction.steps:
        told = step.model_dump(exclude_none=True)
        found += told["content"] if told["type"] == "model_output" else [told]
    return found


def text_of(interaction):
    """
    The text of an answer.
    """
    return "".join(item["text"] for item in items(interaction) if item["type"] == "text")


def deltas(events):
    """
    The texts of a stream as they came.
    """
    found = []
    for event in events:
        delta = getattr(event, "delta", None)
        text = getattr(delta, "text", None)
        if text is not None:
            found.append(text)
    return found


def fake_model(mock, client):
    """
    A model in ten lines.
    """

    @mock.reply
    def model(request):
        if request.results:
            return f"It is {request.results[0].result} in {request.history[-1].parts[-1].name}."
        if "get_weather" in request.tool_names:
            return FunctionCall("get_weather", {"city": request.text.split()[-1]})
        return [Thought("Hm."), request.text.upper()]

    told = client.interactions.create(model=MODEL, input="hello")
    tell("upper", text_of(told))
    asked = client.interactions.create(model=MODEL, input="weather in Paris", tools=[WEATHER])
    (call,) = items(asked)
    tell("call", asked.status, call["name"], call["arguments"])
    result = {
        "type": "function_result",
        "call_id": call["id"],
        "name": call["name"],
        "result": "sunny",
    }
    done = client.interactions.create(
        model=MODEL, input=[result], previous_interaction_id=asked.id, tools=[WEATHER]
    )
    tell("result", text_of(done))
    tell("seen", [request.text for request in mock.requests], mock.requests[1].tool_names)


def tool_script(mock, client):
    """
    A script, followed and not.
    """
    mock.script(
        calls("get_weather", city="Paris"), expects_result("sunny"), says("Take no umbrella.")
    )
    first = client.interactions.create(model=MODEL, input="Umbrella?", tools=[WEATHER])
    (call,) = items(first)

    def bring(value):
        result = {"type": "function_result", "call_id": call["id"], "name": "get_weather"}
        return client.interactions.create(
            model=MODEL, input=[{**result, "result": value}], previous_interaction_id=first.id
        )

    try:
        bring("rain")
    except Exception as error:  # noqa: BLE001 - each generation has its own
        tell("wrong", "is expected to hold 'sunny', and rain came" in str(error))
    tell("right", text_of(bring("sunny")), mock.unused_replies)


def polls(mock, client):
    """
    A job that is polled, and one that is cancelled.
    """
    mock.reply("Done.", polls=3)
    mock.reply("Never.", polls=9)
    job = client.interactions.create(model=MODEL, input="Work.", background=True)
    seen = [job.status]
    while seen[-1] == "in_progress":
        job = client.interactions.get(job.id)
        seen.append(job.status)
    tell("polled", seen, text_of(job))
    other = client.interactions.create(model=MODEL, input="Work.", background=True)
    tell("cancelled", client.interactions.cancel(other.id).status)
    tell("interactions", [(each.status, each.text) for each in mock.interactions])


def chaining(mock, client):
    """
    An interaction that continues a scripted one, and a picture.
    """
    mock.reply("I am a robot.", Image("a robot", size=(16, 16)), status="incomplete")
    first = client.interactions.create(model=MODEL, input="Who are you?")
    second = client.interactions.create(
        model=MODEL, input="What did I ask?", previous_interaction_id=first.id
    )
    tell("chained", first.status, second.status, [item["type"] for item in items(first)])
    tell("sources", [request.source for request in mock.requests])


def chunks(mock, client):
    """
    Streams cut as told, from a client that nobody holds on to.
    """
    mock.reply(chunks=["It ", "is ", "sunny."])
    told = client.interactions.create(model=MODEL, input="Weather?", stream=True)
    tell("stream", deltas(told))
    mock.reply("Alone.")
    created = mock.client().interactions.create
    gc.collect()
    tell("unheld", text_of(created(model=MODEL, input="Hi")))
    tell("sent", mock.requests[0].events_sent > 0)


async def waiting(mock, client):
    """
    The client that waits.
    """

    @mock.reply
    async def model(request):
        await asyncio.sleep(0)
        return request.text[::-1]

    told = await client.aio.interactions.create(model=MODEL, input="abc")
    tell("async", text_of(told))
    if hasattr(client.aio, "aclose"):
        await client.aio.aclose()


with MockGemini() as plain:
    start = time.perf_counter()
    plain.client()
    tell("quick", time.perf_counter() - start < 1.0)
for part in [fake_model, tool_script, polls, chunks]:
    with MockGemini() as mock:
        part(mock, mock.client())
with MockGemini(on_miss="synthesize") as mock:
    chaining(mock, mock.client())
with MockGemini() as mock:
    asyncio.run(waiting(mock, mock.client()))
