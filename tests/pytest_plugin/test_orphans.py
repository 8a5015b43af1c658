"""
Cassettes that no test wants: found by whole runs alone, and nobody else's files.
"""

import hashlib

import pytest
from samples.replayed import ask, cassette, reply
from stages.talking import put_vcrpy

from mockgemini.cassette.saving import save

TALK = """
    @pytest.mark.mockgemini("talk")
    def test_it(mockgemini):
        ask("World")
"""
DELETE = "--mockgemini-orphans=delete"
FAIL = "--mockgemini-orphans=fail"


@pytest.fixture
def talk(runs):
    """
    A test with a cassette, and a cassette of a test that is gone.
    """
    runs.cassette("talk", "World")
    runs.cassette("old/gone", "World")
    runs.write(TALK)
    return runs


def put_blobs(runs, *contents):
    """
    Blobs beside the cassettes, by their names.
    """
    folder = runs.path / "cassettes/blobs"
    folder.mkdir(parents=True)
    names = [f"{hashlib.sha256(content).hexdigest()[:16]}.bin" for content in contents]
    for name, content in zip(names, contents, strict=True):
        (folder / name).write_bytes(content)
    return names


def blobs(runs):
    """
    The names of all there are.
    """
    return sorted(path.name for path in (runs.path / "cassettes/blobs").glob("*"))


def test_orphans_are_reported(talk):
    """
    A whole run names what no test wants, and how to be rid of it; it passes.
    """
    result = talk.run()

    result.assert_outcomes(passed=1)
    assert 0 == result.ret
    result.stdout.fnmatch_lines(
        [
            "1 file is wanted by no test:",
            "  cassettes/old/gone.yaml",
            "  remove: the same run with --mockgemini-orphans=delete",
        ],
        consecutive=True,
    )
    assert ["old/gone.yaml", "talk.yaml"] == talk.cassettes()


def test_orphans_can_fail_a_run(talk):
    """
    Its tests pass, the run does not.
    """
    result = talk.run(FAIL)

    result.assert_outcomes(passed=1)
    assert 1 == result.ret
    result.stdout.fnmatch_lines(["FAILED: 1 file is wanted by no test:"])


def test_orphans_can_be_deleted(talk):
    """
    What no test wants is gone, with the folder that is empty then; the next run has nothing to say.
    """
    result = talk.run(DELETE)

    result.stdout.fnmatch_lines(["1 file deleted that no test wants:", "  cassettes/old/gone.yaml"])
    assert ["talk.yaml"] == talk.cassettes()
    assert not (talk.path / "cassettes/old").exists()
    assert 0 == talk.run(FAIL).ret


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["-k", "it"], "-k was given"),
        (["-m", "not slow"], "-m was given"),
        (["test_it.py"], "test_it.py was given"),
        (["test_it.py::test_it"], "test_it.py::test_it was given"),
        (["--deselect", "test_more.py::test_more"], "--deselect was given"),
        (["--ignore", "test_more.py"], "--ignore was given"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
@pytest.mark.parametrize("wish", [FAIL, DELETE])
def test_a_narrowed_run_deletes_nothing(wish, words, reason, talk):
    """
    Nor does it fail: the tests that were left out may want what this one does not.
    """
    talk.write("def test_more(): pass", name="test_more")
    talk.configure("markers = slow: takes long")

    result = talk.run(wish, *words)

    assert 0 == result.ret
    result.stdout.fnmatch_lines([f"orphans were left alone, as not every test ran: *{reason}*"])
    assert ["old/gone.yaml", "talk.yaml"] == talk.cassettes()


@pytest.mark.parametrize("words", [["--lf"], ["--sw"], ["--last-failed"], ["--stepwise"]])
def test_the_rest_of_a_run_deletes_nothing(words, talk):
    """
    Whether or not something had failed before.
    """
    result = talk.pytester.runpytest_inprocess("-p", "pytest_mockgemini", DELETE, *words)

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["orphans were left alone, as not every test ran: --*was given"])
    assert ["old/gone.yaml", "talk.yaml"] == talk.cassettes()


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("def test_more(): pytest.skip('no')", "1 skipped"),
        ("@pytest.mark.skip\n    def test_more(): pass", "1 skipped"),
        ("def test_more(): assert False", "1 failed"),
        ("pytest.skip('no', allow_module_level=True)", "test_more.py was not collected"),
        ("def test_more(): pytest.exit('enough', returncode=0)", "1 not run"),
    ],
)
def test_a_run_that_falls_short_deletes_nothing(more, reason, talk):
    """
    Who was skipped, or failed before asking, may want it.
    """
    talk.write(
        f"""
    {more}
    """,
        name="test_more",
    )

    result = talk.run(DELETE)

    result.stdout.fnmatch_lines([f"orphans were left alone, as not every test ran: *{reason}*"])
    assert ["old/gone.yaml", "talk.yaml"] == talk.cassettes()


