import base64

import pytest
from stages.staged import parts_of, seen, staged

from mockgemini.synthesize.composing.voicing import Voicing, script
from mockgemini.wire.brief import Format, Generation
from mockgemini.wire.outcome import Media, Text

TTS = "gemini-2.5-flash-preview-tts"


def said(prompt="Say cheerfully: have a wonderful day, all of you!", model=TTS, **brief):
    scene = staged(prompt, model=model, **brief)
    return Voicing().compose(scene) if Voicing().concerns(scene.brief) else None


def test_prompt_is_read_aloud():
    """
    Speech models give bare samples, as long as the words without their direction take.
    """
    outcome = said(generation=Generation(speech=({"voice": "Kore"},)))

    (sound,) = outcome.parts
    seconds = len(base64.b64decode(sound.data)) / 2 / 24_000

    assert ("audio/l16", {"sample_rate": 24_000, "channels": 1}) == (sound.mime_type, sound.extra)
    assert 7 / 2.5 == seconds
    assert {"audio"} == {kind for kind, _ in outcome.usage.output_by}


@pytest.mark.parametrize("asked", ["audio/wav", "audio/mp3", "audio/ogg_opus"])
def test_files_are_wav(asked):
    """
    A file comes as WAV and says so, whatever file is asked for.
    """
    (sound,) = said(formats=(Format("audio", asked, extra={"sample_rate": 16_000}),)).parts

    assert ("audio/wav", 16_000) == (sound.mime_type, sound.extra["sample_rate"])
    assert ("audio/wav", 2.8) == (seen(sound).mime_type, seen(sound).seconds)


@pytest.mark.parametrize("rate", [1, 10**9, "24000"])
def test_odd_rates_are_passed_over(rate):
    """
    A sample rate that nobody could hear falls back to the usual one.
    """
    (sound,) = said(formats=(Format("audio", extra={"sample_rate": rate}),)).parts

    assert 24_000 == sound.extra["sample_rate"]


def test_others_speak_an_answer():
    """
    Other models asked for sound speak an answer, and write it down where text is asked for.
    """
    outcome = said("Who are you?", model="gemini-3.5-flash", modalities=("AUDIO", "TEXT"))

    assert [Text, Media] == [type(part) for part in outcome.parts]
    assert "Who are you?" in outcome.parts[0].text


def test_long_texts_are_cut():
    """
    No speech is longer than a minute.
    """
    (sound,) = parts_of(Media, said("word " * 500, formats=(Format("audio", "audio/wav"),)))

    assert 60.0 == seen(sound).seconds


def test_who_is_not_asked_is_silent():
    """
    Other models without the wish for sound are not for this composer.
    """
    assert said(model="gemini-3.5-flash") is None
    assert said(modalities=("TEXT",)) is None


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("Say cheerfully: Hello!", "Hello!"),
        ("Please read this slowly:\nOne. Two.", "One. Two."),
        ("TTS the following conversation:\nJoe: Hi.", "Joe: Hi."),
        ("Note: it rains.", "Note: it rains."),
        ("Say:", "Say:"),
    ],
)
def test_directions_are_not_read(prompt, words):
    """
    What tells how to speak is not spoken itself.
    """
    assert words == script(prompt)
