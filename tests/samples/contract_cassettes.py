"""
A small cassette in both revisions that has nothing wrong with it, and ways to spoil its file.
"""

import json
import re

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.reading import load
from mockgemini.cassette.saving import save
from mockgemini.exchange import Body, Exchange, Payload, Poll, Polls, Reply, Request, Stream
from mockgemini.wire import register
from mockgemini.wire.checker import checker_of
from mockgemini.wire.outcome import FunctionCall, Outcome, Text, Thought
from mockgemini.wire.streaming import frames
from mockgemini.wire.usage import Usage

REVISIONS = register.NAMES
CHECKERS = {revision: checker_of(revision) for revision in REVISIONS}
JSON = (("content-type", "application/json"),)
SSE = (("content-type", "text/event-stream"),)

TEXT = "It is raining, so take an umbrella and your good boots with you."
DAY = "2026-06-03T09:14:22Z"
_USAGE = Usage(
    total=12, input=5, output=4, thought=3, cached=0, tool_use=0, input_by=(("text", 5),)
)
_TOLD = {"status": "completed", "usage": _USAGE, "created": DAY, "updated": DAY}
_PARTS = (Thought(signature="CiQBDDnWx+Xp0gYVp4DF"), Text(TEXT))
_MODEL = {"model": "gemini-2.5-flash"}

TALK = Outcome(_PARTS, id="v1_talk", **_MODEL, **_TOLD)
CALL = Outcome(
    (_PARTS[0], FunctionCall("get_weather", {"city": "Paris"}, "jskegq1s")),
    id="v1_call",
    **_MODEL,
    **(_TOLD | {"status": "requires_action"}),
)
JOB = Outcome(_PARTS, id="v1_job", agent="deep-research-preview-04-2026", **_TOLD)
BEGUN = Outcome(id=JOB.id, agent=JOB.agent, status="in_progress", created=DAY, updated=DAY)

# The numbers of the exchanges below.
STREAM, GET, CALLED, BEGIN, POLLS, RESUMED, NEXT, DELETE, GENERATE, REFUSED = range(1, 11)


def pieces(index, kind, text):  # noqa: ARG001 - it is a Pieces
    """
    Texts in pieces of twenty characters.
    """
    return [text[at : at + 20] for at in range(0, len(text), 20)] if kind == "text" else (text,)


def stream(outcome, revision, *, cut=None):
    """
    The stream that tells an outcome.
    """
    told = register.revision(revision).renderer.events(outcome, pieces)
    return Stream(200, SSE, frames(told), 0.1, cut)


def reply(body, status=200, headers=JSON):
    """
    A JSON answer.
    """
    data = json.dumps(body, separators=(",", ":")).encode()
    return Reply(status, headers, Payload(data), 0.5)


def resource(outcome, revision):
    """
    An outcome as a whole answer.
    """
    return register.revision(revision).renderer.resource(outcome)


def request(method="POST", path="/v1beta/interactions", body=None, query=""):
    """
    A request; without a body where none is given.
    """
    data = b"" if body is None else json.dumps(body, separators=(",", ":")).encode()
    return Request(method, path, query, JSON if data else (), Body.of(data))


def ask(**more):
    """
    A request to create an interaction.
    """
    return request(body={"model": _MODEL["model"], "input": "Rain?"} | more)


def pairs(revision):
    """
    Requests and answers, in the order of the numbers above.
    """
    job = {"agent": JOB.agent, "input": "Rain?", "background": True}
    tools = [{"type": "function", "name": "get_weather", "parameters": {"type": "object"}}]
    told = [reply(resource(each, revision)) for each in (BEGUN, JOB)]
    states = Polls((Poll(0.0, told[0], 3, 10.0), Poll(30.0, told[1])))
    whole = resource(TALK, revision)
    error = {"error": {"message": "There is no such model.", "code": "model_not_found"}}
    following = {"id": "v1_next", "previous_interaction_id": TALK.id}
    return [
        (ask(stream=True), stream(TALK, revision)),
        (request("GET", f"/v1beta/interactions/{TALK.id}"), reply(whole)),
        (ask(stream=True, tools=tools), stream(CALL, revision)),
        (request(body=job), reply(resource(BEGUN, revision))),
        (request("GET", f"/v1beta/interactions/{JOB.id}"), states),
        (
            request("GET", f"/v1beta/interactions/{JOB.id}", query="stream=true"),
            stream(JOB, revision),
        ),
        (ask(previous_interaction_id=TALK.id), reply(whole | following)),
        (request("DELETE", f"/v1beta/interactions/{TALK.id}"), reply({})),
        (request("POST", "/v1beta/models/m:generateContent", {"contents": []}), reply({})),
        (ask(model="gone"), reply(error, 404)),
    ]


def cassette(revision, changed=None):
    """
    The cassette; `changed` has other pairs for some of the numbers.
    """
    numbered = dict(enumerate(pairs(revision), 1)) | (changed or {})
    return Cassette(
        Header(recorded=DAY),
        tuple(
            Exchange(asked, answer, revision=revision if "/interactions" in asked.path else None)
            for asked, answer in numbered.values()
        ),
    )


def written(path, cassette_):
    """
    A cassette on the disk, read again.
    """
    save(cassette_, path)
    return load(path)


# --- spoiling a file --------------------------------------------------------------------------

_EVENT = re.compile(r"^      \d+\.\d{3} \S")


def event_lines(path):
    """
    The lines of the events of each stream of a file, counted from 1, found by nothing but sight.
    """
    groups = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line == "    events: |":
            groups.append([])
        elif _EVENT.match(line):
            groups[-1].append(number)
    return groups


def with_events(path, which, mutate):
    """
    Change the events of one of a file's streams, given as names and data; give the first's line.
    """
    numbers = event_lines(path)[which]
    lines = path.read_text().splitlines()
    told = [lines[number - 1].split(" ", 8)[-2:] for number in numbers]
    events = [[name, data if name == "done" else json.loads(data)] for name, data in told]
    changed = [
        f"      1.000 {name} {data if isinstance(data, str) else json.dumps(data)}"
        for name, data in mutate(events)
    ]
    lines[numbers[0] - 1 : numbers[-1]] = changed
    if not changed:
        lines[numbers[0] - 2] = "    events: ''"
    path.write_text("\n".join([*lines, ""]))
    return numbers[0]