def test_what_cannot_be_collected_spares_all(talk):
    """
    A file with an error may hold tests that want anything.
    """
    talk.write("import nothing_of_that_name", name="test_more")

    result = talk.run(DELETE, "--continue-on-collection-errors")

    assert 1 == result.ret
    result.stdout.fnmatch_lines(["orphans were left alone*test_more.py was not collected*"])


def test_a_stopped_run_deletes_nothing(talk):
    """
    With -x the rest has not run.
    """
    talk.write("def test_early(): assert False", name="test_early")
    talk.write("def test_zulu(): pass", name="test_zulu")

    result = talk.run(DELETE, "-x", "test_it.py", "test_early.py", "test_zulu.py")

    assert 1 == result.ret
    assert ["old/gone.yaml", "talk.yaml"] == talk.cassettes()


def test_a_partial_run_reports_nothing(talk):
    """
    Nobody has asked, and nothing is known.
    """
    result = talk.run("-k", "it")

    result.stdout.no_fnmatch_line("*orphans*")
    result.stdout.no_fnmatch_line("*gone.yaml*")


def test_an_expected_failure_is_no_shortfall(talk):
    """
    A test that fails as it should has said what it wants.
    """
    talk.write("@pytest.mark.xfail\ndef test_more(): assert False", name="test_more")

    assert 1 == talk.run(FAIL).ret


def test_a_folder_that_others_use_is_left_alone(talk):
    """
    Where only the tests below a folder run, cassettes outside of it may belong to others.
    """
    talk.configure("mockgemini_cassette_dir = cassettes")
    (talk.path / "unit").mkdir()
    (talk.path / "test_it.py").rename(talk.path / "unit/test_it.py")

    result = talk.run(DELETE, "unit")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["orphans were left alone where *did not run*", "  cassettes"])
    assert ["old/gone.yaml", "talk.yaml"] == talk.cassettes()


def test_a_folder_given_is_whole_for_itself(talk):
    """
    Cassettes below a folder whose tests have all run can be judged.
    """
    result = talk.run(FAIL, str(talk.path))

    assert 1 == result.ret


def test_testpaths_are_a_whole_run(talk):
    """
    What the ini file names is all there is.
    """
    talk.configure("testpaths = unit", "mockgemini_cassette_dir = cassettes")
    (talk.path / "unit").mkdir()
    (talk.path / "test_it.py").rename(talk.path / "unit/test_it.py")

    assert 1 == talk.run(FAIL).ret


def test_what_is_not_ours_is_never_touched(talk):
    """
    Other libraries' cassettes, other YAML, and links to elsewhere stay.
    """
    folder = talk.path / "cassettes"
    elsewhere = talk.path / "elsewhere.yaml"
    elsewhere.write_bytes((folder / "talk.yaml").read_bytes())
    put_vcrpy(folder / "vcr.yaml", "World")
    (folder / "notes.yaml").write_text("what: we know\n")
    (folder / "link.yaml").symlink_to(elsewhere)
    (folder / "README.md").write_text("cassette: 1\n")

    talk.run(DELETE)

    assert ["link.yaml", "notes.yaml", "talk.yaml", "vcr.yaml"] == talk.cassettes()
    assert elsewhere.exists()
    assert (folder / "README.md").exists()


