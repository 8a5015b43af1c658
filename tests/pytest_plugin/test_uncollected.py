"""
Tests that are written and did not run keep their cassettes, however they were left out.
"""

import os

import pytest

TALK = """
    @pytest.mark.mockgemini("talk")
    def test_it(mockgemini):
        ask("World")
"""
WIN = """
    @pytest.mark.mockgemini
    @pytest.mark.parametrize("number", [0])
    def test_n(mockgemini, number):
        ask("World")
"""
DELETE = "--mockgemini-orphans=delete"
FAIL = "--mockgemini-orphans=fail"
ALONE = "orphans were left alone, as not every test ran: "
CONFTEST = {
    "collect_ignore": "collect_ignore = ['test_win.py']",
    "collect_ignore_glob": "collect_ignore_glob = ['*_win.py']",
    "a hook": """
def pytest_ignore_collect(collection_path):
    return True if collection_path.name == "test_win.py" else None
""",
    "a hook that collects nothing": """
def pytest_collectstart(collector):
    if collector.name == "test_win.py":
        collector.collect = list
""",
}
ALL = ["gone/long.yaml", "talk.yaml", "test_win/test_n[0].yaml"]


@pytest.fixture
def two(runs):
    """
    Two test files with their cassettes, and a cassette of a test that is gone.
    """
    for name in ("talk", "test_win/test_n[0]", "gone/long"):
        runs.cassette(name, "World")
    runs.write(TALK)
    runs.write(WIN, name="test_win")
    return runs


def test_those_that_ran_are_no_reason(two):
    """
    A run of all deletes what nobody wants.
    """
    result = two.run(DELETE)

    result.assert_outcomes(passed=2)
    assert ["talk.yaml", "test_win/test_n[0].yaml"] == two.cassettes()


@pytest.mark.parametrize("source", CONFTEST.values(), ids=CONFTEST)
@pytest.mark.parametrize("wish", [FAIL, DELETE])
def test_what_a_conftest_leaves_out_spares_all(wish, source, two):
    """
    Tests that it does not want here are wanted elsewhere; the reason is told.
    """
    (two.path / "conftest.py").write_text(source)

    result = two.run(wish)

    result.assert_outcomes(passed=1)
    assert 0 == result.ret
    result.stdout.fnmatch_lines([f"{ALONE}no test of test_win.py ran"])
    assert ALL == two.cassettes()


def test_where_tests_were_left_out_nothing_is_reported(two):
    """
    As in any other partial run.
    """
    (two.path / "conftest.py").write_text(CONFTEST["collect_ignore"])

    result = two.run()

    result.stdout.no_fnmatch_line("*orphans*")
    result.stdout.no_fnmatch_line("*wanted by no test*")


def test_a_module_that_is_none_today_spares_all(two):
    """
    `__test__` is asked by pytest, not by the one who recorded.
    """
    two.write("__test__ = False\n" + "def test_n(): pass", name="test_win")

    two.run(DELETE).stdout.fnmatch_lines([f"{ALONE}no test of test_win.py ran"])

    assert ALL == two.cassettes()


def test_the_ini_file_leaves_out_too(two):
    """
    A folder that it never enters may hold tests; several files are told by the first.
    """
    (two.path / "win").mkdir()
    (two.path / "test_win.py").rename(two.path / "win/test_win.py")
    two.write("def test_more(): pass", name="win/more_test")
    two.configure("norecursedirs = win")

    result = two.run(DELETE)

    result.stdout.fnmatch_lines([f"{ALONE}no test of win/more_test.py ran, nor of 1 other file"])
    assert ALL == two.cassettes()


