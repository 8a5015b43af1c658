"""
The guide that our user handed us, cut into its examples; and what they need to run as printed.
"""

from __future__ import annotations

import re
import struct
import wave
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from samples.shared import SHARED

GUIDE = SHARED / "seed" / "000_019bba9f4016bd0b.txt"

needs_guide = pytest.mark.skipif(not GUIDE.is_file(), reason=f"no guide at {GUIDE}")

LANGUAGES = ("Python", "JavaScript", "REST")
GOOGLE = "https://generativelanguage.googleapis.com"
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff]")


@dataclass(frozen=True)
class Example:
    """
    One block of code; `number` counts from 1 in the whole guide.
    """

    number: int
    language: str
    code: str

    def __str__(self) -> str:
        return f"{self.number}-{self.language}"


def examples() -> list[Example]:
    """
    All examples, in the guide's order; none where the guide is not here.
    """
    if not GUIDE.is_file():
        return []
    blocks: list[tuple[str, list[str]]] = []
    is_code = False
    for line in GUIDE.read_text(encoding="utf-8").splitlines():
        if line in LANGUAGES:
            blocks.append((line, []))
            is_code = True
        elif _CHINESE.search(line):
            is_code = False
        elif is_code:
            blocks[-1][1].append(line)
    return [
        Example(number, language, "\n".join(lines).strip() + "\n")
        for number, (language, lines) in enumerate(blocks, 1)
    ]


def lay_out(folder: Path) -> None:
    """
    The files that the examples read: a picture, a sound, a film, a document.
    """
    row = b"\x00" + b"\xc8\x10\x10" * 64
    header = struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(row * 48)), (b"IEND", b"")]
    picture = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    (folder / "car.png").write_bytes(picture)
    (folder / "cats-and-dogs.png").write_bytes(picture)
    with wave.open(str(folder / "speech.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * 8000 * 2))
    (folder / "video.mp4").write_bytes(_film(seconds=3))
    (folder / "sample.pdf").write_bytes(_DOCUMENT)


def _film(seconds: int) -> bytes:
    times = struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + bytes(80)
    movie = _box(b"moov", _box(b"mvhd", times))
    return _box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2mp41") + movie


def _box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + kind + data


_DOCUMENT = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >> endobj
4 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >> endobj
trailer << /Root 1 0 R >>
%%EOF
"""
