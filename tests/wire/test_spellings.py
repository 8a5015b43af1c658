"""
The spellings of the SDK generations, as they were seen on the wire, come to one key.
"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.exchange import Body, Request
from mockgemini.wire.canonical import canonical
from mockgemini.wire.register import revision_of
from mockgemini.wire.spellings import plain

PARTS = '{"type":"text","text":"a"},{"type":"image","data":"AAAA","mime_type":"image/png"}'
OLD_LIST = (
    '{"input":[' + PARTS + '],"model":"gemini-2.5-flash","generation_config":{"temperature":0.1,'
    '"thinking_level":"low"},"response_format":{"type":"object"},'
    '"tools":[{"type":"function","name":"f","parameters":{"type":"object"}}]}'
)
NEW_LIST = (
    '{"model":"gemini-2.5-flash","generation_config":{"temperature":0.1,"thinking_level":"low"},'
    '"input":[{"content":[{"text":"a","type":"text"},{"data":"AAAA","mime_type":"image/png",'
    '"type":"image"}],"type":"user_input"}],"response_format":{"type":"object"},'
    '"tools":[{"name":"f","parameters":{"type":"object"},"type":"function"}]}'
)
JS_LIST = OLD_LIST.replace("{", '{"model":"gemini-2.5-flash",', 1).replace(
    ',"model":"gemini-2.5-flash","gen', ',"gen'
)
AGENT = "deep-research-pro-preview-12-2025"


class Sdk:
    """
    How one SDK writes the calls: the order of its keys, its version, its uploads.
    """

    def __init__(self, name, major, version, revision=None, *, model_first=True):
        self.headers = (("x-goog-api-client", f"google-genai-sdk/{major}.0 gl-x/1"),)
        if revision:
            self.headers += (("api-revision", revision),)
        self.name, self.major, self.version, self.model_first = name, major, version, model_first
        self.is_python = name.startswith("py")

    @property
    def is_new(self):
        return self.model_first and self.is_python

    def request(self, method, path, body="", query="", headers=()):
        path = path.replace("{v}", self.version)
        return Request(method, path, query, self.headers + headers, Body.of(body.encode()))

    def create(self, **fields):
        model = {key: fields.pop(key) for key in ("model", "agent") if key in fields}
        ordered = model | fields if self.model_first else fields | model
        return self.request("POST", "/{v}/interactions", json.dumps(ordered, separators=(",", ":")))


SDKS = [
    Sdk("py1.55", "1.55", "v1beta", model_first=False),
    Sdk("py1.75", "1.75", "v1beta", model_first=False),
    Sdk("js1.33", "1.33", "v1beta"),
    Sdk("py2.0", "2.0", "v1beta", "2026-05-20", model_first=False),
    Sdk("py2.34", "2.34", "v1beta"),
    Sdk("py3.4", "3.4", "v1"),
    Sdk("js2.0", "2.0", "v1beta", "2026-05-20"),
    Sdk("js3.1", "3.1", "v1"),
]


def text(sdk):
    return sdk.create(model="gemini-2.5-flash", input="hi")


def turn(sdk):
    # Python from 2.9 on refuses turns.
    spelled = "hi" if sdk.is_new else [{"role": "user", "content": "hi"}]
    return sdk.create(model="gemini-2.5-flash", input=spelled)


def streamed(sdk):
    return sdk.create(model="gemini-2.5-flash", input="hi", stream=True)


def background(sdk):
    return sdk.create(agent=AGENT, input="hi", background=True)


def content_list(sdk):
    body = NEW_LIST if sdk.is_new else OLD_LIST if sdk.is_python else JS_LIST
    return sdk.request("POST", "/{v}/interactions", body)


def function_result(sdk):
    result = {"type": "function_result", "name": "f", "call_id": "c1", "result": "sunny"}
    if sdk.is_new:
        result = {key: result[key] for key in ["call_id", "result", "name", "type"]}
    return sdk.create(model="gemini-2.5-flash", input=[result], previous_interaction_id="v1_x")


def read(sdk):
    query = "stream=false" if sdk.version == "v1" or sdk.is_new else ""
    return sdk.request("GET", "/{v}/interactions/v1_abc", query=query)


def read_streamed(sdk):
    pairs = ["last_event_id=e2", "stream=true"]
    is_reversed = sdk.name in {"js1.33", "js2.0"}
    query = "&".join(reversed(pairs) if is_reversed else pairs)
    return sdk.request("GET", "/{v}/interactions/v1_abc", query=query)


def cancel(sdk):
    return sdk.request("POST", "/{v}/interactions/v1_abc/cancel")


def delete(sdk):
    return sdk.request("DELETE", "/{v}/interactions/v1_abc")


def keys(call, sdks=SDKS):
    requests = [call(sdk) for sdk in sdks]
    return {(revision := revision_of(each), canonical(each, revision).key()) for each in requests}


@pytest.mark.parametrize(
    "call",
    [
        text,
        turn,
        streamed,
        background,
        content_list,
        function_result,
        read,
        read_streamed,
        cancel,
        delete,
    ],
)
def test_generations_have_one_key_within_a_revision(call):
    """
    Eight SDKs, from 1.55 to 3.4, spell a call in eight ways; each revision knows it by one key.
    """
    assert 2 == len(keys(call))
    assert {revision for revision, _ in keys(call)} == {"outputs", "steps"}


def upload_start(sdk):
    body = '{"file": {"mime_type": "image/png", "size_bytes": 4, "display_name": "X"}}'
    if not sdk.is_python:
        body = '{"file":{"mimeType":"image/png","sizeBytes":"4","displayName":"X"}}'
    headers = (("x-goog-upload-protocol", "resumable"), ("x-goog-upload-command", "start"))
    return sdk.request("POST", "/upload/{v}/files", body, headers=headers)


def upload_rest(sdk):
    headers = (("x-goog-upload-command", "upload, finalize"), ("x-goog-upload-offset", "0"))
    if sdk.is_python and sdk.major != "1.55":
        headers += (("x-goog-upload-protocol", "resumable"),)
    return sdk.request("POST", "/upload/{v}/files", "\x89PNG", "upload_id=U1", headers)


def file_delete(sdk):
    return sdk.request("DELETE", "/{v}/files/abc123", "" if sdk.is_python else "{}")


@pytest.mark.parametrize("call", [upload_start, upload_rest, file_delete])
def test_files_calls_have_one_key(call):
    """
    The Files API has no revisions: all SDKs come to one key.
    """
    ((revision, _),) = keys(call)

    assert revision is None


# --- one by one -------------------------------------------------------------------------------


def body_of(body, path="/v1/interactions"):
    request = Request("POST", path, body=Body.of(json.dumps(body).encode()))
    return canonical(request, "steps").body


TEXT = {"type": "text", "text": "hi"}
IMAGE = {"type": "image", "uri": "files/a"}


@pytest.mark.parametrize(
    ("spelled", "shortest"),
    [
        ("hi", "hi"),
        (TEXT, "hi"),
        ([TEXT], "hi"),
        ([{"role": "user", "content": "hi"}], "hi"),
        ({"role": "user", "content": TEXT}, "hi"),
        ([{"type": "user_input", "content": [TEXT]}], "hi"),
        ([{"type": "user_input", "content": [TEXT, IMAGE]}], [TEXT, IMAGE]),
        (IMAGE, [IMAGE]),
        (
            [{"role": "user", "content": "hi"}, {"type": "model_output", "content": [TEXT]}],
            [{"type": "user_input", "content": "hi"}, {"type": "model_output", "content": "hi"}],
        ),
    ],
    ids=repr,
)
def test_one_turn_has_one_spelling(spelled, shortest):
    """
    Whatever a generation makes of an input, it is kept in the shortest form.
    """
    assert {"input": shortest} == body_of({"input": spelled})


@pytest.mark.parametrize(
    "spelled",
    [
        [{"role": "model", "content": "hi"}],
        [{"type": "model_output", "content": "hi"}],
        [TEXT, TEXT],
        ["hi"],
        [{"type": "user_input", "content": "hi", "id": "1"}],
        [{"type": "text", "text": "hi", "annotations": []}],
        [{"type": "text"}],
        [{"type": "text", "text": ["hi"]}, "hi"],
        7,
        [],
    ],
    ids=repr,
)
def test_other_inputs_are_not_that_turn(spelled):
    """
    The model's turn, several parts and more fields are something else than one text.
    """
    assert body_of({"input": "hi"}) != body_of({"input": spelled})


def test_response_format_is_snake_case():
    """
    A format in camelCase is the same; a schema's own names stay, with its nulls.
    """
    schema = {"type": "object", "properties": {"mimeType": {"default": None}}, "default": None}
    camel = {"type": "text", "mimeType": "application/json", "schema": schema, "delivery": None}
    snake = {"schema": schema, "mime_type": "application/json", "type": "text"}

    assert body_of({"response_format": camel}) == {"response_format": snake}
    assert body_of({"response_format": [camel]}) == {"response_format": [snake]}
    assert body_of({"response_format": schema}) == {"response_format": schema}


def test_computer_use_is_snake_case():
    """
    The one tool field that was camelCase is the same in both spellings; names of schemas stay.
    """
    tools = [{"type": "computer_use", "excludedPredefinedFunctions": ["a"]}, "odd"]

    assert {
        "tools": [{"type": "computer_use", "excluded_predefined_functions": ["a"]}, "odd"]
    } == body_of({"tools": tools})
    assert {"tools": "odd"} == body_of({"tools": "odd"})


NUMBERS = st.one_of(
    st.integers(),
    st.integers(-(2**80), 2**80),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(2**62, 2**65).map(float),
    st.just("-0"),
    st.from_regex(r"\A-?[1-9][0-9]{0,24}(\.[0-9]{1,9})?([eE][+-]?[0-9]{1,3})?\Z"),
)


@given(st.lists(NUMBERS), st.text())
def test_json_is_read_as_the_standard_library_reads_it(numbers, text):
    """
    Numbers of any size are exact, but for `1.0` being `1`; texts keep what no other reader takes.
    """

    def whole(number):
        value = float(number)
        return int(value) if value.is_integer() else value

    said = f'{{"numbers": [{", ".join(map(str, numbers))}], "text": {json.dumps(text)}}}'

    for each in (said, said.replace('"text": "', '"text": "\\ud800')):
        expected = json.loads(each, parse_float=whole)
        assert (expected, repr(expected)) == (plain(each), repr(plain(each)))


def test_nesting_without_end_is_no_json():
    """
    What is nested too deeply to be walked through is refused like what is no JSON.
    """
    for depth in (700, 990, 100_000):
        with pytest.raises(ValueError, match="nested too deeply"):
            plain("[" * depth + "]" * depth)


def test_models_prefix_is_forgotten():
    """
    A model's name may carry `models/`.
    """
    assert {"model": "m"} == body_of({"model": "models/m"})
    assert {"model": 7} == body_of({"model": 7})


@pytest.mark.parametrize("size", ["x", -1, "9" * 19])
def test_odd_file_metadata_stays(size):
    """
    A size that is no number of bytes is left as it is.
    """
    path = "/upload/v1beta/files"

    assert {"file": {"size_bytes": size}} == body_of({"file": {"sizeBytes": size}}, path)
    assert {"file": 1} == body_of({"file": 1}, path)
    assert [1] == body_of([1.0], path)
