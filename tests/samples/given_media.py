"""
Small media of many kinds, as programs send them; each is what its name says and no more.
"""

import struct
import zlib

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.media.jpeg import jpeg
from mockgemini.synthesize.media.mp4 import mp4
from mockgemini.synthesize.media.png import png
from mockgemini.synthesize.media.wav import wav


def box(kind, *content):
    """
    A box of an MP4.
    """
    data = b"".join(content)
    return struct.pack(">I4s", len(data) + 8, kind) + data


def chunk(kind, data, order="<"):
    """
    A chunk of a RIFF or IFF file.
    """
    return struct.pack(f"{order}4sI", kind, len(data)) + data + b"\0" * (len(data) % 2)


def dice(seed=b"given"):
    """
    Dice that always fall alike.
    """
    return Dice(seed)


def webp(kind, data):
    """
    A WEBP with one chunk.
    """
    return b"RIFF" + struct.pack("<I", len(data) + 12) + b"WEBP" + chunk(kind, data)


def tiff(order, entries):
    """
    A TIFF whose directory has these tags.
    """
    head = b"II*\0" if order == "<" else b"MM\0*"
    rows = b"".join(
        struct.pack(f"{order}HHI", tag, kind, 1)
        + (struct.pack(f"{order}H2x", value) if kind == 3 else struct.pack(f"{order}I", value))
        for tag, kind, value in entries
    )
    return head + struct.pack(f"{order}IH", 8, len(entries)) + rows


def heic(brand, sizes):
    """
    A HEIC (or another `brand`) of images of these sizes.
    """
    extents = [box(b"ispe", struct.pack(">4xII", *size)) for size in sizes]
    properties = box(b"iprp", box(b"ipco", box(b"colr", b"nclx"), *extents), box(b"ipma", b""))
    return box(b"ftyp", brand + bytes(4)) + box(b"meta", bytes(4), box(b"hdlr", b""), properties)


_VP8 = bytes(3) + b"\x9d\x01\x2a" + struct.pack("<2H", 50, 40)
_VP8L = b"\x2f" + struct.pack("<I", 49 | 39 << 14)
_VP8X = bytes(4) + (49).to_bytes(3, "little") + (39).to_bytes(3, "little")

PICTURES = {
    "png": ("image/png", (50, 40), png(50, 40, dice())),
    "jpeg": ("image/jpeg", (50, 40), jpeg(50, 40, dice())),
    "jpeg-filled": (
        "image/jpeg",
        (50, 40),
        b"\xff\xd8\xff\xff\xe0\0\2\xff\x01\xff\xc2\0\x0b\x08" + struct.pack(">2H", 40, 50),
    ),
    "gif": ("image/gif", (50, 40), b"GIF89a" + struct.pack("<2H", 50, 40) + bytes(20)),
    "bmp": (
        "image/bmp",
        (50, 40),
        b"BM" + bytes(8) + struct.pack("<2I2i", 54, 40, 50, -40) + bytes(28),
    ),
    "bmp-old": ("image/bmp", (50, 40), b"BM" + bytes(8) + struct.pack("<2I2H", 26, 12, 50, 40)),
    "webp": ("image/webp", (50, 40), webp(b"VP8 ", _VP8)),
    "webp-lossless": ("image/webp", (50, 40), webp(b"VP8L", _VP8L)),
    "webp-extended": ("image/webp", (50, 40), webp(b"VP8X", _VP8X)),
    "tiff": ("image/tiff", (50, 40), tiff("<", [(256, 3, 50), (257, 3, 40)])),
    "tiff-big": ("image/tiff", (50, 40), tiff(">", [(256, 4, 50), (257, 4, 40)])),
    "heic": ("image/heic", (50, 40), heic(b"heic", [(16, 16), (50, 40)])),
    "heif": ("image/heif", (50, 40), heic(b"mif1", [(50, 40)])),
}


def flac(rate, samples):
    """
    A FLAC with nothing but its first block.
    """
    return b"fLaC\0\0\0\x22" + bytes(10) + struct.pack(">Q", rate << 44 | samples) + bytes(16)


def aiff(seconds):
    """
    An AIFF of 8000 samples a second (an 80-bit float that begins 400B FA).
    """
    common = struct.pack(">HIH", 1, 8000 * seconds, 16) + b"\x40\x0b\xfa" + bytes(7)
    return b"FORM\0\0\0\0AIFF" + chunk(b"NAME", b"odd", ">") + chunk(b"COMM", common, ">")


