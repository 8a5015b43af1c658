"""
Tells what the real SDK makes of an answer with a part of every kind: the types it saw, as JSON.

`python kinds.py`. Address and key come from the environment. The same in JavaScript is kinds.mjs.
"""

import json
import warnings

from google import genai

warnings.simplefilter("ignore")


def seen(value):
    """
    The type on the wire, and the class that the SDK took for it.
    """
    return [getattr(value, "type", None), type(value).__name__]


def main():
    client = genai.Client()
    ask = {"model": "gemini-2.5-flash", "input": "hi"}

    whole = client.interactions.create(**ask)
    items = getattr(whole, "steps", None) or whole.outputs
    contents = [
        seen(content) for item in items for content in (getattr(item, "content", None) or [])
    ]

    starts, deltas, events = [], [], []
    for event in client.interactions.create(**ask, stream=True):
        events.append([event.event_type, type(event).__name__])
        start = getattr(event, "step", None) or getattr(event, "content", None)
        if start is not None:
            starts.append(seen(start))
        if getattr(event, "delta", None) is not None:
            deltas.append(seen(event.delta))

    print(
        json.dumps(
            {
                "status": whole.status,
                "items": [seen(item) for item in items],
                "contents": contents,
                "starts": starts,
                "deltas": deltas,
                "events": events,
            }
        )
    )


main()
