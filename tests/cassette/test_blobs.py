"""
Blobs: named by their content, written once, checked at first use.
"""

import base64
import hashlib

import pytest
from samples.cassette_values import LARGE, SMALL

from mockgemini.cassette.blobs import INLINE_UP_TO, BlobReader, BlobWriter, extension_of, find_file
from mockgemini.errors import CassetteError
from mockgemini.exchange import Payload
from mockgemini.jsontext import blob_name

DATA = base64.b64decode(LARGE)
NAME = blob_name(LARGE)


def written(tmp_path, *payloads):
    """
    A folder with these payloads as blobs.
    """
    writer = BlobWriter(tmp_path / "blobs")
    for payload in payloads:
        writer.place_bytes(payload)
    writer.store()
    return tmp_path / "blobs"


def test_small_blobs_stay_inline(tmp_path):
    """
    What is small stays with its exchange, and no folder is made for it.
    """
    writer = BlobWriter(tmp_path / "blobs")
    small = {blob_name(SMALL): SMALL}

    assert small == writer.place(small)
    assert {Payload(b"\xff").name: "/w=="} == writer.place_bytes(Payload(b"\xff"))
    writer.store()
    assert [] == list(tmp_path.iterdir())


def test_large_blobs_become_files(tmp_path):
    """
    What is large becomes a file with the ending its bytes call for, when it is stored.
    """
    writer = BlobWriter(tmp_path / "blobs")

    assert {} == writer.place({NAME: LARGE})
    assert not (tmp_path / "blobs").exists()
    writer.store()

    assert [tmp_path / "blobs" / f"{NAME}.png"] == list((tmp_path / "blobs").iterdir())
    assert DATA == find_file(tmp_path / "blobs", NAME).read_bytes()


def test_without_a_folder_all_stays_inline():
    """
    Where there is no folder nothing becomes a file.
    """
    writer = BlobWriter(None)

    assert {NAME: LARGE} == writer.place({NAME: LARGE})
    assert {Payload(DATA).name: LARGE} == writer.place_bytes(Payload(DATA))
    writer.store()


def test_blobs_are_shared(tmp_path):
    """
    A blob that is there already is not written again, whatever its ending.
    """
    folder = written(tmp_path, Payload(DATA))
    (path,) = folder.iterdir()
    path = path.rename(folder / f"{NAME}.picture")
    before = path.stat().st_mtime_ns, path.stat().st_ino

    written(tmp_path, Payload(DATA))

    assert before == (path.stat().st_mtime_ns, path.stat().st_ino)
    assert [path] == list(folder.iterdir())


def test_files_become_blobs(tmp_path):
    """
    A body that lies in a file becomes a blob without being read into memory as a whole.
    """
    source = tmp_path / "source"
    source.write_bytes(DATA)

    folder = written(tmp_path, Payload(path=source))

    assert DATA == find_file(folder, NAME).read_bytes()


def test_nothing_is_left_of_a_blob_that_could_not_be_written(tmp_path):
    """
    When writing breaks off, no part of a blob stays behind.
    """
    (tmp_path / "gone").write_bytes(DATA)
    payload = Payload(path=tmp_path / "gone", name=NAME)
    writer = BlobWriter(tmp_path / "blobs")
    writer.place_bytes(payload)
    (tmp_path / "gone").unlink()

    with pytest.raises(FileNotFoundError):
        writer.store()

    assert [] == list((tmp_path / "blobs").iterdir())


def test_a_blob_is_read_when_somebody_asks(tmp_path):
    """
    A blob in a file is found at once, and read and checked when its bytes are asked for.
    """
    folder = written(tmp_path, Payload(DATA))
    reader = BlobReader({blob_name(SMALL): SMALL}, tmp_path / "x.yaml", "x.yaml:1")

    payload = reader.payload(NAME)
    assert (NAME, folder / f"{NAME}.png") == (payload.name, payload.path)
    assert DATA == payload.read()
    assert LARGE == reader.base64(NAME)
    assert SMALL == reader.base64(blob_name(SMALL))
    assert base64.b64decode(SMALL) == reader.payload(blob_name(SMALL)).read()


def test_a_blob_that_was_changed(tmp_path):
    """
    A blob whose bytes are not what its name says is refused at its first use, however it is read.
    """
    folder = written(tmp_path, Payload(DATA))
    (folder / f"{NAME}.png").write_bytes(DATA + b"x")
    reader = BlobReader({}, tmp_path / "x.yaml", "x.yaml:7")

    for use in [
        lambda: reader.payload(NAME).read(),
        lambda: list(reader.payload(NAME).pieces()),
        lambda: reader.payload(NAME).digest(),
        lambda: reader.base64(NAME),
    ]:
        with pytest.raises(CassetteError, match=f"^x.yaml:7: the blob {NAME} does not hold"):
            use()


@pytest.mark.parametrize(
    ("encoded", "problem"),
    [("AAAA", "does not hold"), ("*", "is not base64"), ("é", "is not base64")],
)
def test_an_inline_blob_that_was_changed(encoded, problem):
    """
    So is one that stands with its exchange.
    """
    reader = BlobReader({NAME: encoded}, None, "x.yaml:7")

    for use in [reader.payload, reader.base64]:
        with pytest.raises(CassetteError, match=f"^x.yaml:7: the blob {NAME} {problem}"):
            use(NAME)


@pytest.mark.parametrize("use", ["payload", "base64"])
def test_a_missing_blob(tmp_path, use):
    """
    A blob that is nowhere is an error that says where it was looked for.
    """
    for cassette in (None, tmp_path / "x.yaml"):
        with pytest.raises(CassetteError, match=r"^x.yaml:7: the blob 0123456789abcdef is neither"):
            getattr(BlobReader({}, cassette, "x.yaml:7"), use)("0123456789abcdef")


@pytest.mark.parametrize("name", ["", "*", "../../secret", "0123456789ABCDEF", "0" * 17, "a/b"])
def test_names_that_are_none(tmp_path, name):
    """
    A name that is none of ours is refused before anybody looks for a file.
    """
    (tmp_path / "secret.txt").write_text("secret")

    with pytest.raises(CassetteError, match="a blob's name is 16 hex digits"):
        BlobReader({}, tmp_path / "a" / "x.yaml", "x.yaml:7").payload(name)


@pytest.mark.parametrize(
    ("start", "extension"),
    [
        (b"\x89PNG\r\n\x1a\nxx", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"%PDF-1.7", "pdf"),
        (b"RIFF\0\0\0\0WAVEfmt ", "wav"),
        (b"RIFF\0\0\0\0WEBP", "webp"),
        (b"RIFF\0\0\0\0ABCD", "bin"),
        (b"\0\0\0\x20ftypisom", "mp4"),
        (b"", "bin"),
        (b"hello", "bin"),
    ],
)
def test_endings(start, extension):
    """
    A blob's ending is told by its first bytes.
    """
    assert extension == extension_of(start)


def test_the_limit_is_the_encoded_size(tmp_path):
    """
    A binary body stays inline exactly as long as its base64 is short enough.
    """
    for size in range(INLINE_UP_TO * 3 // 4 - 6, INLINE_UP_TO * 3 // 4 + 6):
        inline = BlobWriter(tmp_path).place_bytes(Payload(bytes(size)))

        assert all(len(encoded) <= INLINE_UP_TO for encoded in inline.values())
        name = hashlib.sha256(bytes(size)).hexdigest()[:16]
        assert not inline or [name] == list(inline)
