"""
Sends many requests with the real SDK, whole and streamed, and tells what it did not know.

`python corpus.py REQUESTS` with a JSON file: for each name, the requests in order. A follow-up has
`-` for the ids of what it continues. Prints, for each name, the places of members without a class.
"""

import json
import sys
import warnings
from pathlib import Path

from google import genai

warnings.simplefilter("ignore")


def unknown(value, place):
    """
    Where a value is of a class made for what is unknown, or has fields that its class has not.
    """
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from unknown(item, f"{place}[]")
    elif hasattr(value, "model_fields_set"):
        name = type(value).__name__
        kinds = {getattr(value, "type", None), getattr(value, "event_type", None)}
        if name.startswith("Unknown") or "UNKNOWN" in kinds:
            yield f"{place}: {name}"
        for key in value.model_extra or ():
            yield f"{place}.{key}"
        for key in type(value).model_fields:
            yield from unknown(getattr(value, key), f"{place}.{key}")


def followed(body, before):
    """
    The request with the ids of what it continues.
    """
    if "previous_interaction_id" not in body:
        return body
    items = getattr(before, "steps", None) or before.outputs
    calls = [item.id for item in items if item.type == "function_call"]
    text = json.dumps({**body, "previous_interaction_id": before.id})
    return json.loads(text.replace('"call_id": "-"', f'"call_id": "{(calls or [""])[0]}"'))


def run(client, requests):
    """
    All places that were unknown in the answers to the last request, whole and streamed.
    """
    answer = None
    for body in requests[:-1]:
        answer = client.interactions.create(**followed(body, answer))
    last = followed(requests[-1], answer)
    found = set(unknown(client.interactions.create(**last), "answer"))
    for event in client.interactions.create(**last, stream=True):
        data = getattr(event, "data", event)
        found |= set(unknown(data, getattr(data, "event_type", "event")))
    return sorted(found)


corpus = json.loads(Path(sys.argv[1]).read_text())
client = genai.Client()
print(json.dumps({name: run(client, requests) for name, requests in corpus.items()}))
