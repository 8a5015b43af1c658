"""
Settings of requests in the older spelling.
"""

import pytest

from mockgemini.wire.outputs.respelling import respelled

SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}}
AS_JSON = {"type": "text", "mime_type": "application/json", "schema": SCHEMA}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param({"temperature": 1}, {"temperature": 1}, id="others"),
        pytest.param(
            {"response_format": SCHEMA}, {"response_format": SCHEMA}, id="a schema that is bare"
        ),
        pytest.param({"response_format": None}, {"response_format": None}, id="none"),
        pytest.param(
            {"response_format": AS_JSON},
            {"response_format": SCHEMA, "response_mime_type": "application/json"},
            id="a schema",
        ),
        pytest.param(
            {"response_format": {"type": "text", "schema": SCHEMA}},
            {"response_format": SCHEMA, "response_mime_type": "application/json"},
            id="a schema without a type",
        ),
        pytest.param(
            {"response_format": [{"type": "text", "mimeType": "text/plain"}]},
            {"response_mime_type": "text/plain"},
            id="a type alone",
        ),
        pytest.param({"response_format": {"type": "text"}}, {}, id="what goes without saying"),
        pytest.param(
            {"response_format": {"type": "image", "aspect_ratio": "1:1"}},
            {
                "response_modalities": ["image"],
                "generation_config": {"image_config": {"aspect_ratio": "1:1"}},
            },
            id="an image",
        ),
        pytest.param(
            {
                "generation_config": {"seed": 1, "image_config": {"image_size": "1K"}},
                "response_format": [{"type": "image", "aspect_ratio": "1:1"}, SCHEMA],
            },
            {
                "generation_config": {
                    "seed": 1,
                    "image_config": {"image_size": "1K", "aspect_ratio": "1:1"},
                },
                "response_modalities": ["image", "text"],
                "response_format": SCHEMA,
                "response_mime_type": "application/json",
            },
            id="an image and JSON",
        ),
        pytest.param(
            {"response_format": {"type": "audio", "mime_type": "audio/wav"}},
            {"response_modalities": ["audio"], "response_mime_type": "audio/wav"},
            id="sound",
        ),
        pytest.param(
            {"tools": [{"type": "computer_use", "excluded_predefined_functions": ["a"]}, 1]},
            {"tools": [{"type": "computer_use", "excludedPredefinedFunctions": ["a"]}, 1]},
            id="a computer",
        ),
        pytest.param(
            {"generation_config": {"speech_config": {"voice": "kore"}}},
            {"generation_config": {"speech_config": [{"voice": "kore"}]}},
            id="a voice",
        ),
        pytest.param(
            {"generation_config": {"speech_config": {"speakers": [{"voice": "kore"}]}}},
            {"generation_config": {"speech_config": [{"voice": "kore"}]}},
            id="voices",
        ),
    ],
)
def test_settings(settings, expected):
    """
    What the older revision has words for is said in them, and nothing else changes.
    """
    assert (expected, ()) == respelled(settings)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (
            {"response_format": {"type": "video", "duration": "5s"}},
            ["response_format.duration: 5s"],
        ),
        (
            {"response_format": [AS_JSON, AS_JSON]},
            [
                "response_format[1].mime_type: application/json",
                'response_format[1].schema: {"type":"object","properties":{"a":{"type":"string"}}}',
            ],
        ),
        (
            {"response_format": [AS_JSON, {"type": "image", "mime_type": "image/jpeg"}]},
            ["response_format[1].mime_type: image/jpeg"],
        ),
        (
            {"generation_config": {"speech_config": {"speakers": [], "mood": "gay"}}},
            ["generation_config.speech_config.mood: gay"],
        ),
    ],
)
def test_what_cannot_be_said(settings, expected):
    """
    What is left out is told by its place, with its value.
    """
    _, losses = respelled(settings)

    why = ": this revision has no words for it"
    assert expected == [str(loss).removesuffix(why) for loss in losses]
