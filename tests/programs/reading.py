"""
Asks what a file lists, with the real SDK, and tells what it read: text, calls, tokens, status.

`python reading.py JOBS`. JOBS is a JSON list of [base URL, method, arguments]. Prints a JSON list.
"""

import json
import pathlib
import sys
import warnings

from google import genai

warnings.simplefilter("ignore")


def fields(value):
    """
    Whatever the SDK gave, as plain JSON.
    """
    if hasattr(value, "model_dump"):
        value = value.model_dump(by_alias=True, exclude_none=True)
    if isinstance(value, dict):
        return {key: fields(item) for key, item in value.items()}
    return [fields(item) for item in value] if isinstance(value, list) else value


def items(value):
    """
    What the model did, in either revision.
    """
    return getattr(value, "steps", None) or getattr(value, "outputs", None) or []


def contents(item):
    """
    The contents of an item, or the item itself.
    """
    return getattr(item, "content", None) or [item]


def whole(interaction):
    found = [part for item in items(interaction) for part in contents(item)]
    return {
        "status": getattr(interaction, "status", None),
        "total": getattr(getattr(interaction, "usage", None), "total_tokens", None),
        "text": "".join(part.text for part in found if getattr(part, "type", "") == "text"),
        "calls": [
            [item.name, fields(item.arguments)]
            for item in items(interaction)
            if item.type == "function_call"
        ],
        "classes": sorted({type(part).__name__ for part in [*items(interaction), *found]}),
    }


def streamed(events):
    """
    The same, put together by the reader of a stream.
    """
    text, names, arguments, last, classes = "", {}, {}, None, set()
    for event in events:
        classes.add(type(event).__name__)
        start = getattr(event, "step", None) or getattr(event, "content", None)
        classes |= {type(each).__name__ for each in (start, getattr(event, "delta", None)) if each}
        if getattr(start, "type", "") == "function_call":
            names[event.index] = getattr(start, "name", None)
            arguments[event.index] = ""
        delta = getattr(event, "delta", None)
        kind = getattr(delta, "type", "")
        if kind == "text":
            text += delta.text
        elif kind == "arguments_delta":
            arguments[event.index] += delta.arguments
        elif kind == "function_call":
            names[event.index] = delta.name
            arguments[event.index] = json.dumps(fields(delta.arguments))
        if getattr(event, "interaction", None) is not None:
            last = event.interaction
    return {
        "status": getattr(last, "status", None),
        "total": getattr(getattr(last, "usage", None), "total_tokens", None),
        "text": text,
        "calls": [[names[index], json.loads(arguments[index] or "{}")] for index in names],
        "classes": sorted(classes),
    }


def told(base, method, arguments):
    """
    What one call gave, or the error it ended in.
    """
    client = genai.Client(api_key="any", http_options={"base_url": base})
    try:
        answer = getattr(client.interactions, method)(**arguments)
        if method == "delete":
            return {"deleted": True}
        return streamed(answer) if arguments.get("stream") else whole(answer)
    except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
        return {"error": f"{type(error).__name__}: {error}"}


jobs = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
print(json.dumps([told(*job) for job in jobs]))
