"""
What a test says to its MockGemini, and what it sees of requests.
"""

import json
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from stages.talking import MODEL, post, put_cassette

import mockgemini
from mockgemini import FunctionCall, MockGemini, Text, UsageError, calls, expects_result, says
from mockgemini.faults.waiting import Latency
from mockgemini.spaces.recording import Take

KEY = "any"


def text_of(answer):
    """
    The text of a bare answer.
    """
    status, body = answer
    assert 200 == status, body
    return "".join(item.get("text", "") for item in body["steps"][-1]["content"])


@pytest.fixture
def mock():
    """
    One that listens, with nothing to play.
    """
    with MockGemini() as listening:
        yield listening


def test_a_reply_is_the_next_answer(mock):
    """
    Replies come in order; the requests and interactions can be looked at.
    """
    mock.reply("Sunny.")
    mock.reply("Rainy.", FunctionCall("f"))

    assert "Sunny." == text_of(post(mock.url, "Weather?", key=KEY))
    post(mock.url, "And now?", key=KEY)

    assert ["Weather?", "And now?"] == [request.text for request in mock.requests]
    assert [200, 200] == [request.status for request in mock.requests]
    assert ["completed", "requires_action"] == [each.status for each in mock.interactions]
    assert ["f"] == [call.name for call in mock.interactions[1].calls]
    assert [] == mock.unused_replies == mock.complaints == mock.warnings


def test_a_fake_model_is_a_decorator(mock):
    """
    `@reply` takes a function, bare or with conditions, and leaves it as it was.
    """

    @mock.reply
    def model(request):
        return request.text.upper()

    @mock.reply(when="weather", model=MODEL)
    def weather(_request):
        return Text("Sunny.")

    assert "HI" == text_of(post(mock.url, "hi", key=KEY))
    assert "Sunny." == text_of(post(mock.url, "the weather?", key=KEY))
    assert "model" == model.__name__
    assert Text("Sunny.") == weather(None)


def test_a_tool_script_is_played(mock):
    """
    `script` takes steps.
    """
    mock.script(calls("f"), expects_result("x"), says("Done."), when="go")
    _, first = post(mock.url, "go", key=KEY)
    result = {"type": "function_result", "call_id": first["steps"][0]["id"], "result": "y"}

    status, body = post(mock.url, [result], key=KEY, previous_interaction_id=first["id"])

    assert 422 == status
    assert [body["error"]["message"]] == mock.complaints
    assert ["script 1 was left while it waited for the result of f()"] == mock.unused_replies


def test_replies_of_all_spellings(mock):
    """
    A Reply, `says` and `calls` may be given to `reply`, with conditions of their own.
    """
    mock.reply(mockgemini.Reply.of("One."), when="one")
    mock.reply(says("Two."))
    mock.reply("Three.", calls("f", x=1))
    mock.reply(status="failed")

    assert "Two." == text_of(post(mock.url, "two", key=KEY))
    _, third = post(mock.url, "three", key=KEY)
    _, fourth = post(mock.url, "four", key=KEY)

    assert "One." == text_of(post(mock.url, "one", key=KEY))
    assert {"x": 1} == third["steps"][-1]["arguments"]
    assert "failed" == fourth["status"]


@pytest.mark.parametrize(
    ("say", "words"),
    [
        (lambda mock: mock.reply("Hi", colour="red"), "reply takes chunks, model, polls"),
        (lambda mock: mock.reply(len, status="failed"), "says itself what status are"),
        (lambda mock: mock.script(says("Hi"), polls=3), "script takes model, times"),
        (lambda mock: mock.script(), "a script has steps"),
        (lambda mock: mock.script(calls("")), "calls takes a function's name, not ''"),
        (lambda mock: mock.inject("cut"), r"takes faults such as Cut\(.*\), not 'cut'"),
        (lambda mock: mock.variable("a", "today"), "variable takes a name and .* not 'a' and 'to"),
        (lambda mock: mock.variable(1, str), "variable takes a name and a function .*, not 1 and"),
    ],
)
def test_mistakes_show_at_once(mock, say, words):
    """
    What makes no sense is refused in the test's own line.
    """
    with pytest.raises(UsageError, match=words):
        say(mock)