def test_a_folder_outside_of_the_root_is_left_alone(talk, tmp_path):
    """
    Cassettes that other projects may share are not this run's to judge.
    """
    (talk.path / "cassettes").rename(tmp_path / "cassettes")
    talk.configure(f"mockgemini_cassette_dir = {tmp_path / 'cassettes'}")

    result = talk.run(DELETE)

    result.assert_outcomes(passed=1)
    assert (tmp_path / "cassettes/old/gone.yaml").exists()


def test_recordings_that_failed_are_listed_apart(talk):
    """
    They were paid for: a person looks at them, and the command to remove them is there.
    """
    talk.cassette("talk.failed", "World")
    text = (talk.path / "cassettes/talk.yaml").read_text()
    (talk.path / "cassettes/talk.yaml.part").write_text(text)

    result = talk.run(DELETE)

    result.stdout.fnmatch_lines(
        [
            "unfinished or failed recordings:",
            "  cassettes/talk.failed.yaml",
            "  cassettes/talk.yaml.part",
            "  look at them, then: rm cassettes/talk.failed.yaml cassettes/talk.yaml.part",
        ],
        consecutive=True,
    )
    assert ["talk.failed.yaml", "talk.yaml"] == talk.cassettes()


def test_blobs_that_nothing_names_are_orphans(talk):
    """
    A blob is wanted as long as a cassette beside its folder names it, the orphans excepted.
    """
    used, gone, stray = put_blobs(talk, b"used", b"gone", b"stray")
    for name, blob in (("talk", used), ("gone", gone)):
        said = ask("World", labels={"blob": blob[:16]})
        save(cassette((said, reply({"id": "v1_a"}))), talk.path / f"cassettes/{name}.yaml")
    (talk.path / "cassettes/blobs/0123456789abcdef.bin").write_bytes(b"not what its name says")
    (talk.path / "cassettes/blobs/README.md").write_text("ours")
    talk.write(TALK.replace('"talk"', '"talk", ignore=["/labels"]'))

    result = talk.run(DELETE)

    result.stdout.fnmatch_lines(["4 files deleted that no test wants:"])
    assert sorted(["0123456789abcdef.bin", "README.md", used]) == blobs(talk)
    assert (gone in result.stdout.str(), stray in result.stdout.str()) == (True, True)


def test_spelling_does_not_cost_a_cassette(talk):
    """
    Where the file system takes two spellings for one file, so do we; elsewhere one more is spared.
    """
    talk.cassette("TALK", "World")

    talk.run(DELETE)

    assert ["TALK.yaml", "talk.yaml"] == talk.cassettes()


def test_a_cassette_amid_a_merge_keeps_its_blobs(talk):
    """
    It cannot be read for now, and will be.
    """
    (blob,) = put_blobs(talk, b"paid for")
    broken = f"<<<<<<< ours\ncassette: 1\n=======\n  $blob:{blob[:16]}\n"
    (talk.path / "cassettes/merging.yaml").write_text("x" * 5000 + broken)
    (talk.path / "cassettes/talk.yaml.orig").write_text("cassette: 1\n")

    talk.run(DELETE)

    assert [blob] == blobs(talk)
    assert (talk.path / "cassettes/talk.yaml.orig").exists()


def test_a_failed_recording_keeps_its_blobs(talk):
    """
    What lies beside is whole, so that it may still become a cassette.
    """
    (blob,) = put_blobs(talk, b"paid for")
    said = ask("World", labels={"blob": blob[:16]})
    path = talk.path / "cassettes/talk.failed.yaml"
    save(cassette((said, reply({"id": "v1_a"}))), path)

    talk.run(DELETE)

    assert [blob] == blobs(talk)
