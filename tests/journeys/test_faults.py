"""
What users' programs, with the real SDKs in them, make of faults.
"""

import json
import sys
from http.client import IncompleteRead
from urllib.parse import quote

import pytest
from journeys.sdks import ROOT, Sdk, environment, get, param, ran, recording, serving
from journeys.sdks import ask as asked

from mockgemini import sse

THREE = [Sdk("python", "1.75.0"), Sdk("python", "3.4.0"), Sdk("js", "3.1.0")]
TABLE = [sys.executable, str(ROOT / "scripts" / "fault-table"), "--check"]
RESEARCH = {
    "agent": "deep-research-pro-preview-12-2025",
    "input": "Bridges.",
    "background": True,
    "stream": True,
}

LOSING = [
    "fail: {status: 503}",
    "fail: {status: 429}, times: 2",
    "reset: {}",
    "cut: {after_events: 0}",
    "cut: {after_events: 5}",
    "cut: {after_events: 3, within: event}",
    "cut: {after_bytes: 1, how: reset}",
    "missing_end: {}",
    "bare_error: {}",
    "error_event: {}",
    "content_type: {}",
]
HARMLESS = [
    "no_done: {}",
    "duplicate: {}",
    "unknown_event: {}",
    "keepalive: {}",
    "crlf: {}",
    "chunks: {size: 1}",
    "coalesced: {}",
    "slow_start: {seconds: 0.02}",
    "latency: {seconds: 0.02}",
    "stall: {after_events: 2, seconds: 0.05}",
    "rate_limit: {requests: 9}",
    "outage: {begins: 60}",
]


def test_the_table_of_kinds_is_fresh():
    """
    The manual lists every kind of fault with its options, as the code has them.
    """
    told = ran([*TABLE, "--kinds"], environment(key=None))

    assert told.code == 0, told.out + told.err


@pytest.mark.skipif(
    any(sdk.missing for sdk in THREE), reason="; ".join(sdk.missing or "" for sdk in THREE)
)
def test_the_table_of_sdks_is_fresh():
    """
    The manual tells what three SDKs show a program of each fault, as they do now.
    """
    told = ran(TABLE, environment(key=None))

    assert told.code == 0, told.out + told.err


@pytest.mark.parametrize("sdk", [param(sdk) for sdk in THREE])
def test_what_was_not_delivered_was_not_consumed(sdk, tmp_path):
    """
    A cassette of one exchange, faults, a program that asks again: each time it gets the recorded
    stream in the end, and nothing is missed.
    """
    cassette = tmp_path / "talk.yaml"
    with serving() as upstream, recording(cassette, upstream.url) as recorder:
        sound = seen(sdk, [recorder.url], "stream")[0]
        assert recorder.end() == 0

    with serving(cassette, "--repeat", "never") as player:
        spaces = [f"{player.url}/s/{number}" for number, _ in enumerate((*LOSING, *HARMLESS))]
        for space, fault in zip(spaces, (*LOSING, *HARMLESS), strict=True):
            set_faults(space, f"- {{{fault}}}")
        told = seen(sdk, spaces, "insist")
        journals = [json.loads(get(f"{space}/__mockgemini__/journal")) for space in spaces]

    for fault, found, journal in zip((*LOSING, *HARMLESS), told, journals, strict=True):
        assert journal["misses"] == 0, fault
        assert "tries" in found, fault
        assert len(found["events"]) >= len(sound["events"]), fault
        assert found["text"] == sound["text"] or fault.startswith("duplicate"), fault
        # The oldest of the three does not look at the type.
        if fault != "content_type: {}":
            assert (journal["requests"] > 1) == (fault in LOSING), fault


def seen(sdk, urls, call):
    """
    What a program saw at each of these addresses.
    """
    scenarios = [{"name": url, "call": call, "url": url} for url in urls]
    told = ran(sdk.command("faulty", json.dumps(scenarios)), environment(key=None))
    assert told.code == 0, told.err[-2000:]
    return [json.loads(line) for line in told.out.splitlines()]


def set_faults(space, text):
    """
    Hand a space its faults; it must understand them.
    """
    assert asked("POST", f"{space}/__mockgemini__/faults", text.encode()).status == 200


def test_a_stream_that_is_cut_is_taken_up_at_every_event():
    """
    Cut behind any event and resumed from the last id that came, the text is whole, nothing twice.
    """
    with serving() as server:
        whole = told_by(f"{server.url}/s/whole")
        assert len(whole) > 10

        for events in range(1, len(whole) + 1):
            space = f"{server.url}/s/{events}"
            set_faults(space, f"- cut: {{after_events: {events}}}")
            first = told_by(space)
            rest = resumed(space, first)

            assert events == len(first)
            assert text_of(whole) == text_of([*first, *rest]), events
            assert ids_of(whole) == ids_of([*first, *rest])


def told_by(space):
    """
    The events of a new stream, as far as they come.
    """
    answer = asked("POST", f"{space}/v1/interactions", json.dumps(RESEARCH).encode())
    return events_of(until_torn(answer))


def resumed(space, first):
    """
    The events behind the last id that came; where none came, those behind what came.
    """
    interaction = first[0]["interaction"]["id"]
    query = "stream=true"
    known = [event["event_id"] for event in first if "event_id" in event]
    if known:
        query += f"&last_event_id={quote(known[-1])}"
    events = events_of(get(f"{space}/v1/interactions/{interaction}?{query}", key="any"))
    return events if known else events[len(first) :]


def until_torn(answer):
    """
    All bytes that come, whether or not they end as they should.
    """
    came = b""
    try:
        while chunk := answer.read1():
            came += chunk
    except (IncompleteRead, OSError):
        return came
    return came


def events_of(body):
    """
    The data of the events in a body, but for the end of the stream.
    """
    found = [frame.data for frame in sse.decode(body) if frame.data]
    return [json.loads(data) for data in found if data != "[DONE]"]


def text_of(events):
    """
    All text of the deltas, in order.
    """
    deltas = [event["delta"] for event in events if "delta" in event]
    said = [delta.get("content", delta) for delta in deltas]
    return "".join(content.get("text", "") for content in said)


def ids_of(events):
    """
    The ids of all events that have one.
    """
    return [event["event_id"] for event in events if "event_id" in event]