@pytest.mark.parametrize(
    "word",
    [
        "python_files=test_it.py",
        "python_functions=test_it",
        "python_classes=Never",
        "norecursedirs=win",
        "testpaths=test_it.py",
    ],
)
def test_a_word_for_the_ini_file_narrows(word, two):
    """
    What a test is stands in the project's ini file, not on one command line.
    """
    result = two.run(DELETE, "-o", word)

    result.stdout.fnmatch_lines([f"{ALONE}-o {word.partition('=')[0]} was given*"])
    assert ALL == two.cassettes()


def test_other_words_for_the_ini_file_do_not(two):
    """
    Most have no say about which tests there are.
    """
    assert 1 == two.run(FAIL, "-o", "log_cli=true").ret


def test_another_ini_file_narrows(two):
    """
    It may have tests by other names.
    """
    (two.path / "some.ini").write_text("[pytest]\npythonpath = .\n")

    two.run(DELETE, "-c", "some.ini").stdout.fnmatch_lines([f"{ALONE}-c some.ini was given"])

    assert ALL == two.cassettes()


def test_the_usual_ini_file_does_not(two):
    """
    To name what is read anyway changes nothing.
    """
    assert 1 == two.run(FAIL, "-c", "tox.ini").ret


@pytest.mark.parametrize("words", [["-p", "no:unittest"], ["--noconftest"]], ids=" ".join)
def test_what_may_bring_tests_is_missed(words, two):
    """
    Without it there may be fewer.
    """
    two.run(DELETE, *words).stdout.fnmatch_lines([f"{ALONE}{' '.join(words)} was given"])

    assert ALL == two.cassettes()


def test_a_test_that_is_still_written_keeps_its_own(two):
    """
    Where it is only defined on some systems, nothing tells that it was left out.
    """
    two.cassette("test_win/TestIt.test_late", "World")
    two.cassette("test_win/TestIt.test_gone", "World")
    late = "\n    if not pytest:\n        class TestIt:\n            def test_late(self): pass\n"
    two.write(WIN + late, name="test_win")

    result = two.run(DELETE)

    result.stdout.fnmatch_lines(
        [
            "2 files deleted that no test wants:",
            "  cassettes/gone/long.yaml",
            "  cassettes/test_win/TestIt.test_gone.yaml",
            "left alone, as their names are still written in Python files:",
            "  cassettes/test_win/TestIt.test_late.yaml",
        ],
        consecutive=True,
    )
    assert ["talk.yaml", "test_win/TestIt.test_late.yaml", ALL[2]] == two.cassettes()


def test_a_parameter_that_is_gone_keeps_nothing(two):
    """
    Its test ran, with others.
    """
    two.cassette("test_win/test_n[1]", "World")

    two.run(DELETE)

    assert ["talk.yaml", "test_win/test_n[0].yaml"] == two.cassettes()


@pytest.mark.parametrize("name", ["gone/long", "gone/long.yaml"])
def test_a_name_that_is_still_written_keeps_its_cassette(name, two):
    """
    A marker may stand where it is not read today.
    """
    later = f"\n    # it's so\n    later = not pytest and pytest.mark.mockgemini('{name}')\n"
    two.write(WIN + later, name="test_win")

    two.run(DELETE)

    assert ALL == two.cassettes()


@pytest.mark.parametrize("place", [".hidden", "build", "env", "node_modules", "__pycache__"])
def test_what_never_has_tests_is_not_looked_at(place, two):
    """
    Environments and what programs leave behind hold the tests of others.
    """
    (two.path / place).mkdir()
    (two.path / "env").mkdir(exist_ok=True)
    (two.path / "env/pyvenv.cfg").touch()
    two.write("def test_other(): pass", name=f"{place}/test_other")

    assert 1 == two.run(FAIL).ret


@pytest.mark.parametrize("name", ["test_words", "conftest", "plain"])
def test_a_file_without_tests_is_no_reason(name, two):
    """
    Nor is one with a test's name that only holds what tests need, where any file may have tests.
    """
    two.configure("python_files = test_*.py *.py")
    two.write("WORDS = ['World']", name=name)

    assert 1 == two.run(FAIL).ret


