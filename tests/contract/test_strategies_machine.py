"""
Clients that are walked through all they can do: faults are found and made small, and our own
emulator bears it.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import Request as UrlRequest
from urllib.request import urlopen

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgemini import MockGemini
from mockgemini.contract.strategies import ClientMachine, Told, requests
from mockgemini.exchange import Body, Request, Stream
from mockgemini.spaces.emulation import synthesizer
from mockgemini.spaces.worlds import Replaying
from mockgemini.wire.checker import checker_of
from mockgemini.wire.register import NAMES, reader

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "property_tests"


def test_the_example_finds_a_fault(tmp_path):
    """
    The example's fault is found, and made as small as it can be: one request of two fields, its
    deletion, and the question too many; a step more where Hypothesis cannot do without it.
    """
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "pytest_plugin")])}
    options = ["-q", "-p", "no:cacheprovider", "--rootdir", str(EXAMPLE), "-c", os.devnull]
    env |= {"PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(EXAMPLE / "test_client.py")],
        cwd=EXAMPLE,
        env=env,
        capture_output=True,
        check=False,
        timeout=300,
    )

    # In CI pytest's summary tells it all once more.
    told = done.stdout.decode().partition("short test summary info")[0]
    steps = re.findall(r"state\.(\w+)\(", told)
    assert 1 == done.returncode
    assert ["create", "delete", "poll_deleted", "teardown"] == [s for s in steps if s != "poll"]
    assert len(steps) <= 5
    assert {"model": "gemini-2.5-flash", "input": "Hi."} == body_in(told)
    assert re.search("the server has deleted 'v1_[^']+', the client tells Told", told)


def body_in(told):
    """
    The body of the request that was drawn.
    """
    found = re.search(r"Draw 1 \(body\): (\{.*?\})", told.replace("\nE", " "), re.DOTALL)
    return json.loads(found[1].replace("'", '"'))


# --- one step at a time -----------------------------------------------------------------------


class Honest:
    """
    A client that asks the space itself.
    """

    def __init__(self, mock, **lies):
        self.mock, self.lies = mock, lies

    def ask(self, method, path="", body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json", "x-goog-api-key": "any"}
        url = f"{self.mock.url}/v1beta/interactions{path}"
        asked = UrlRequest(url, data, headers, method=method)  # noqa: S310 - our own server
        with urlopen(asked) as answer:  # noqa: S310 - as above
            return json.load(answer)

    def told(self, body):
        text = reader(NAMES[-1]).read(body).text
        return Told(body["id"], self.lies.get("status", body["status"]), text)

    def create(self, body):
        told = self.told(self.ask("POST", "", {**body, "stream": False}))
        return Told(self.lies.get("id", told.id), told.status, told.text)

    def poll(self, name):
        if self.lies.get("remembers"):
            return Told(name, "completed")
        return self.told(self.ask("GET", f"/{name}"))

    def cancel(self, name):
        return self.told(self.ask("POST", f"/{name}/cancel", {}))

    def delete(self, name):
        self.ask("DELETE", f"/{name}")


def machine(**lies):
    """
    A machine for an honest client, or for one that lies.
    """

    class Machine(ClientMachine):
        def emulator(self):
            self.mock = MockGemini(on_miss="synthesize")
            return self.mock

        def client(self, url):
            assert url == self.mock.url
            return Honest(self.mock, **lies)

    return Machine


@pytest.fixture
def walked():
    """
    Machines by their lies; ended with the test.
    """
    made = []

    def make(**lies):
        made.append(machine(**lies)())
        return made[-1]

    yield make
    for each in made:
        each.teardown()


def test_an_honest_client(walked):
    """
    Whoever tells what the server said passes every step.
    """
    state = walked()

    first = state._created({"model": "gemini-2.5-flash", "input": "Hi."})
    second = state.chain(before=first, stream=False)
    job = state.create_in_background(text="Hi.")
    state.poll(known=job)
    state.cancel(known=job)
    state.cancel(known=job)
    state.poll(known=second)
    state.poll_deleted(known=state.delete(known=first))


@pytest.mark.parametrize(
    ("lies", "words"),
    [
        ({"status": "failed"}, "the server said .*completed.*, the client tells .*failed"),
        ({"id": "v1_none"}, "the client tells of 'v1_none', the server never did"),
    ],
    ids=["status", "id"],
)
def test_a_lie(walked, lies, words):
    """
    What the server never said is not believed.
    """
    state = walked(**lies)

    with pytest.raises(AssertionError, match=words):
        state._created({"model": "gemini-2.5-flash", "input": "Hi."})


def test_what_is_deleted(walked):
    """
    A client that still tells of what is deleted is found out.
    """
    state = walked(remembers=True)
    name = state._created({"model": "gemini-2.5-flash", "input": "Hi."})

    state.delete(known=name)

    with pytest.raises(AssertionError, match="the server has deleted"):
        state.poll_deleted(known=name)


def test_honest_walks():
    """
    On no walk does the emulator refuse an honest client, or contradict itself.
    """
    case = machine().TestCase
    case.settings = settings(max_examples=15, stateful_step_count=10, deadline=None)

    case("runTest").runTest()


def test_what_a_machine_needs():
    """
    A machine without a server, or without a client, says what it lacks.
    """
    with pytest.raises(NotImplementedError, match="needs emulator"):
        ClientMachine()
    with pytest.raises(NotImplementedError, match="needs client"):
        ClientMachine.client(None, "")


# --- our emulator -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_emulator_takes_what_clients_may_send(name, data):
    """
    Whatever a client may send is answered, in its own revision and without any fault.
    """
    asked = data.draw(requests(name))
    body = Body.of(json.dumps(asked).encode())
    headers = (("x-goog-api-key", "any"), ("content-type", "application/json"))
    request = Request("POST", "/v1beta/interactions", "", headers, body)

    answer = asyncio.run(synthesizer((), Replaying(revision=name))(request))

    assert 200 == answer.status
    checker, expected = checker_of(name), set()
    if asked.get("store") is False:
        # What is not stored has no id.
        expected.add("id")
    if isinstance(answer, Stream):
        assert asked["stream"]
        found = checker.check_stream(answer.events)
    else:
        told = json.loads(answer.body.read())
        found = checker.check_resource(told)
        if told["status"] == "incomplete":
            # A limit may be reached before the first word.
            expected.add(checker.field)
    assert expected >= {each.place for each in found if each.severity != "info"}
