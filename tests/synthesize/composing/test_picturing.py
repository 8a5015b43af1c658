import pytest
from stages.staged import parts_of, seen, staged

from mockgemini.synthesize.composing.picturing import Picturing
from mockgemini.wire.brief import Format, Generation
from mockgemini.wire.outcome import Media, Text, Thought
from mockgemini.wire.refusal import Refused

NEW, OLD = "gemini-3-pro-image-preview", "gemini-2.5-flash-image"


def drawn(prompt="Draw a cat.", model=NEW, **brief):
    scene = staged(prompt, model=model, **brief)
    return Picturing().compose(scene) if Picturing().concerns(scene.brief) else None


def test_picture_is_as_recorded():
    """
    A thought with a long signature and one JPEG is what a model that draws gives, and no text.
    """
    outcome = drawn()

    thought, image = outcome.parts

    assert (Thought, "completed") == (type(thought), outcome.status)
    assert 100_000 < len(thought.signature)
    assert ("image/jpeg", (1024, 1024)) == (image.mime_type, seen(image).pixels)
    assert "image/jpeg" == seen(image).mime_type
    assert {"image"} == {kind for kind, _ in outcome.usage.output_by}


def test_first_models_gave_words_and_png():
    """
    Gemini 2.5 draws PNGs, without a thought, and says a word before.
    """
    text, image = drawn(model=OLD).parts

    assert "Here is the picture for: a cat.\n" == text.text
    assert "image/png" == image.mime_type == seen(image).mime_type


@pytest.mark.parametrize(
    ("settings", "pixels"),
    [
        ({"aspect_ratio": "16:9"}, (1376, 768)),
        ({"image_size": "512"}, (512, 512)),
        ({"aspect_ratio": "1:4", "image_size": "2K"}, (1024, 4096)),
    ],
)
def test_shape_and_size_are_as_asked(settings, pixels):
    """
    Formats and the older configuration are heeded alike.
    """
    by_format = drawn(formats=(Format("image", "image/png", extra=settings),))
    by_config = drawn(generation=Generation(extra={"image_config": settings}))

    for outcome in (by_format, by_config):
        (image,) = parts_of(Media, outcome)
        assert pixels == seen(image).pixels


@pytest.mark.parametrize(
    ("prompt", "formats", "count"),
    [
        ("Draw three pictures of a cat.", (), 3),
        ("2 red-and-green images, please", (), 2),
        ("Draw four cats.", (), 1),
        ("Draw a cat.", (Format("image"), Format("image")), 2),
    ],
)
def test_as_many_pictures_as_asked(prompt, formats, count):
    """
    A number in the prompt, or several formats, ask for several pictures; they differ.
    """
    images = parts_of(Media, drawn(prompt, formats=formats))

    assert count == len(images) == len({image.data for image in images})


def test_words_are_written_where_asked():
    """
    With text among the modalities words stand before the pictures.
    """
    outcome = drawn("Draw two images of a cat", modalities=("text", "image"))

    assert [Thought, Text, Media, Media] == [type(part) for part in outcome.parts]
    assert outcome.parts[1].text.startswith("Here are 2 pictures")


def test_other_models_draw_when_asked():
    """
    Any model asked for a picture draws one; a model that draws, asked for text, does not.
    """
    assert drawn(model="gemini-3.5-flash", modalities=("IMAGE",)) is not None
    assert drawn(model="gemini-3.5-flash") is None
    assert drawn(modalities=("TEXT",)) is None


@pytest.mark.parametrize(
    ("brief", "where"),
    [
        (
            {"formats": (Format("image", path="response_format", extra={"image_size": "9K"}),)},
            "'response_format'",
        ),
        (
            {"generation": Generation(extra={"image_config": {"image_size": "9K"}})},
            "'generation_config.image_config'",
        ),
    ],
    ids=["format", "config"],
)
def test_unknown_sizes_are_refused(brief, where):
    """
    The refusal names the value and its place.
    """
    with pytest.raises(Refused, match="'9K'") as refused:
        drawn(**brief)

    assert where in refused.value.refusal.message


def test_same_dice_same_pictures():
    """
    The same scene gives the same bytes, other dice give others.
    """
    assert drawn() == drawn()
    assert Picturing().compose(staged("x", model=NEW, seed=b"other")) != drawn("x")
