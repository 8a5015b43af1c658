import pytest
from stages.refusing import words

from mockgemini.wire.brief import Format
from mockgemini.wire.format_asking import read, read_image_config, read_modalities
from mockgemini.wire.given import Given

SCHEMA = {"type": "object", "properties": {"mimeType": {"type": "string"}}}
JSON = "application/json"


@pytest.mark.parametrize(
    ("body", "formats"),
    [
        ({}, ()),
        ({"response_format": []}, ()),
        ({"response_mime_type": JSON}, (Format("text", JSON),)),
        ({"response_mime_type": "audio/wav"}, (Format("audio", "audio/wav"),)),
        (
            {"response_format": SCHEMA},
            (Format("text", schema=SCHEMA, path="response_format"),),
        ),
        (
            {"response_format": SCHEMA, "response_mime_type": JSON},
            (Format("text", JSON, SCHEMA, "response_format"),),
        ),
        (
            {"response_format": {"type": "text", "mimeType": JSON, "schema": SCHEMA}},
            (Format("text", JSON, SCHEMA, "response_format.schema"),),
        ),
        (
            {
                "response_format": [
                    {"type": "text", "mime_type": "text/plain"},
                    {"type": "image", "aspectRatio": "16:9", "image_size": "2K"},
                    {"type": "audio", "sampleRate": 24000, "mime_type": "audio/wav"},
                    SCHEMA,
                ],
                "response_mime_type": JSON,
            },
            (
                Format("text", "text/plain", path="response_format[0].schema"),
                Format(
                    "image",
                    path="response_format[1]",
                    extra={"aspect_ratio": "16:9", "image_size": "2K"},
                ),
                Format(
                    "audio",
                    "audio/wav",
                    path="response_format[2]",
                    extra={"sample_rate": 24000},
                ),
                Format("text", JSON, SCHEMA, "response_format[3]"),
            ),
        ),
    ],
    ids=str,
)
def test_formats(body, formats):
    """
    Every spelling there was says the same; a schema stays as it is, and knows where it stood.
    """
    given = Given(body)

    assert formats == read(given)
    assert {} == given.left


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("json", "Invalid value at 'response_format': expected an object, not a string."),
        ([7], "Invalid value at 'response_format[0]': expected an object, not a number."),
        (
            {"type": "text", "mime_type": "text/html"},
            (
                "The value 'text/html' is not supported for 'mime_type' at 'response_format'. "
                "Supported values: 'application/json', 'text/plain'."
            ),
        ),
        (
            [{"type": "text", "schema": "Recipe"}],
            "Invalid value at 'response_format[0].schema': expected an object, not a string.",
        ),
        (
            {"type": "image", "imageSize": "8K"},
            (
                "The value '8K' is not supported for 'image_size' at 'response_format'. "
                "Supported values: '512', '1K', '2K', '4K'."
            ),
        ),
    ],
    ids=str,
)
def test_bad_formats(value, message):
    """
    A format that cannot be is refused by its place.
    """
    assert message == words(read, Given({"response_format": value}))


def test_settings_of_images():
    """
    The older spelling gives the same format.
    """
    given = Given({"image_config": {"aspectRatio": "1:1"}}, "generation_config")

    image = Format("image", path="generation_config.image_config", extra={"aspect_ratio": "1:1"})
    assert image == read_image_config(given)
    assert read_image_config(Given({})) is None


def test_modalities():
    """
    Modalities may be written in capitals; there are not more of them than there are.
    """
    assert ("image", "text") == read_modalities(Given({"response_modalities": ["IMAGE", "text"]}))
    assert () == read_modalities(Given({}))
    assert words(read_modalities, Given({"response_modalities": ["text", "Smell"]})).startswith(
        "The value 'smell' is not supported for 'response_modalities' at 'response_modalities[1]'."
    )
