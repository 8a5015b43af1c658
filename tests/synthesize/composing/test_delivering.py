import base64

import pytest
from stages.staged import staged

from mockgemini.clock import EpochClock
from mockgemini.synthesize.composing.delivering import delivered, form_of, is_asked, word
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.files.store import FileStore
from mockgemini.wire.brief import Format


@pytest.mark.parametrize(
    ("brief", "by_nature", "asked"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"modalities": ("IMAGE",)}, False, True),
        ({"modalities": ("TEXT",)}, True, False),
        ({"formats": (Format("text"), Format("image"))}, False, True),
        ({"formats": (Format("text"),)}, True, False),
    ],
)
def test_formats_and_modalities_decide(brief, by_nature, asked):
    """
    What formats or modalities say counts, in any case of letters; else the model's nature.
    """
    assert asked == is_asked(staged(**brief).brief, "image", by_nature=by_nature)


def test_first_form_counts():
    """
    The first format of a kind says how it is wanted; without one there are no wishes.
    """
    wide, high = (Format("image", extra={"aspect_ratio": ratio}) for ratio in ("16:9", "9:16"))

    assert wide == form_of(staged(formats=(Format("text"), wide, high)), "image")
    assert Format("image") == form_of(staged(), "image")


def test_words_are_texts():
    """
    A setting that is no text is none.
    """
    assert ("1K", None, None) == tuple(word({"a": "1K", "b": 1}, key) for key in "abc")


def test_bytes_come_inline():
    """
    Without further wishes the bytes come in base64.
    """
    media = delivered(b"film", Format("video"), "video/mp4", None, {"x": 1})

    assert b"film" == base64.b64decode(media.data)
    assert ("video", "video/mp4", None, {"x": 1}) == (
        media.kind,
        media.mime_type,
        media.uri,
        media.extra,
    )


def test_bytes_come_as_a_file():
    """
    Asked for a uri, the bytes are kept as a file and its uri comes; inline where none is kept.
    """
    form = Format("video", extra={"delivery": "uri"})
    files = FileStore(Dice(b""), EpochClock())

    media = delivered(b"film", form, "video/mp4", files.add_generated)
    file = files.find(media.uri)

    assert (None, b"film", "GENERATED") == (media.data, file.payload.read(), file.source)
    assert "video/mp4" == media.mime_type == file.mime_type
    assert delivered(b"film", form, "video/mp4", None).data is not None
