"""
What is told of media that clients send.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import given_media

from mockgemini.exchange import Payload, Spool
from mockgemini.synthesize.media.reading import (
    Reading,
    audio_seconds,
    image_size,
    pdf_pages,
    read,
    read_payload,
    video_seconds,
)

PICTURES, SOUNDS, FILMS = given_media.PICTURES, given_media.SOUNDS, given_media.FILMS
DOCUMENTS = given_media.DOCUMENTS
WHOLE = [
    *(data for _, _, data in (*PICTURES.values(), *SOUNDS.values(), *FILMS.values())),
    *(data for _, data in DOCUMENTS.values()),
]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_tells_its_type_and_pixels(name):
    """
    Every kind of picture that Google takes tells its width and height.
    """
    mime_type, size, data = PICTURES[name]

    assert Reading(mime_type, pixels=size) == read(data)


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_tells_its_seconds(name):
    """
    Every kind of sound tells how long it is.
    """
    mime_type, seconds, data = SOUNDS[name]

    found = read(data)

    assert mime_type == found.mime_type
    assert pytest.approx(seconds, abs=0.01) == found.seconds


@pytest.mark.parametrize("name", FILMS)
def test_a_film_tells_its_seconds(name):
    """
    Every kind of film that has a header tells how long it is.
    """
    mime_type, seconds, data = FILMS[name]

    assert Reading(mime_type, seconds=pytest.approx(seconds)) == read(data)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_pdf_tells_its_pages(name):
    """
    Pages are counted, in packed objects too; where none can be seen, the tree's claim is taken.
    """
    pages, data = DOCUMENTS[name]

    assert Reading("application/pdf", pages=pages) == read(data)


@given(data=st.sampled_from(WHOLE) | st.binary(max_size=60), cut=st.integers(0, 400))
def test_torn_bytes_never_raise(data, cut):
    """
    Wherever media break off, what is left is read without an error.
    """
    torn = data[:cut]

    found = read(torn)

    assert found == read(torn)
    assert found.pixels is None or min(found.pixels) > 0
    assert found.seconds is None or found.seconds > 0


@given(
    data=st.sampled_from(WHOLE),
    changes=st.lists(st.tuples(st.integers(4, 300), st.integers(0, 255)), max_size=8),
)
def test_garbled_bytes_never_raise(data, changes):
    """
    Whatever stands in the wrong place, every reader gives an answer.
    """
    garbled = bytearray(data)
    for at, byte in changes:
        garbled[at % len(garbled)] = byte

    for reader in (read, image_size, audio_seconds, video_seconds, pdf_pages):
        reader(bytes(garbled))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(16), id="no pixels"),
        pytest.param(b"\xff\xd8\xff\xda\0\2nothing", id="no frame"),
        pytest.param(given_media.webp(b"ALPH", bytes(9)), id="no image"),
        pytest.param(given_media.webp(b"VP8X", bytes(8)), id="half an image"),
        pytest.param(given_media.tiff("<", [(256, 3, 9)]), id="no height"),
        pytest.param(given_media.heic(b"heic", []), id="no extent"),
        pytest.param(given_media.box(b"ftyp", b"heic\0\0\0\0"), id="no meta"),
        pytest.param(b"RIFF\0\0\0\0WAVE", id="no samples"),
        pytest.param(b"FORM\0\0\0\0AIFF", id="no COMM"),
        pytest.param(given_media.ogg(b"other", 9), id="another codec"),
        pytest.param(b"ID3\4\0\0\0\0\0\0nothing", id="no frame of MP3"),
        pytest.param(b"RIFF\0\0\0\0AVI nothing", id="no avih"),
        pytest.param(b"\x1a\x45\xdf\xa3nothing", id="no duration"),
        pytest.param(given_media.box(b"ftyp", b"isom\0\0\0\0"), id="no movie"),
        pytest.param(b"\0\0\0\x08ftyp\0\0\0\1moov\0\0\0\0\0\0\0\0", id="a box of no size"),
        pytest.param(b"\0\0\0\x08ftyp\0\0\0\4moov\0\0\0\0", id="a box smaller than its head"),
        pytest.param(b"\0\0\0\x08ftyp" * 10_001, id="too many boxes"),
        pytest.param(b"\xff\xf1\x50\x80\0\0\0\0", id="a frame of no size"),
        pytest.param(b"FLV\x01nothing", id="a film without a header"),
        pytest.param(b"%PDF-1.4 nothing", id="no page"),
        pytest.param(b"plain text", id="no media"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_cannot_be_told_is_none(data):
    """
    Media without their numbers tell their type and nothing else.
    """
    assert Reading(read(data).mime_type) == read(data)


def test_a_file_is_read_where_it_lies():
    """
    What was spooled to disk is read as what is in memory is, and so is an empty body.
    """
    film = given_media.mp4(64, 48, 1, given_media.dice())
    spool = Spool()
    spool.write(film + given_media.box(b"free", bytes(2_000_000)))
    payload = spool.payload()

    assert payload.path is not None
    assert read(film) == read_payload(payload) == read_payload(Payload(film))
    assert Reading() == read_payload(Payload())


def test_a_bomb_does_not_go_off():
    """
    Of a PDF's packed objects only so much is unpacked, however much they claim to hold.
    """
    bomb = given_media.zlib.compress(b"/Type /Page " * 10_000_000)
    many = b"<</Type /ObjStm>>stream\n" * 300

    assert 90_000 > pdf_pages(b"%PDF-1.5 <</Type /ObjStm>>stream\n" + bomb) > 0
    assert pdf_pages(b"%PDF-1.5 " + many) is None
