"""
Settings of requests in the newer spelling.
"""

import pytest

from mockgemini.wire.steps.respelling import respelled

SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}}
AS_JSON = {"type": "text", "mime_type": "application/json", "schema": SCHEMA}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param({"temperature": 1}, {"temperature": 1}, id="others"),
        pytest.param({"response_format": AS_JSON}, {"response_format": AS_JSON}, id="typed"),
        pytest.param(
            {"response_format": SCHEMA, "response_mime_type": "application/json"},
            {"response_format": AS_JSON},
            id="a bare schema",
        ),
        pytest.param(
            {"response_format": SCHEMA}, {"response_format": AS_JSON}, id="a schema means JSON"
        ),
        pytest.param(
            {"response_format": [{"type": "text"}], "response_mime_type": "text/plain"},
            {"response_format": {"type": "text", "mime_type": "text/plain"}},
            id="typed, its type apart",
        ),
        pytest.param(
            {"response_mime_type": "image/png"},
            {"response_format": {"type": "image", "mime_type": "image/png"}},
            id="a type alone",
        ),
        pytest.param(
            {"response_mime_type": "text/x.enum"},
            {"response_format": {"type": "text", "mime_type": "text/x.enum"}},
            id="a type of text",
        ),
        pytest.param(
            {"generation_config": {"image_config": {"image_size": "1K"}}},
            {"response_format": {"type": "image", "image_size": "1K"}},
            id="an image",
        ),
        pytest.param(
            {
                "generation_config": {"seed": 1, "image_config": {"image_size": "1K"}},
                "response_format": [{"type": "image", "aspect_ratio": "1:1"}, {"type": "text"}],
            },
            {
                "generation_config": {"seed": 1},
                "response_format": [
                    {"type": "image", "image_size": "1K", "aspect_ratio": "1:1"},
                    {"type": "text"},
                ],
            },
            id="an image in both places",
        ),
        pytest.param(
            {"response_format": SCHEMA, "generation_config": {"image_config": {}}},
            {"response_format": [AS_JSON, {"type": "image"}]},
            id="an image and JSON",
        ),
        pytest.param(
            {"response_modalities": ["IMAGE", 1]},
            {"response_modalities": ["image", 1]},
            id="modalities",
        ),
        pytest.param(
            {"tools": [{"type": "computer_use", "excludedPredefinedFunctions": ["a"]}]},
            {"tools": [{"type": "computer_use", "excluded_predefined_functions": ["a"]}]},
            id="a computer",
        ),
    ],
)
def test_settings(settings, expected):
    """
    Whatever the older revision says has words in this one, so nothing is lost.
    """
    assert (expected, ()) == respelled(settings)
