"""
Pictures, sounds and films of a scripted reply.
"""

import base64
import re

import pytest
from stages.staged import seen

from mockgemini.errors import UsageError
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.media.png import png
from mockgemini.synthesize.scripting.media import Audio, Image, Video

PNG = png(8, 8, Dice(b"any"))


def test_a_prompt_makes_a_real_picture():
    """
    A picture made from a prompt is a PNG of the asked size, the same for the same prompt.
    """
    made = Image("a red car", size=(32, 16))

    assert ("image/png", (32, 16)) == (made.mime_type, seen(made).pixels)
    assert made == Image("a red car", size=(32, 16))
    assert made != Image("a blue car", size=(32, 16))


def test_a_prompt_makes_a_real_sound():
    """
    A sound lasts as long as its words take, or as long as was said.
    """
    assert 2.0 == seen(Audio("one two three four five")).seconds
    assert 1.5 == seen(Audio("hello", seconds=1.5)).seconds
    assert 1 == Audio("hello").extra["channels"]


def test_a_prompt_makes_a_real_film():
    """
    A film has the asked length and plays.
    """
    made = Video("waves", seconds=0.5)

    assert ("video/mp4", 0.5) == (made.mime_type, seen(made).seconds)


def test_bytes_and_files_are_taken_as_they_are(tmp_path):
    """
    Given bytes, or those of a file, are sent unchanged, and their type is told.
    """
    path = tmp_path / "car.png"
    path.write_bytes(PNG)

    for made in [Image(PNG), Image(path), Image(str(path))]:
        assert ("image/png", PNG) == (made.mime_type, base64.b64decode(made.data))


def test_a_uri_needs_no_bytes():
    """
    Media may lie elsewhere.
    """
    made = Video(uri="https://example.com/film.mp4", mime_type="video/mp4")

    assert ("https://example.com/film.mp4", None) == (made.uri, made.data)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Image("no-such.png"), "no-such.png: No such file"),
        (lambda: Image(b"abc"), "Image got 3 bytes that are nothing we know"),
        (lambda: Audio(PNG), "that are image/png; name their mime_type="),
        (lambda: Image(3), "Image takes bytes, a file or a prompt, not 3"),
    ],
)
def test_what_is_no_picture_is_refused(make, sentence):
    """
    A file that is missing, or is something else, is refused where the reply is written.
    """
    with pytest.raises(UsageError, match=re.escape(sentence)):
        make()


def test_who_names_the_type_is_believed():
    """
    Bytes that we do not know are sent where their type is named.
    """
    assert "audio/l16" == Audio(b"\0\0", mime_type="audio/l16").mime_type


def test_long_prompts_are_no_files():
    """
    A text that no file can be named by is a prompt.
    """
    assert Image("a\0b", size=(8, 8)).data
    assert Image("x" * 5000, size=(8, 8)).data