def test_faults_that_never_happened_are_told(mock):
    """
    One that was to happen so many times is told until it has; one that lasts never is.
    """
    mock.fail(503, times=3)
    mock.hold(after_events=2)
    mock.inject(Latency(0.0))

    told = mock.unused_faults
    post(mock.url, "Hi", key=KEY)

    assert 2 == len(told)
    assert ["fault 2 (hold) never happened: nothing was asked that it could act on"] == (
        mock.unused_faults
    )


def test_who_listens_can_be_told():
    """
    Replies belong to a MockGemini that listens; before, that is said.
    """
    with pytest.raises(UsageError, match="start it before"):
        MockGemini().reply("Hi")
    assert () == MockGemini().requests


def test_a_recording_takes_no_replies(tmp_path):
    """
    While recording, nothing can be scripted.
    """
    mock = MockGemini().record(Take(tmp_path / "x.yaml", "http://127.0.0.1:9"))

    with mock, pytest.raises(UsageError, match="while recording the real API answers"):
        mock.reply("Hi")


def test_a_cassette_and_a_script(tmp_path):
    """
    The script is asked first, and what was recorded is played beside it.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")
    with MockGemini(path) as mock:
        mock.reply("Scripted.", when="else")

        assert "Hello, World!" == text_of(post(mock.url, key=KEY))
        assert "Scripted." == text_of(post(mock.url, "else", key=KEY))
        assert ["cassette", "script"] == [request.source for request in mock.requests]


def test_the_model_goes_on_where_it_is_told_to():
    """
    With on_miss='synthesize' what is not scripted is synthesized, and nothing is missed.
    """
    with MockGemini(on_miss="synthesize") as mock:
        mock.reply("Scripted.")
        statuses = [post(mock.url, key=KEY)[0] for _ in range(2)]

        assert [200, 200] == statuses
        assert ["script", "synthesizer"] == [request.source for request in mock.requests]
        assert [] == mock.misses


def test_a_miss_is_kept(mock):
    """
    A request without a reply is told and kept.
    """
    mock.reply("One.")
    post(mock.url, key=KEY)
    status, _ = post(mock.url, key=KEY)

    assert 422 == status
    (miss,) = mock.misses
    assert miss.sentence.startswith("No scripted reply is left")


def test_a_script_can_be_posted(mock):
    """
    The control plane takes a script for the space that it is posted below.
    """
    parts = urlsplit(mock.url)
    told = []
    for text in ["- reply: Posted.\n- reply: Twice.\n", "- rreply: x\n"]:
        connection = HTTPConnection(parts.hostname, parts.port, timeout=10)
        connection.request("POST", f"{parts.path}/__mockgemini__/script", text)
        answer = connection.getresponse()
        told.append((answer.status, json.loads(answer.read())))
        connection.close()

    assert (200, {"cues": 2}) == told[0]
    assert 422 == told[1][0]
    assert told[1][1]["error"]["message"].startswith("the script:1: an entry of a script has")
    assert "Posted." == text_of(post(mock.url, key=KEY))


def test_what_users_import_is_there():
    """
    Everything that is gathered for users can be imported, and nothing else.
    """
    assert all(getattr(mockgemini, name) is not None for name in mockgemini.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Nobody'"):
        _ = mockgemini.Nobody
    assert set(mockgemini.__all__) <= set(dir(mockgemini))


def test_events_are_counted_while_they_go_out(mock):
    """
    While a stream is held, the events that went out so far are counted; in the end all are.
    """
    mock.reply(chunks=["It ", "is ", "sunny."])
    gate = mock.hold(after_events=3)
    parts = urlsplit(mock.url)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=10)
    body = json.dumps({"model": MODEL, "input": "Hi", "stream": True})
    connection.request("POST", f"{parts.path}/v1/interactions", body, {"x-goog-api-key": KEY})
    answer = connection.getresponse()
    while answer.readline() != b"\n" or mock.requests[0].events_sent < 3:
        pass

    held = mock.requests[0].events_sent
    gate.release()
    answer.read()
    connection.close()

    assert 3 == held
    assert 9 == mock.requests[0].events_sent
