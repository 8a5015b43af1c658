"""
Sound: a soft tone for every word, as a WAV file or as bare samples.

See https://www.rfc-editor.org/rfc/rfc2361 for WAV's format tags.
"""

from __future__ import annotations

import math
import struct
from array import array
from sys import byteorder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockgemini.synthesize.dice import Dice

WORDS_A_SECOND = 2.5
SAMPLE_RATE = 24_000
"""What Google's speech models give."""

_LOUDNESS = 6000
_PITCHES = (196.0, 220.0, 246.9, 293.7, 329.6)
_SWELL = (0.15, 0.4, 0.7, 0.9, 1.0, 1.0, 0.95, 0.85, 0.7, 0.5, 0.3, 0.12)
_SOUNDING = 0.8
"""The part of a word's time that sounds; the rest is a pause."""


def speech_seconds(text: str) -> float:
    """
    How long it takes to say that; at least half a second.
    """
    return max(0.5, len(text.split()) / WORDS_A_SECOND)


def wav(seconds: float, dice: Dice, sample_rate: int = SAMPLE_RATE, channels: int = 1) -> bytes:
    """
    A WAV file of 16-bit samples; to the sample as long as asked.
    """
    samples = pcm(seconds, dice, sample_rate, channels)
    frame = 2 * channels
    form = struct.pack("<HHIIHH", 1, channels, sample_rate, sample_rate * frame, frame, 16)
    chunks = b"WAVE" + _chunk(b"fmt ", form) + _chunk(b"data", samples)
    return _chunk(b"RIFF", chunks)


def pcm(seconds: float, dice: Dice, sample_rate: int = SAMPLE_RATE, channels: int = 1) -> bytes:
    """
    The samples alone, 16 bits each, little-endian as Google sends `audio/l16`.
    """
    count = round(seconds * sample_rate)
    words = max(1, round(seconds * WORDS_A_SECOND))
    voices = [_voice(pitch, sample_rate, channels) for pitch in _PITCHES]
    parts: list[bytes] = []
    for word in range(words):
        size = count * (word + 1) // words - count * word // words
        parts.append(_word(dice.choice(voices), size, 2 * channels))
    return b"".join(parts)


def _word(voice: list[bytes], size: int, frame: int) -> bytes:
    """
    `size` samples: the tone swells and fades in steps of whole waves, so nothing clicks.
    """
    waves = int(size * _SOUNDING) * frame // len(voice[0]) // len(voice)
    return b"".join(wave * waves for wave in voice).ljust(size * frame, b"\0")


def _voice(pitch: float, sample_rate: int, channels: int) -> list[bytes]:
    """
    One whole wave of that pitch, at each loudness of the swell.
    """
    length = max(2, round(sample_rate / pitch))
    turns = [2 * math.pi * n / length for n in range(length)]
    shape = [math.sin(turn) + 0.3 * math.sin(2 * turn) for turn in turns]
    return [_samples([_LOUDNESS * swell * y for y in shape], channels) for swell in _SWELL]


def _samples(values: list[float], channels: int) -> bytes:
    samples = array("h", [int(value) for value in values for _ in range(channels)])
    if byteorder == "big":  # pragma: no cover - no such machine is among those we test on
        samples.byteswap()
    return samples.tobytes()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
