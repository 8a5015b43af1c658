"""
Files and folders that a user names, as a shelf of cassettes.
"""

import pytest
from stages.talking import put_cassette

from mockgemini.cli.shelves import existing, shelf, tell_leftovers
from mockgemini.errors import CassetteError, UsageError

PART = "cassette: 1\n\nexchanges:\n"


def test_a_folder_gives_each_cassette_its_path(tmp_path):
    """
    A cassette of a folder is named by its path below it, without the ending.
    """
    put_cassette(tmp_path / "a.yaml", "One")
    put_cassette(tmp_path / "deep/down/b.yaml", "Two", "Three")

    found = shelf([tmp_path])

    assert {"a": 1, "deep/down/b": 2} == {name: len(each.exchanges) for name, each in found.items()}


def test_a_file_is_named_without_its_ending(tmp_path):
    """
    A file named by itself is on the shelf under its plain name.
    """
    assert ["b"] == list(shelf([put_cassette(tmp_path / "deep/b.yaml", "One")]))


def test_what_is_no_cassette_is_passed_over_in_folders(tmp_path):
    """
    Other YAML files of a folder are left alone.
    """
    put_cassette(tmp_path / "a.yaml", "One")
    (tmp_path / "docker-compose.yaml").write_text("services: {}\n")
    (tmp_path / "picture.yaml").write_bytes(b"\x89PNG\xff")

    assert ["a"] == list(shelf([tmp_path]))


def test_what_is_no_cassette_is_refused_by_name(tmp_path):
    """
    A file that the user names must be a cassette.
    """
    (tmp_path / "docker-compose.yaml").write_text("services: {}\n")

    with pytest.raises(CassetteError, match=r"docker-compose\.yaml:1: not a cassette"):
        shelf([tmp_path / "docker-compose.yaml"])


def test_an_empty_folder_is_an_error(tmp_path):
    """
    A folder without any cassette is misuse: somebody meant another one.
    """
    with pytest.raises(UsageError, match="there is no cassette in this folder"):
        shelf([tmp_path])


def test_two_of_a_name_are_refused(tmp_path):
    """
    Two cassettes that would be asked by one name cannot be on one shelf.
    """
    paths = [put_cassette(tmp_path / folder / "a.yaml", "One") for folder in "xy"]

    with pytest.raises(UsageError, match=r"y.a\.yaml: there is another cassette named 'a'"):
        shelf(paths)


def test_a_path_must_exist(tmp_path):
    """
    What is not there is named.
    """
    with pytest.raises(UsageError, match=r"gone\.yaml: there is no such file or folder$"):
        existing(tmp_path / "gone.yaml")


def test_an_unfinished_recording_is_named_where_the_cassette_is_missing(tmp_path):
    """
    Somebody whose first recording was broken off is told where it lies.
    """
    (tmp_path / "talk.yaml.part").write_text(PART)

    with pytest.raises(UsageError, match=r"the recording .*talk\.yaml\.part was never finished"):
        existing(tmp_path / "talk.yaml")


def test_leftovers_are_named(tmp_path, capsys):
    """
    An unfinished recording beside a cassette is told, with the command that reads it.
    """
    part = tmp_path / "talk.yaml.part"
    part.write_text(PART)

    tell_leftovers(tmp_path / "talk.yaml")

    told = capsys.readouterr().err
    assert f"mockgemini: {part} is a recording that was never finished" in told
    assert f"'mockgemini show {part}'" in told


def test_leftovers_of_a_folder_are_named(tmp_path, capsys):
    """
    In a folder they are named even where no cassette came of them, each once.
    """
    put_cassette(tmp_path / "a.yaml", "One")
    for name in ("a.yaml.part", "b.yaml.part", "b.yaml.part.1.part"):
        (tmp_path / name).write_text(PART)

    shelf([tmp_path])

    told = [line.split()[1] for line in capsys.readouterr().err.splitlines()]
    names = ["a.yaml.part", "b.yaml.part", "b.yaml.part.1.part"]
    assert [str(tmp_path / name) for name in names] == told


def test_a_recording_that_goes_on_is_not_left_over(tmp_path, capsys):
    """
    A `.part` that a recorder is writing to is none of our business.
    """
    fcntl = pytest.importorskip("fcntl", reason="Windows does not say who writes to a file")
    put_cassette(tmp_path / "a.yaml", "One")
    with (tmp_path / "a.yaml.part").open("w") as part:
        fcntl.flock(part.fileno(), fcntl.LOCK_EX)

        shelf([tmp_path])

    assert "" == capsys.readouterr().err
