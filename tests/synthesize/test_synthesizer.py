import json

import pytest
from samples.synthesized_corpus import FLASH, NEW, OLD, ask, told

from mockgemini.exchange import Stream
from mockgemini.synthesize.interactions import Manner
from mockgemini.synthesize.synthesizer import Setting, Synthesizer
from mockgemini.wire.outcome import Outcome, Text, Turn

TEXT = {"model": FLASH, "input": "Hi!"}
JOB = {"agent": "deep-research-preview-04-2026", "input": "Who invented the zip?"}

# As documented; ours, after recorded ones.
NO_SUCH_TOOL = (
    "The value 'invalid_tool_type_xyz' is not supported for 'type' at 'tools[0]'. "
    "Supported values: 'function', 'code_execution', 'mcp_server', 'filesystem', 'google_maps', "
    "'google_search', 'bash', 'computer_use', 'file_search', 'url_context'."
)
IN_THE_FOREGROUND = (
    "Agent 'deep-research-preview-04-2026' requires background interactions. "
    "Set 'background' to true."
)


# --- calls ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "base",
    ["/v1", "/v1beta", "/v1alpha", "/v1beta1/projects/mine/locations/global"],
)
def test_every_version_and_vertex(base):
    """
    Interactions live their whole life under any version's path, and under those of Vertex.
    """
    synthesizer = Synthesizer()
    job = told(ask(synthesizer, {**JOB, "background": True}, path=f"{base}/interactions"))
    here = f"{base}/interactions/{job['id']}"

    got = told(ask(synthesizer, method="GET", path=here))
    stopped = told(ask(synthesizer, path=f"{here}/cancel"))
    deleted = told(ask(synthesizer, method="DELETE", path=here))

    assert job == got
    assert "cancelled" == stopped["status"]
    assert {} == deleted
    assert 404 == ask(synthesizer, method="GET", path=here).status


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1beta/models/gemini-2.5-flash:generateContent"),
        ("POST", "/v1beta/models/gemini-2.5-flash:streamGenerateContent"),
        ("GET", "/v1beta/operations/a"),
        ("POST", "/v1beta/cachedContents"),
        ("GET", "/v1beta/webhooks"),
        ("PATCH", "/v1beta/interactions/a"),
        ("GET", "/v1beta/interactions"),
        ("GET", "/"),
    ],
)
def test_what_is_not_synthesized_says_so(method, path):
    """
    Every other call of the API is told what to do: an explaining 422, which no SDK tries again.
    """
    answer = ask(Synthesizer(), method=method, path=path)

    error = told(answer)["error"]
    assert (422, "NOT_SYNTHESIZED") == (answer.status, error["status"])
    assert error["message"].startswith(f"{method} {path} is replayed from cassettes but not")
    assert "mockgemini record CASSETTE" in error["message"]


def test_every_answer_names_its_source():
    """
    Answers and refusals alike say that they were made up.
    """
    answers = [
        ask(Synthesizer(), TEXT),
        ask(Synthesizer(), {**TEXT, "stream": True}),
        ask(Synthesizer(), {"model": "mine", "input": "Hi!"}),
        ask(Synthesizer(), method="GET", path="/v1/models"),
        ask(Synthesizer(), method="GET", path="/nowhere"),
    ]

    source = ("x-mockgemini-source", "synthesizer")
    assert [True] * 5 == [source in answer.headers for answer in answers]


def test_an_uploaded_file_is_seen():
    """
    What was uploaded can be asked about by its address.
    """
    synthesizer = Synthesizer()
    upload = ask(
        synthesizer,
        b"%PDF-1.4\n1 0 obj << /Type /Page >> endobj\n%%EOF",
        path="/upload/v1beta/files",
        more=(("x-goog-upload-protocol", "raw"), ("content-type", "application/pdf")),
    )
    file = told(upload)["file"]

    body = {"model": FLASH, "input": [{"type": "document", "uri": file["uri"]}]}
    answer = told(ask(synthesizer, body))

    assert "1 page" in answer[NEW][-1]["content"][0]["text"]


