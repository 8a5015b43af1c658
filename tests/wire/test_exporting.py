import json

import pytest
from jsonschema import Draft202012Validator
from samples.mutations import DROP, body_of, exchange_of, spoiled
from samples.recorded_interactions import REVISIONS, recorded
from samples.shared import needs_recordings

from mockgemini.errors import UsageError
from mockgemini.exchange import Stream
from mockgemini.wire.checker import checker_of
from mockgemini.wire.deviation import breaking
from mockgemini.wire.exporting import json_schema

SCHEMAS = {revision: json_schema(revision) for revision in REVISIONS}


def judge(revision, what):
    schema = SCHEMAS[revision]
    return Draft202012Validator({**schema["properties"][what], "$defs": schema["$defs"]})


@pytest.mark.parametrize("revision", REVISIONS)
def test_schema(revision):
    """
    A revision is one valid JSON Schema of three kinds of bodies, the same each time.
    """
    schema = SCHEMAS[revision]

    Draft202012Validator.check_schema(schema)
    assert ["answer", "event", "request"] == list(schema["properties"])
    assert f"Gemini Interactions API, {revision}" == schema["title"]
    assert json.dumps(schema) == json.dumps(json_schema(revision))


@pytest.mark.parametrize("revision", REVISIONS)
def test_no_noise(revision):
    """
    It has neither nulls nor defaults nor shapes that nothing refers to.
    """
    text = json.dumps(SCHEMAS[revision])

    assert '"null"' not in text
    assert '"default"' not in text
    for name in SCHEMAS[revision]["$defs"]:
        assert f'"#/$defs/{name}"' in text


@pytest.mark.parametrize(("revision", "field"), [("outputs", "outputs"), ("steps", "steps")])
def test_fields(revision, field):
    """
    A field has its type, the known values of its enumeration and what is required.
    """
    shape = SCHEMAS[revision]["$defs"]["Interaction"]

    assert ["status"] == shape["required"]
    assert "array" == shape["properties"][field]["type"]
    known, anything = shape["properties"]["status"]["anyOf"]
    assert "requires_action" in known["enum"]
    assert {"type": "string"} == anything
    assert {"type": "string", "format": "date-time"} == shape["properties"]["created"]


@needs_recordings
@pytest.mark.parametrize("name", [name for name, _ in recorded()])
def test_recordings_fit(name):
    """
    What was recorded fits the exported schema, as another validator sees it.
    """
    exchange = exchange_of(name)
    answer = exchange.answer
    if isinstance(answer, Stream):
        what, texts = "event", [each.data for each in answer.events]
    else:
        what, texts = "answer", [answer.body.read().decode().strip()]

    # The frames that are no event, and the empty answer to a deletion.
    bodies = [json.loads(text) for text in texts if text not in {None, "[DONE]", "{}"}]
    for body in bodies:
        assert [] == list(judge(exchange.revision, what).iter_errors(body))


@needs_recordings
@pytest.mark.parametrize(
    "line",
    [
        ("no status", ("status",), DROP, ""),
        ("no text", ("steps", 1, "content", 0, "text"), DROP, ""),
        ("no type", ("steps", 0, "type"), DROP, ""),
        ("no id", ("steps", 2, "id"), DROP, ""),
        ("text is a number", ("steps", 1, "content", 0, "text"), 1, ""),
        ("tokens are text", ("usage", "total_tokens"), "1", ""),
        ("unknown field", ("mood",), 1, ""),
        ("unknown step", ("steps", 0, "type"), "dream", ""),
        ("unknown status", ("status",), "asleep", ""),
    ],
    ids=lambda line: line[0],
)
def test_agrees_with_the_models(line):
    """
    The exported schema refuses what the models call breaking, and nothing else.
    """
    ((_, body, _),) = spoiled(body_of("vercel-ai/steps/google-search.json#1"), [line])

    is_broken = bool(breaking(checker_of("steps").check_resource(body)))

    assert is_broken != judge("steps", "answer").is_valid(body)


def test_no_such_revision():
    """
    A name that is no revision's is an error that lists them.
    """
    with pytest.raises(UsageError, match="outputs, steps, not 'chunks'"):
        json_schema("chunks")
