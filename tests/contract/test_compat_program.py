"""
The program that runs inside an SDK's Python, here beside classes such as the SDKs have.
"""

import io
import json
import sys
from types import SimpleNamespace
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict

from mockgemini.contract import compat_program
from mockgemini.contract.compat_program import done, is_of, look, names_taken


class TextContent(BaseModel):
    """
    A content with a type of its own.
    """

    type: Literal["text"] | None = None
    text: str = ""


class UnknownContent(BaseModel):
    """
    What an SDK makes of a type that it does not know.
    """

    raw: dict
    type: str = "UNKNOWN"


class Open(BaseModel):
    """
    A class for any type.
    """

    type: str


class Message(BaseModel):
    """
    What has others in it.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    event_type: str | None = None
    content: list[object] = []
    note: object = None


def found():
    return {"unknown": [], "mistaken": [], "types": 0, "events": 0, "extra": []}


def told_of(place, value):
    told = found()
    look(place, value, told)
    return told


def test_what_is_known():
    """
    A type that its class is for is counted, and no more; one of an open class, too.
    """
    message = Message(content=[TextContent(type="text"), Open(type="x"), {"type": "y"}], note=3)

    assert {**found(), "types": 3} == told_of("", message)


def test_what_is_unknown():
    """
    One of the SDK's classes for the unknown is told by what was on the wire, and its place.
    """
    told = told_of("event 4", Message(note=Message(content=[UnknownContent(raw={"type": "y"})])))

    expected = {"place": "event 4: note.content[0]", "type": "y", "class": "UnknownContent"}
    assert [expected] == told["unknown"]


def test_what_is_mistaken():
    """
    A type in a class that is for another one was taken for it.
    """
    content = TextContent.model_construct(type="hologram")

    told = told_of("", Message(content=[content]))

    assert [{"place": "content[0]", "type": "hologram", "class": "TextContent"}] == told["mistaken"]


@pytest.mark.parametrize(
    ("kind", "said", "expected"),
    [
        (TextContent, "text", True),
        (TextContent, "x", False),
        (Open, "x", True),
        (Message, "x", True),
    ],
    ids=["its own", "another's", "open", "any event"],
)
def test_classes_and_types(kind, said, expected):
    """
    A class is for the types that it lists, or for all where it lists none.
    """
    assert expected == is_of(kind, said)


class Interactions:
    """
    A client that keeps what it is asked for.
    """

    def __init__(self, answer):
        self.answer, self.asked = answer, []

    def create(self, *, model, extra_body=None, automatic_continuation=None, background=None):  # noqa: ARG002 - as SDKs take it
        self.asked.append((model, extra_body, automatic_continuation))
        return self.answer

    def get(self, name, **options):
        self.asked.append((name, options))
        return self.answer

    def cancel(self, name):
        self.asked.append(name)
        return self.answer

    def delete(self, name):
        self.asked.append(name)


def job(call, **more):
    return {"call": call, "id": "v1_a", "query": {}, "body": {}, "times": 1, **more}


def test_creating():
    """
    What `create` has no parameter for goes beside, and one answer is asked for.
    """
    asked = Interactions(Message())

    told = done(asked, job("create", body={"model": "m", "mood": 1}))

    assert ["mood"] == told["extra"]
    assert [("m", {"mood": 1}, False)] == asked.asked


def test_creating_in_background():
    """
    SDKs refuse to be told not to go on with what runs in the background.
    """
    asked = Interactions(Message())

    done(asked, job("create", body={"model": "m", "background": True}))

    assert [("m", None, None)] == asked.asked


def test_other_calls():
    """
    An interaction is asked for as often as it was polled, as a stream where it was one.
    """
    asked = Interactions([Message(event_type="x"), Message(event_type="y")])

    streamed = done(asked, job("get", query={"stream": "true", "last_event_id": "e"}, times=2))
    plain = [done(asked, job(call)) for call in ("get", "cancel", "delete")]

    assert 4 == streamed["events"] == streamed["types"]
    assert [("v1_a", {"stream": True, "last_event_id": "e"})] * 2 == asked.asked[:2]
    assert [("v1_a", {}), "v1_a", "v1_a"] == asked.asked[2:]
    assert not any("error" in each for each in plain)


def test_what_is_raised():
    """
    Whatever the SDK raises is what we came for.
    """
    assert "TypeError: " in done(Interactions(None), job("create"))["error"]


def test_fields_named_in_types(monkeypatch):
    """
    Newer SDKs name the fields of a request in the types of bodies only.
    """

    def create(request, **body): ...

    types = SimpleNamespace(CreateModelInteraction=TextContent, CreateAgentInteraction=Open)
    monkeypatch.setitem(sys.modules, "google.genai._gaos.types.interactions", types)
    monkeypatch.setattr(compat_program.importlib, "import_module", sys.modules.__getitem__)

    assert {"request", "body", "text", "type"} == names_taken(create)


def test_all_jobs(monkeypatch, capsys):
    """
    A line for the SDK, and one for each job.
    """
    made = []

    def client(**options):
        made.append(options)
        return SimpleNamespace(interactions=Interactions(Message()))

    monkeypatch.setitem(
        sys.modules, "google.genai", SimpleNamespace(Client=client, __version__="9")
    )
    monkeypatch.setattr(compat_program.importlib, "import_module", sys.modules.__getitem__)
    lines = [json.dumps(job("cancel", url=f"http://127.0.0.1:{port}")) for port in (1, 2)]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines)))

    compat_program.main()

    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [{"sdk": "9"}, found(), found()] == told
    assert "http://127.0.0.1:2" == made[1]["http_options"]["base_url"]
