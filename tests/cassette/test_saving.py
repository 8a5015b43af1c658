"""
Cassettes onto the disk: whole or not at all.
"""

import os
import threading

import pytest
from samples.cassette_values import LARGE, contents, posted, sample

from mockgemini.cassette import saving
from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.reading import load
from mockgemini.cassette.saving import replace, save
from mockgemini.errors import CassetteError, SecretError
from mockgemini.exchange import Payload, Reply
from mockgemini.redaction import redactor

TOKEN = "ghp_" + "a1B2c3D4e" * 4


def files_below(folder):
    """
    Every file in a folder and below, hidden ones too.
    """
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def image(number=0):
    """
    A cassette of one exchange whose request holds an image.
    """
    body = f'{{"image":"{LARGE}","number":{number}}}'.encode()
    return Cassette(Header(), (posted(body, Reply(200, (), Payload(b"{}"))),))


def test_a_cassette_is_a_file(tmp_path):
    """
    Saving makes the folders on the way, the file, and its blobs, and leaves nothing else.
    """
    save(image(), tmp_path / "a" / "b" / "weather.yaml")

    blob, cassette = files_below(tmp_path)
    assert "a/b/weather.yaml" == cassette
    assert blob.startswith("a/b/blobs/")


def test_saving_what_was_loaded_changes_nothing(tmp_path):
    """
    A cassette that is loaded and saved is the same file, byte for byte, secrets replaced and all.
    """
    key = "AIza" + "Sy0-_" * 7
    secret = posted(key.encode(), Reply(200, (("location", f"/a?key={key}"),)))
    save(Cassette(sample().header, (*sample().exchanges, secret)), tmp_path / "a.yaml")

    save(load(tmp_path / "a.yaml"), tmp_path / "b.yaml")
    save(load(tmp_path / "b.yaml"), tmp_path / "b.yaml")

    assert (tmp_path / "a.yaml").read_bytes() == (tmp_path / "b.yaml").read_bytes()
    assert 3 == len(load(tmp_path / "a.yaml").header.redacted) + 1


def test_cassettes_share_blobs(tmp_path):
    """
    Two cassettes of a folder keep the same image once, and it is not written again.
    """
    save(image(1), tmp_path / "one.yaml")
    (blob,) = (tmp_path / "blobs").iterdir()
    before = blob.stat().st_mtime_ns

    save(image(2), tmp_path / "two.yaml")

    assert [blob] == list((tmp_path / "blobs").iterdir())
    assert before == blob.stat().st_mtime_ns
    assert contents(image(2).exchanges[0]) == contents(load(tmp_path / "two.yaml").exchanges[0])


def test_the_old_file_stays_when_writing_breaks_off(tmp_path):
    """
    An error in the middle of it all leaves the old cassette and nothing new.
    """
    path = tmp_path / "weather.yaml"
    save(Cassette(), path)
    before = path.read_bytes()

    def broken(_):
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        save(image(), path, describe=broken)

    assert before == path.read_bytes()
    assert ["weather.yaml"] == files_below(tmp_path)


def test_the_old_file_stays_when_the_disk_is_full(tmp_path, monkeypatch):
    """
    A disk that takes no more leaves the old cassette and nothing unfinished.
    """
    path = tmp_path / "weather.yaml"
    path.write_text("old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving.os, "fsync", full)

    with pytest.raises(CassetteError, match=r"weather.yaml: cannot be written: No space left"):
        save(Cassette(), path)

    assert "old" == path.read_text()
    assert ["weather.yaml"] == files_below(tmp_path)


def test_a_folder_that_cannot_be_written(tmp_path):
    """
    A folder that takes no file is an error of the usual kind.
    """
    (tmp_path / "folder").write_text("a file")

    with pytest.raises(CassetteError, match=r"weather.yaml: cannot be written: "):
        save(sample(), tmp_path / "folder" / "weather.yaml")

    assert ["folder"] == files_below(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_that_is_read_only(tmp_path):
    """
    In a read-only folder the old cassette stays.
    """
    path = tmp_path / "weather.yaml"
    path.write_text("old")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(CassetteError, match=r"weather.yaml: cannot be written: Permission"):
            save(sample(), path)
        assert "old" == path.read_text()
        assert ["weather.yaml"] == files_below(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_suspects_leave_nothing(tmp_path):
    """
    What resembles a secret stops the saving before anything is written, blobs included.
    """
    suspicious = posted(TOKEN.encode(), Reply(200))
    cassette = Cassette(Header(), (*image().exchanges, suspicious))

    with pytest.raises(SecretError, match=r"weather.yaml: request POST /v1/interactions") as caught:
        save(cassette, tmp_path / "new" / "weather.yaml")

    assert TOKEN not in str(caught.value)
    assert [] == list(tmp_path.iterdir())


def test_suspects_that_are_allowed(tmp_path):
    """
    What was allowed by name is saved.
    """
    cassette = Cassette(Header(), (posted(TOKEN.encode(), Reply(200)),))

    save(cassette, tmp_path / "weather.yaml", redactor(allowed=[TOKEN]))

    assert TOKEN in (tmp_path / "weather.yaml").read_text()


def test_readers_find_the_old_or_the_new(tmp_path):
    """
    Whoever reads while a file is replaced finds one of the two, whole.
    """
    path = tmp_path / "weather.yaml"
    texts = ["a" * 100_000, "b" * 100_000]
    replace(path, texts[0])
    seen = set()
    is_done = threading.Event()

    def read():
        while not is_done.is_set():
            seen.add(path.read_text())

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(50):
        replace(path, texts[number % 2])
    is_done.set()
    reader.join()

    assert set(texts) >= seen
    assert ["weather.yaml"] == files_below(tmp_path)


def test_newlines_are_the_same_everywhere(tmp_path):
    """
    Lines end in a newline alone, whatever the system's custom.
    """
    save(sample(), tmp_path / "weather.yaml")

    assert b"\r" not in (tmp_path / "weather.yaml").read_bytes()