def ogg(head, position):
    """
    An Ogg whose first page has that head, and whose last one ends at that position.
    """
    first = b"OggS" + bytes(24) + head
    return first + b"OggS\0\4" + struct.pack("<q", position) + bytes(20)


_ID3 = b"ID3\4\0\0\0\0\1\0" + bytes(128)
_OPUS = b"OpusHead\1\1" + struct.pack("<HI", 312, 48000)
_VORBIS = b"\x01vorbis" + struct.pack("<IBI", 0, 1, 44100)
_ADTS = b"\xff\xf1\x50\x80\x02\x1f\xfc" + bytes(9)

SOUNDS = {
    "wav": ("audio/wav", 1.5, wav(1.5, dice())),
    "wav-streamed": (
        "audio/wav",
        0.5,
        b"RIFF\xff\xff\xff\xffWAVE"
        + chunk(b"LIST", b"odd")
        + chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16))
        + b"data\xff\xff\xff\xff"
        + bytes(8000),
    ),
    "aiff": ("audio/aiff", 3.0, aiff(3)),
    "flac": ("audio/flac", 2.0, flac(44100, 88200)),
    "opus": ("audio/ogg", 4.0, ogg(_OPUS, 4 * 48000 + 312)),
    "vorbis": ("audio/ogg", 2.0, ogg(_VORBIS, 88200)),
    "mp3": ("audio/mpeg", 1.0, _ID3 + (b"\xff\xfb\x90\x00" + bytes(413)).ljust(16000, b"\0")),
    "mp3-counted": (
        "audio/mpeg",
        100 * 1152 / 44100,
        b"\xff\xfb\x90\x00" + bytes(32) + b"Xing" + struct.pack(">II", 1, 100) + bytes(99),
    ),
    "mp3-low": ("audio/mpeg", 1.0, (b"\xff\xf3\x80\x00" + bytes(413)).ljust(8000, b"\0")),
    "aac": ("audio/aac", 50 * 1024 / 44100, _ADTS * 50),
    "m4a": (
        "audio/m4a",
        6.5,
        box(b"ftyp", b"M4A \0\0\0\0")
        + box(b"moov", box(b"mvhd", b"\1" + bytes(19) + struct.pack(">IQ", 1000, 6500))),
    ),
}


def webm(scale, duration):
    """
    The head of a WEBM.
    """
    scaled = b"" if scale is None else b"\x2a\xd7\xb1\x83" + scale.to_bytes(3, "big")
    return b"\x1a\x45\xdf\xa3\x80" + scaled + b"\x44\x89" + duration


FILMS = {
    "mp4": ("video/mp4", 2.0, mp4(64, 48, 2, dice())),
    "mp4-open": (
        "video/mp4",
        2.0,
        box(b"ftyp", b"isom\0\0\0\0")
        + struct.pack(">I4sQ", 1, b"mdat", 20)
        + bytes(4)
        + struct.pack(">I4s", 0, b"moov")
        + box(b"mvhd", bytes(12) + struct.pack(">II", 10, 20)),
    ),
    "mov": (
        "video/mov",
        2.0,
        box(b"ftyp", b"qt  \0\0\0\0")
        + box(b"moov", box(b"mvhd", bytes(12) + struct.pack(">II", 600, 1200))),
    ),
    "avi": (
        "video/avi",
        4.0,
        b"RIFF\0\0\0\0AVI LIST\0\0\0\0hdrl" + chunk(b"avih", struct.pack("<I12xI", 40_000, 100)),
    ),
    "webm": ("video/webm", 5.0, webm(1_000_000, b"\x88" + struct.pack(">d", 5000.0))),
    "webm-unscaled": ("video/webm", 5.0, webm(None, b"\x84" + struct.pack(">f", 5000.0))),
}

_OBJECTS = b"1 0 << /Type /Page /Parent 2 0 R >> 3 0 << /Type/Page>>"

DOCUMENTS = {
    "pages": (
        2,
        b"%PDF-1.4\n1 0 obj <</Type /Pages /Count 2>> 2 0 obj <</Type/Page>> 3 0 <</Type /Page>>",
    ),
    "claimed": (7, b"%PDF-1.4\n1 0 obj <</Type /Pages /Kids [] /Count 7>> endobj"),
    "claimed-first": (7, b"%PDF-1.4\n1 0 obj <</Count 7 /Type /Pages>> endobj"),
    "packed": (
        2,
        b"%PDF-1.5\n1 0 obj <</Type /ObjStm /N 2 /Length 9>>stream\r\n"
        + zlib.compress(_OBJECTS)
        + b"\nendstream 2 0 obj <</Type /ObjStm>>stream\nnonsense",
    ),
}
