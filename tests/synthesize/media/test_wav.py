"""
Sound.
"""

import time
import wave
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import given_media

from mockgemini.synthesize.media.reading import audio_seconds
from mockgemini.synthesize.media.wav import pcm, speech_seconds, wav


@given(
    seconds=st.floats(0.01, 3),
    rate=st.sampled_from([8000, 16000, 24000, 48000]),
    channels=st.integers(1, 2),
)
def test_a_sound_is_as_long_as_asked(seconds, rate, channels):
    """
    To the sample, at any rate, in mono and stereo; as the standard library reads it.
    """
    data = wav(seconds, given_media.dice(), rate, channels)

    with wave.open(BytesIO(data)) as sound:
        found = sound.getnframes(), sound.getframerate(), sound.getnchannels()

    assert (round(seconds * rate), rate, channels) == found
    assert pytest.approx(seconds, abs=1 / rate) == audio_seconds(data)


def test_words_can_be_heard():
    """
    A sound is neither silent nor the same all through, and both channels say the same.
    """
    samples = memoryview(pcm(4, given_media.dice(), channels=2)).cast("h")

    assert 1000 < max(samples) < 20_000
    assert samples[::2].tolist() == samples[1::2].tolist()
    assert len({bytes(samples[at : at + 2400]) for at in range(0, len(samples), 19200)}) > 1


def test_a_sound_depends_on_the_dice_alone():
    """
    The same dice give the same bytes, other dice another sound; and quickly.
    """
    start = time.perf_counter()

    assert wav(10, given_media.dice(b"1")) == wav(10, given_media.dice(b"1"))
    assert wav(10, given_media.dice(b"1")) != wav(10, given_media.dice(b"2"))
    assert time.perf_counter() - start < 1


def test_speech_takes_its_time():
    """
    Two and a half words a second, and never less than half a second.
    """
    assert 4.0 == speech_seconds("one two three four five six seven eight nine ten")
    assert 0.5 == speech_seconds("")
