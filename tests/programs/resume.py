"""
Begins a job as a stream, leaves it after some events, takes it up again, and tells all it has read.

`python resume.py EVENTS`; address and key come from the environment. Prints JSON: the text read in
two parts, the text of the finished job, and how it ended.
"""

import json
import sys
import warnings

from google import genai

warnings.simplefilter("ignore")


def said(stream):
    """
    The events of a stream, which some releases wrap.
    """
    return (getattr(event, "data", event) for event in stream)


def text_of(event):
    """
    The text of a delta, empty for all other events.
    """
    delta = getattr(event, "delta", None)
    return getattr(delta, "text", "") or "" if getattr(delta, "type", "") == "text" else ""


def whole_text(interaction):
    """
    All text of a finished interaction.
    """
    items = getattr(interaction, "steps", None) or interaction.outputs
    contents = [each for item in items for each in getattr(item, "content", None) or [item]]
    return "".join(each.text for each in contents if each.type == "text")


def main():
    client = genai.Client()
    job = {"agent": "deep-research-preview-04-2026", "input": "Who invented paper?"}
    read, name, last, ended = "", "", None, ""
    stream = client.interactions.create(**job, background=True, stream=True)
    for number, event in enumerate(said(stream), 1):
        interaction = getattr(event, "interaction", None)
        name = name or (interaction.id if interaction else "")
        read += text_of(event)
        last = getattr(event, "event_id", None) or last
        if number == int(sys.argv[1]):
            break
    rest = {"stream": True} | ({"last_event_id": last} if last else {})
    read = read if last else ""
    for event in said(client.interactions.get(name, **rest)):
        read += text_of(event)
        ended = event.event_type
    print(
        json.dumps(
            {"read": read, "whole": whole_text(client.interactions.get(name)), "ended": ended}
        )
    )


main()