def test_the_patterns_of_the_ini_file_count(two):
    """
    With folders and names of its own, and functions that are called otherwise.
    """
    two.configure("python_files = test_it.py checks/c_*.py", "python_functions = test check_*")
    (two.path / "checks").mkdir()
    (two.path / "test_win.py").unlink()
    two.write("def check_it(): pass", name="checks/c_win")
    (two.path / "conftest.py").write_text("collect_ignore = ['checks']")

    two.run(DELETE).stdout.fnmatch_lines([f"{ALONE}no test of checks/c_win.py ran"])

    assert ALL == two.cassettes()


def test_tests_elsewhere_do_not_want_what_lies_beside_others(two):
    """
    Where a folder is given, the cassettes beside its tests are those of its tests.
    """
    (two.path / "unit").mkdir()
    for name in ("cassettes", "test_it.py"):
        (two.path / name).rename(two.path / "unit" / name)

    result = two.run(FAIL, "unit")

    assert 1 == result.ret
    result.stdout.fnmatch_lines(["FAILED: 2 files are wanted by no test:"])


def test_tests_elsewhere_may_want_what_the_ini_file_places(two):
    """
    A folder of its own is for all tests of the project, wherever it lies.
    """
    two.configure("mockgemini_cassette_dir = unit/cassettes")
    (two.path / "unit").mkdir()
    for name in ("cassettes", "test_it.py"):
        (two.path / name).rename(two.path / "unit" / name)

    two.run(DELETE, "unit").stdout.fnmatch_lines([f"{ALONE}no test of test_win.py ran"])

    assert (two.path / "unit/cassettes/test_win/test_n[0].yaml").exists()


def test_tests_elsewhere_may_want_what_a_fixture_places(two):
    """
    Who gives a folder to some tests may give it to others too.
    """
    (two.path / "conftest.py").write_text("""
import pytest
collect_ignore = ["test_win.py"]

@pytest.fixture(scope="session")
def mockgemini_cassette_dir():
    return "unit/tapes"
""")
    (two.path / "unit").mkdir()
    (two.path / "cassettes").rename(two.path / "unit/tapes")

    two.run(DELETE).stdout.fnmatch_lines([f"{ALONE}no test of test_win.py ran"])

    assert (two.path / "unit/tapes/test_win/test_n[0].yaml").exists()


def test_a_link_that_leads_nowhere_says_nothing(two):
    """
    Editors leave links that lead nowhere.
    """
    (two.path / ".#test_win.py").symlink_to("nowhere")

    assert 1 == two.run(FAIL).ret


@pytest.mark.parametrize("hidden", ["closed", "test_closed.py"])
def test_what_cannot_be_read_may_hold_tests(hidden, two, monkeypatch):
    """
    A folder that another user closed, or a file.
    """
    really, may = os.scandir, os.access
    (two.path / "closed").mkdir()
    (two.path / "test_closed.py").touch()
    (two.path / "conftest.py").write_text("collect_ignore = ['closed', 'test_closed.py']")

    def scandir(path):
        if str(path).endswith(hidden):
            raise PermissionError(13, "Permission denied", str(path))
        return really(path)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(os, "access", lambda path, mode: hidden != path.name and may(path, mode))

    two.run(DELETE).stdout.fnmatch_lines([f"{ALONE}no test of {hidden} ran"])

    assert ALL == two.cassettes()


def test_a_shared_cassette_is_not_judged_without_them(runs):
    """
    The file that was left out may share it, and ask for what the others do not.
    """
    runs.cassette("talk", "World", "Moon", "Sun")
    runs.write(TALK + TALK.replace("test_it", "test_too"))
    runs.write(TALK.replace("World", "Sun"), name="test_win")
    (runs.path / "conftest.py").write_text(CONFTEST["collect_ignore"])

    result = runs.run()

    result.assert_outcomes(passed=2)
    assert 0 == result.ret
