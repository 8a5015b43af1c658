"""
What of the cassettes that no test wants cannot be deleted, or looked at: told, and never a crash.
"""

import hashlib
import os
from pathlib import Path

import pytest
from samples.replayed import ask, cassette, reply

from mockgemini.cassette.saving import save

DELETE = "--mockgemini-orphans=delete"
FAIL = "--mockgemini-orphans=fail"


@pytest.fixture
def talk(runs):
    """
    A test with a cassette, and three cassettes of tests that are gone.
    """
    for name in ("talk", "gone", "old/gone", "past"):
        runs.cassette(name, "World")
    runs.write("""
        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            ask("World")
    """)
    return runs


def refuse(monkeypatch, *files):
    """
    Have the file system keep these.
    """
    really = Path.unlink

    def unlink(path, *, missing_ok=False):
        if path in files:
            raise PermissionError(13, "Permission denied", str(path))
        really(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)


def close(talk, folder):
    """
    Have the file system not list a folder of cassettes, which pytest does not enter.
    """
    really = os.scandir
    talk.configure("norecursedirs = cassettes")

    def scandir(path):
        if str(path) == str(talk.path / folder):
            raise PermissionError(13, "Permission denied", str(path))
        return really(path)

    talk.monkeypatch.setattr(os, "scandir", scandir)


def test_what_cannot_be_deleted_is_told(talk, monkeypatch):
    """
    With the reason; the run fails, and what can be deleted is.
    """
    refuse(monkeypatch, talk.path / "cassettes/gone.yaml")

    result = talk.run(DELETE)

    result.assert_outcomes(passed=1)
    assert 1 == result.ret
    result.stdout.fnmatch_lines(
        [
            "2 files deleted that no test wants:",
            "  cassettes/old/gone.yaml",
            "  cassettes/past.yaml",
            "FAILED: 1 file could not be deleted:",
            "  cassettes/gone.yaml: Permission denied",
        ],
        consecutive=True,
    )
    assert ["gone.yaml", "talk.yaml"] == talk.cassettes()


def test_nothing_is_said_to_be_deleted_where_nothing_was(talk, monkeypatch):
    """
    In a folder that is read-only as a whole.
    """
    names = ("gone", "old/gone", "past")
    refuse(monkeypatch, *(talk.path / f"cassettes/{name}.yaml" for name in names))

    result = talk.run(DELETE)

    result.stdout.fnmatch_lines(["FAILED: 3 files could not be deleted:"])
    result.stdout.no_fnmatch_line("*deleted that no test wants*")


def test_a_cassette_that_stays_keeps_its_blobs(talk, monkeypatch):
    """
    It would be broken without them.
    """
    blob = f"{hashlib.sha256(b'paid for').hexdigest()[:16]}.bin"
    (talk.path / "cassettes/blobs").mkdir()
    (talk.path / "cassettes/blobs" / blob).write_bytes(b"paid for")
    said = ask("World", labels={"blob": blob[:16]})
    save(cassette((said, reply({"id": "v1_a"}))), talk.path / "cassettes/gone.yaml")
    refuse(monkeypatch, talk.path / "cassettes/gone.yaml")

    talk.run(DELETE).stdout.fnmatch_lines(
        [
            "FAILED: 2 files could not be deleted:",
            "  cassettes/gone.yaml: Permission denied",
            f"  cassettes/blobs/{blob}: a cassette that is still there may name it",
        ],
        consecutive=True,
    )
    assert (talk.path / "cassettes/blobs" / blob).exists()


def test_what_has_gone_meanwhile_is_gone(talk, monkeypatch):
    """
    Whoever deleted it.
    """
    really = Path.unlink

    def unlink(path, *, missing_ok=False):
        os.remove(path)  # noqa: PTH107 - pathlib's is the one replaced
        really(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)

    result = talk.run(DELETE)

    assert 0 == result.ret
    result.stdout.fnmatch_lines(["3 files deleted that no test wants:"])


def test_an_empty_folder_may_stay(talk, monkeypatch):
    """
    Its own folder may be read-only, which harms nobody.
    """

    def rmdir(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "rmdir", rmdir)

    assert 0 == talk.run(DELETE).ret
    assert ["talk.yaml"] == talk.cassettes()


@pytest.mark.parametrize("wish", [FAIL, DELETE])
def test_a_folder_that_cannot_be_listed_is_told(wish, talk):
    """
    What lies there is unknown, so the run does not pass for one without orphans.
    """
    close(talk, "cassettes/old")
    for name in ("gone", "past"):
        (talk.path / f"cassettes/{name}.yaml").unlink()

    result = talk.run(wish)

    assert 1 == result.ret
    result.stdout.fnmatch_lines(
        [
            "FAILED: 1 folder could not be looked into:",
            "  cassettes/old: Permission denied",
        ],
        consecutive=True,
    )


def test_where_a_folder_cannot_be_listed_nothing_is_deleted(talk):
    """
    For all that is known, tests lie there.
    """
    close(talk, "cassettes/old")

    result = talk.run(DELETE)

    result.stdout.fnmatch_lines(["orphans were left alone*: no test of cassettes/old ran"])
    assert (talk.path / "cassettes/gone.yaml").exists()


def test_a_report_does_not_fail_for_it(talk):
    """
    Nobody asked to be sure.
    """
    close(talk, "cassettes/old")

    result = talk.run()

    assert 0 == result.ret
    result.stdout.no_fnmatch_line("*looked into*")


def test_a_cassette_that_cannot_be_read_may_name_any_blob(talk, monkeypatch):
    """
    So those beside it stay.
    """
    blob = talk.path / f"cassettes/blobs/{hashlib.sha256(b'paid for').hexdigest()[:16]}.bin"
    blob.parent.mkdir()
    blob.write_bytes(b"paid for")
    secret = talk.path / "cassettes/talk.yaml"
    really = Path.read_bytes

    def read_bytes(path):
        if path == secret:
            raise PermissionError(13, "Permission denied", str(path))
        return really(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)

    result = talk.run(DELETE)

    assert 0 == result.ret
    assert blob.exists()


def test_a_folder_that_is_gone_has_no_orphans(talk):
    """
    A test may have cleared what it used.
    """
    talk.write("""
        import shutil

        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini, pytestconfig):
            ask("World")
            shutil.rmtree(pytestconfig.rootpath / "cassettes")
    """)

    result = talk.run(FAIL)

    result.assert_outcomes(passed=1)
    assert 0 == result.ret


def test_what_others_keep_among_blobs_stays(talk):
    """
    Where no blob is, nothing is looked for.
    """
    notes = talk.path / "cassettes/blobs/notes.txt"
    notes.parent.mkdir()
    notes.write_text("ours")

    talk.run(DELETE)

    assert notes.exists()
