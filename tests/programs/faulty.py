"""
A user's program that is not prepared for anything: tells what google-genai shows it of each fault.

`python faulty.py JSON`: a list of scenarios, each with `name`, `call`, `url` and perhaps `timeout`
(milliseconds). They run side by side; one line of JSON each says what was seen. faulty.mjs is the
same in JavaScript.
"""

import json
import sys
import tempfile
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

warnings.simplefilter("ignore")

from google import genai  # noqa: E402 - it warns while it is imported

MODEL = "gemini-2.5-flash"
AGENT = "deep-research-pro-preview-12-2025"
ASKED = "Repeat: Zürich – naïve café."
LOOKS = 4
TRIES = 3
ENDS = ("interaction.complete", "interaction.completed")


def error_of(problem):
    """
    Its class, and the status that it holds.
    """
    status = getattr(problem, "status_code", None) or getattr(problem, "code", None)
    return {"error": type(problem).__name__, "status": status if isinstance(status, int) else None}


def stream(client):
    """
    A stream read to its end, or as far as it comes.
    """
    told = {"events": [], "text": ""}
    try:
        for event in client.interactions.create(model=MODEL, input=ASKED, stream=True):
            told["events"].append(str(getattr(event, "event_type", None) or type(event).__name__))
            told["text"] += getattr(getattr(event, "delta", None), "text", None) or ""
    except Exception as problem:  # noqa: BLE001 - whatever the SDK makes of it is what we tell
        told |= error_of(problem)
    return told


def insist(client):
    """
    A stream asked for again until it has told its end.
    """
    for number in range(1, TRIES + 1):
        told = stream(client)
        if "error" not in told and told["events"] and told["events"][-1] in ENDS:
            return told | {"tries": number}
    return told


def create(client):
    """
    A whole answer.
    """
    try:
        return {"text": text(client.interactions.create(model=MODEL, input=ASKED))}
    except Exception as problem:  # noqa: BLE001
        return error_of(problem)


def twice(client):
    """
    Two answers, one after the other.
    """
    create(client)
    return create(client)


def poll(client):
    """
    A background job, looked at a few times whatever comes.
    """
    job = client.interactions.create(agent=AGENT, input="Bridges.", background=True)
    seen = []
    for _ in range(LOOKS):
        try:
            seen.append(str(client.interactions.get(job.id).status))
        except Exception as problem:  # noqa: BLE001
            seen.append(error_of(problem))
    return {"seen": seen}


def upload(client):
    """
    A file goes up.
    """
    try:
        return {"file": uploaded(client).name}
    except Exception as problem:  # noqa: BLE001
        return error_of(problem)


def file(client):
    """
    A file that was there is used.
    """
    told = uploaded(client)
    try:
        image = {"type": "image", "uri": told.uri, "mime_type": "image/png"}
        return {"text": text(client.interactions.create(model=MODEL, input=[image]))}
    except Exception as problem:  # noqa: BLE001
        return error_of(problem)


def uploaded(client):
    """
    A small file, once it is there.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dot.png"
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
        return client.files.upload(file=str(path), config={"mime_type": "image/png"})


def text(interaction):
    """
    All that the model said, in either generation's shape.
    """
    parts = getattr(interaction, "steps", None) or getattr(interaction, "outputs", None) or []
    said = []
    for part in parts:
        said += [part] if part.type == "text" else getattr(part, "content", None) or []
    return "".join(getattr(item, "text", "") or "" for item in said)


CALLS = {call.__name__: call for call in (stream, insist, create, twice, poll, upload, file)}


def seen(scenario):
    """
    What a client of its own sees of one scenario.
    """
    options = {"base_url": scenario["url"], "timeout": scenario.get("timeout")}
    # Each client would read all certificates there are, and needs none.
    options |= {"client_args": {"verify": False}, "async_client_args": {"verify": False}}
    client = genai.Client(api_key="any", http_options=options)
    return {"name": scenario["name"]} | CALLS[scenario["call"]](client)


if __name__ == "__main__":
    scenarios = json.loads(sys.argv[1])
    with ThreadPoolExecutor(len(scenarios)) as pool:
        for found in pool.map(seen, scenarios):
            print(json.dumps(found))
