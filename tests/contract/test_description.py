import json

import pytest
from samples.openapi import OPENAPI, needs_openapi

from mockgemini.contract.description import describe, side_of
from mockgemini.errors import UsageError
from mockgemini.wire.exporting import json_schema
from mockgemini.wire.register import NAMES

TEXT = {"type": "string"}
CALL = {"/v1beta/interactions": {"post": {"requestBody": {"content": {"application/json": {}}}}}}


def put(path, document):
    path.write_text(json.dumps(document))
    return str(path)


def openapi(paths, **components):
    return {"openapi": "3.0.3", "paths": paths, "components": components}


def content(schema, kind="application/json"):
    return {"content": {kind: {"schema": schema}}}


@pytest.mark.parametrize("name", NAMES)
def test_revisions(name, tmp_path):
    """
    A revision is described by its schema, whether by name or from a file.
    """
    exported = put(tmp_path / "s.json", json_schema(name))

    described = describe(name)

    assert ["request", "answer", "event"] == list(described.parts)
    assert describe(exported).parts == described.parts
    assert not described.lists_calls
    assert "properties" in described.resolved({"$ref": "#/$defs/Interaction"})


@needs_openapi
def test_googles_document():
    """
    Google's own document has its calls; events are those that a discriminator tells apart, since no
    call refers to them.
    """
    described = describe(str(OPENAPI))

    assert {
        *("request", "answer", "event", "get interaction answer", "delete interaction answer"),
        "cancel interaction answer",
    } == set(described.parts)
    assert "event_type" == described.parts["event"]["discriminator"]["propertyName"]
    assert described.lists_calls


def test_calls(tmp_path):
    """
    A call's parts are found under its name, references followed, all answers taken together.
    """
    post = {
        "requestBody": {"$ref": "#/components/requestBodies/R"},
        "responses": {
            "200": {
                "content": {
                    **content(TEXT)["content"],
                    **content({}, "text/event-stream")["content"],
                }
            },
            "default": {"$ref": "#/components/responses/E"},
        },
    }
    paths = {
        "/v1/interactions": {"post": post},
        "/v1/moods": {"get": {"responses": {"200": content(TEXT)}}},
    }
    document = openapi(
        paths, requestBodies={"R": content(TEXT)}, responses={"E": content({"type": "object"})}
    )

    described = describe(put(tmp_path / "o.json", document))

    assert {
        "request": TEXT,
        "answer": {"anyOf": [TEXT, {"type": "object"}]},
        "event": {},
        "GET /v1/moods answer": TEXT,
    } == described.parts


def test_references(tmp_path):
    """
    A reference that leads nowhere is a schema that says nothing; one in a circle is refused.
    """
    circle = {
        "A~/": {"$ref": "#/components/schemas/A~0~1"},
        "B": {"$ref": "#/components/schemas/C"},
        "C": TEXT,
    }
    described = describe(put(tmp_path / "o.json", openapi(CALL, schemas=circle)))

    assert {} == described.resolved({"$ref": "other.json#/x"})
    assert {} == described.resolved({"$ref": "#/components/schemas/Z"})
    assert {} == described.resolved(None)
    assert TEXT == described.resolved({"$ref": "#/components/schemas/B"})
    with pytest.raises(UsageError, match="refers to itself"):
        described.resolved({"$ref": "#/components/schemas/A~0~1"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{oops", "a schema is a JSON file, and this is none"),
        ("[]", "expected an OpenAPI document, or what 'mockgemini schema' prints"),
        ('{"properties": {"answer": {}}}', "this is neither"),
        ('{"openapi": "3.0.3", "paths": {}}', "describes no call, so nothing can be told"),
    ],
)
def test_files_that_are_no_schema(text, words, tmp_path):
    """
    What cannot be a schema is refused in a sentence.
    """
    path = tmp_path / "s.json"
    path.write_text(text)

    with pytest.raises(UsageError, match=words):
        describe(str(path))


def test_files_that_are_not_there():
    """
    A word that is neither a revision nor a file is refused with the revisions there are.
    """
    with pytest.raises(UsageError, match=r"a revision \(outputs, steps\) or a file, and 'leaps'"):
        describe("leaps")


@pytest.mark.parametrize(
    ("part", "side"), [("request", "sent"), ("event", "received"), ("GET /x answer", "received")]
)
def test_sides(part, side):
    """
    Requests are sent, all else is received.
    """
    assert side == side_of(part)
