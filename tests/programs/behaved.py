"""
A test as a user writes it, against the real SDK of any generation: retries, polls and a cancel
button, and what is said of them. Tells on stdout, a line each.

`python behaved.py PACKAGES`: where mockgemini's own dependencies are, for this SDK's environment
does not have them.
"""

import asyncio
import contextlib
import json
import sys
import threading
import time
import warnings

sys.path.append(sys.argv[1])
warnings.simplefilter("ignore")

from mockgemini import FunctionCall, MockGemini, Text, Thought  # noqa: E402

MODEL = "gemini-3.5-flash"
PATIENCE = 10.0


def tell(what, *values):
    """
    One line of the transcript.
    """
    print(what, *map(json.dumps, values), flush=True)


def create(client, said="Weather?", **more):
    return client.interactions.create(model=MODEL, input=said, **more)


def retries(mock, client):
    """
    Errors as the SDK meets them with its own settings: told when to come back, and not.
    """
    waits = mock.skip_waits()
    for said, status, retry_after in [("a", 429, 20), ("b", 503, None), ("c", 503, 0.001)]:
        mock.fail(status, times=3, retry_after=retry_after)
        mock.reply("Sunny.")
        create(client, said)
    mock.fail(503, times="always", retry_after=None, when={"text": "d"})
    mock.fail(400, when={"text": "e"})
    for said in ["d", "e"]:
        try:
            create(client, said)
        except Exception as error:  # noqa: BLE001 - each generation has its own
            tell("refused", said, type(error).__name__[-5:])
    tell("slept", waits.seconds[:3], waits.total > 60)
    tell("retries", str(mock.verdict))


def impatience(mock, client):
    """
    What an application may do wrong around the SDK.
    """
    for _ in range(2):
        mock.fail(400)
        with contextlib.suppress(Exception):
            create(client)
    mock.reply("Done.", polls=9)
    job = create(client, background=True)
    for _ in range(3):
        client.interactions.get(job.id)
    tell("impatience", [[each.name, list(each.evidence)] for each in mock.verdict])


def patience(mock, client):
    """
    A loop that polls as it should.
    """
    mock.reply("Done.", polls=2)
    with mock.skip_waits() as waits:
        job = create(client, background=True)
        while job.status == "in_progress":
            time.sleep(10)
            job = client.interactions.get(job.id)
    tell("patience", waits.seconds, str(mock.verdict))


def conversation(mock, client):
    """
    A function, called and answered.
    """
    mock.reply(Thought("Hm."), FunctionCall("get_weather", {}, "c1"))
    mock.reply(Text("Rain."))
    asked = create(client)
    given = {"type": "function_result", "call_id": "c1", "name": "get_weather", "result": "rain"}
    create(client, [given], previous_interaction_id=asked.id)
    tell("conversation", str(mock.verdict))


def cancel(mock, client):
    """
    A user who presses stop amid a stream.
    """
    mock.reply(chunks=["It ", "is ", "sunny."])
    gate = mock.hold(after_events=3)
    stream = create(client, stream=True)
    seen = []
    for event in stream:
        seen.append(event.event_type)
        if len(seen) == 3:
            break
    held = gate.is_reached, mock.requests[0].disconnected
    stream.close()
    deadline = time.monotonic() + PATIENCE
    while not mock.requests[0].disconnected and time.monotonic() < deadline:
        time.sleep(0.01)
    request = mock.requests[0]
    tell("cancel", held, request.disconnected, request.events_sent, len(seen), gate.is_reached)


def release(mock, client):
    """
    A stream that goes on when the test lets it.
    """
    mock.reply(chunks=["It ", "is ", "sunny."])
    gate = mock.hold(after_events=3)
    seen, is_held = [], threading.Event()

    def read():
        for event in create(client, stream=True):
            seen.append(event.event_type)
            if len(seen) == 3:
                is_held.set()

    reader = threading.Thread(target=read)
    reader.start()
    is_held.wait(PATIENCE)
    before = len(seen)
    gate.release()
    reader.join(PATIENCE)
    request = mock.requests[0]
    tell("release", before, len(seen) > 3, request.disconnected, request.events_sent > 3)


async def waiting(mock, client):
    """
    The client that waits, and many of it at a time.
    """
    waits = mock.skip_waits()
    mock.fail(429, times=2, retry_after=5)
    mock.reply("Sunny.")
    ask = client.aio.interactions.create
    told = await ask(model=MODEL, input="Weather?")
    mock.fail(503, times=5, retry_after=0.001)
    mock.reply("Fine.", times=9)
    await asyncio.gather(*[ask(model=MODEL, input="Crowd?") for _ in range(9)])
    tell("waiting", told.status, waits.seconds[:2], str(mock.verdict))
    if hasattr(client.aio, "aclose"):
        await client.aio.aclose()


for part in [retries, impatience, patience, conversation, cancel, release]:
    with MockGemini() as mock:
        part(mock, mock.client())
with MockGemini() as mock:
    asyncio.run(waiting(mock, mock.client()))
