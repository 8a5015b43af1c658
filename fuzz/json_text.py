"""
JSON as text: folded and unfolded, spelled again, compared, and made canonical.
"""

from __future__ import annotations

from collections.abc import Iterator

from fuzz import seeds
from fuzz.target import Target
from mockgemini.jsontext import differences, fold, parse, pointer, spelling_of, steps_of, unfold


def check(data: bytes) -> None:
    """
    Any text is folded and unfolded; JSON is spelled again, and is equal to itself.
    """
    text = data.decode(errors="ignore")
    folded, blobs = fold(text)
    assert unfold(folded, blobs.get) == text
    if text:
        assert steps_of(pointer(text, 3)) == (text, "3")
    try:
        value = parse(text)
    except ValueError:
        return
    spelling = spelling_of(text, value)
    if spelling is not None:
        assert spelling.encode(value) == text
        assert type(spelling).parse(str(spelling)) == spelling
    if "NaN" not in text:
        assert not list(differences(value, value))


def inputs() -> Iterator[bytes]:
    """
    Bodies, compact and indented, and a long picture.
    """
    yield from seeds.bodies()
    yield b'{"data": "' + b"QUJD" * 100 + b'", "text": "$blob:x", "a": "$$"}'
    yield from seeds.recordings(".json")


TARGET = Target("json_text", check, inputs, is_json=True)