# --- requests that are refused ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({**TEXT, "colour": 1}, (400, "parameter_unknown", "Unknown parameter 'colour'.")),
        (
            {**TEXT, "generation_config": {"colour": 1}},
            (400, "parameter_unknown", "Unknown parameter 'generation_config.colour'."),
        ),
        (
            {**TEXT, "stream": "yes"},
            (
                400,
                "invalid_request",
                "Invalid value at 'stream': expected a boolean, not a string.",
            ),
        ),
        (
            {**TEXT, "model": 7},
            (400, "invalid_request", "Invalid value at 'model': expected a string, not a number."),
        ),
        (
            {**TEXT, "tools": {}},
            (400, "invalid_request", "Invalid value at 'tools': expected a list, not an object."),
        ),
        (
            {**TEXT, "tools": [{"type": "invalid_tool_type_xyz"}]},
            (400, "invalid_request", NO_SUCH_TOOL),
        ),
        (
            {**TEXT, "agent": "deep-research-preview-04-2026"},
            (400, "invalid_request", "Only one of 'model' and 'agent' may be set."),
        ),
        (
            {"input": "Hi!"},
            (
                400,
                "invalid_request",
                "Missing parameter: one of 'model' or 'agent' is required.",
            ),
        ),
        (
            {"model": FLASH},
            (400, "invalid_request", "Missing parameter: 'input' is required."),
        ),
        (
            {"model": FLASH, "input": ""},
            (400, "invalid_request", "Missing parameter: 'input' is required."),
        ),
        (
            {"model": FLASH, "input": []},
            (400, "invalid_request", "Missing parameter: 'input' is required."),
        ),
        (
            {"model": FLASH, "input": [{"type": "function_result", "result": "x"}]},
            (400, "invalid_request", "Missing call_id in content of type function_result"),
        ),
        (
            {**TEXT, "previous_interaction_id": "v1_nope"},
            (404, "not_found", "Interaction 'v1_nope' not found."),
        ),
        (
            {**JOB},
            (400, "invalid_request", IN_THE_FOREGROUND),
        ),
    ],
    ids=lambda value: None if isinstance(value, tuple) else "-".join(value)[:40],
)
@pytest.mark.parametrize("revision", [OLD, NEW])
def test_bad_requests(body, expected, revision):
    """
    What is wrong is named by its place, in both revisions, in the API's shape: message, then code.
    """
    answer = ask(Synthesizer(), body, revision=revision)

    error = told(answer)["error"]
    assert expected == (answer.status, error["code"], error["message"])
    assert ["message", "code"] == list(error)
    assert ("content-type", "application/json; charset=UTF-8") in answer.headers


def test_refused_requests_leave_nothing():
    """
    A refused request is forgotten: the next answer is the same as without it.
    """
    one, other = Synthesizer(), Synthesizer()
    ask(one, {**TEXT, "colour": 1})
    ask(one, {**TEXT, "previous_interaction_id": "v1_nope"})

    assert ask(other, TEXT).body.read() == ask(one, TEXT).body.read()


# --- settings ---------------------------------------------------------------------------------


def test_sunset():
    """
    Callers of the retired revision are refused word for word as today; the others are not.
    """
    synthesizer = Synthesizer(Setting(is_sunset=True))

    old = ask(synthesizer, TEXT, revision=OLD)
    dated = ask(synthesizer, TEXT, client="curl")

    error = told(old)["error"]
    assert (400, "invalid_request") == (old.status, error["code"])
    assert error["message"].startswith("The legacy Interactions API schema is no longer supported.")
    assert b"\\u003e= 2.0.0" in old.body.read()
    assert [200, 200] == [dated.status, ask(synthesizer, TEXT).status]


def test_sunset_holds_for_every_call():
    """
    An interaction that is there cannot be got in the retired revision either.
    """
    synthesizer = Synthesizer(Setting(is_sunset=True))
    interaction_id = told(ask(synthesizer, TEXT))["id"]

    path = f"/v1beta/interactions/{interaction_id}"
    assert 400 == ask(synthesizer, method="GET", path=path, revision=OLD).status
    assert 200 == ask(synthesizer, method="GET", path=path).status


@pytest.mark.parametrize("revision", [OLD, NEW])
def test_the_default_revision(revision):
    """
    Who does not say which revision it speaks is spoken to in the space's.
    """
    answer = ask(Synthesizer(Setting(revision=revision)), TEXT, client="curl")

    assert revision in told(answer)


def test_seeds():
    """
    The same seed and requests give the same bytes; another seed gives other ones.
    """
    body = {**TEXT, "stream": True}

    def said(seed):
        synthesizer = Synthesizer(Setting(manner=Manner(seed=seed)))
        return [event.raw for _ in range(2) for event in ask(synthesizer, body).events]

    assert said(1) == said(1)
    assert said(1) != said(2)


def test_recorded_interactions_are_continued():
    """
    An id that is not known here may be known to a cassette; what was said there is continued.
    """
    said = (Turn("user", (Text("I am Ada."),)), Turn("model", (Text("Hello."),)))
    known = {"v1_recorded": said}
    synthesizer = Synthesizer(Setting(adopt=known.get))

    body = {"model": FLASH, "input": "Who am I?", "previous_interaction_id": "v1_recorded"}
    answer = ask(synthesizer, body)

    assert "I am Ada." in json.dumps(told(answer))
    other = {**body, "previous_interaction_id": "v1_other"}
    assert 404 == ask(synthesizer, other).status


class Parrot:
    """
    A composer that says one thing.
    """

    def concerns(self, brief):  # noqa: ARG002 - it is a composer
        """
        Always.
        """
        return True

    def compose(self, scene):
        """
        Whatever was asked, or nothing to those who whisper.
        """
        if scene.prompt == "psst":
            return None
        return Outcome((Text(scene.prompt),), status="completed")


def test_composers_of_ones_own_come_first():
    """
    They are asked before the model is, which answers what they leave.
    """
    synthesizer = Synthesizer(first=(Parrot(),))

    spoken, left = (told(ask(synthesizer, {**TEXT, "input": each})) for each in ("Hi!", "psst"))

    assert [{"content": [{"text": "Hi!", "type": "text"}], "type": "model_output"}] == spoken[NEW]
    assert "psst" != left[NEW][-1]["content"][0]["text"]


def test_streams_are_streams_and_the_rest_is_not():
    """
    `stream` in the body decides, whatever the query says.
    """
    assert isinstance(ask(Synthesizer(), {**TEXT, "stream": True}), Stream)
    assert not isinstance(ask(Synthesizer(), {**TEXT, "stream": False}, query="alt=sse"), Stream)
