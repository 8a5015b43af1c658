import pytest
from stages.staged import parts_of, seen, staged

from mockgemini.synthesize.composing.singing import Singing, lyrics
from mockgemini.wire.brief import Format
from mockgemini.wire.outcome import Media, Text


def sung(model="lyria-3-clip-preview", prompt="A folk song about rain.", **brief):
    scene = staged(prompt, model=model, **brief)
    return Singing().compose(scene) if Singing().concerns(scene.brief) else None


def test_clip_has_words_and_thirty_seconds():
    """
    A clip is sung words and half a minute of sound.
    """
    outcome = sung()

    text, sound = outcome.parts

    assert "[Verse]\nThis is a song about rain," in text.text
    assert ("audio/wav", 30.0) == (seen(sound).mime_type, seen(sound).seconds)
    assert "completed" == outcome.status


def test_songs_are_longer():
    """
    The other models make more than clips.
    """
    assert 30 < seen(parts_of(Media, sung("lyria-3-pro-preview"))[0]).seconds


@pytest.mark.parametrize(
    ("modalities", "kinds"),
    [(("AUDIO",), [Media]), (("AUDIO", "TEXT"), [Text, Media]), ((), [Text, Media])],
    ids=["sound", "both", "open"],
)
def test_words_come_unless_sound_alone_is_asked(modalities, kinds):
    """
    Words are left out where only sound is asked for.
    """
    assert kinds == [type(part) for part in sung(modalities=modalities).parts]


def test_sample_rate_is_as_asked():
    """
    A format's own rate is heeded.
    """
    form = Format("audio", "audio/wav", extra={"sample_rate": 48_000})

    assert 48_000 == parts_of(Media, sung(formats=(form,)))[0].extra["sample_rate"]


def test_instrumental_music_has_no_words():
    """
    Where no words are wanted, none are sung.
    """
    assert "[Instrumental]\nJazz, no vocals\n" == lyrics("Jazz, no vocals.")


def test_others_do_not_sing():
    """
    Only models made for it sing, and not when text is wanted.
    """
    assert sung("gemini-3.5-flash") is None
    assert sung(modalities=("TEXT",)) is None
