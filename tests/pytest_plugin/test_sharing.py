"""
Runs over several processes, and runs that are interrupted.
"""

import re
import signal
import subprocess
import sys
import time

import pytest
from journeys.sdks import ROOT, environment
from pytest_mockgemini.sharing import claim, disclaim
from stages.paid import paying, put_paid

from mockgemini.cassette.reading import load

SHARED = """
    @pytest.mark.mockgemini("shared")
    @pytest.mark.parametrize("text", ["World", "Moon", "Sun", "Mars"])
    def test_it(mockgemini, text):
        ask(text)
"""


def run(runs, *words, workers=2):
    """
    Run pytest in a process of its own, with some workers; the lines that it prints, and its code.
    """
    words = [sys.executable, "-m", "pytest", "-p", "xdist", "-p", "pytest_mockgemini", *words]
    done = subprocess.run(
        [*words, "-p", "no:cacheprovider", f"-n{workers}"],
        cwd=runs.path,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout, done.returncode


def surroundings():
    """
    The environment of a process that runs pytest.
    """
    path = f"{ROOT}:{ROOT / 'pytest_plugin'}"
    more = {"PYTHONPATH": path, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "GEMINI_API_KEY": "a-key"}
    return environment(**more)


def test_two_hundred_tests_add_up(runs):
    """
    Over four workers, with one cassette that most share and some of their own, nothing is counted
    twice, lost, or missed.
    """
    folder = runs.path / "cassettes"
    texts = [f"t{number}" for number in range(10)]
    put_paid(folder / "shared.yaml", *texts, tokens=10, took=0.5)
    for number in range(20):
        put_paid(folder / f"test_it/test_own[{number}].yaml", "World", tokens=100, took=1.0)
    runs.write("""
        @pytest.mark.mockgemini("shared")
        @pytest.mark.parametrize("number", range(180))
        def test_shared(mockgemini, number):
            assert ask(f"t{number % 10}")[0] == 200

        @pytest.mark.mockgemini
        @pytest.mark.parametrize("number", range(20))
        def test_own(mockgemini, number):
            assert ask("World")[0] == 200
    """)

    told, code = run(runs, "--mockgemini-orphans=fail", workers=4)

    assert "200 passed" in told
    assert "200 requests answered from 21 cassettes, saving 3 800 tokens and 1 min 50 s" in told
    assert 0 == code


def test_what_no_worker_asked_for_fails_the_run(runs):
    """
    Use is told by all workers together, and so is what is wanted.
    """
    runs.cassette("shared", "World", "Moon", "Venus", "Sun", "Mars")
    runs.cassette("gone", "World")
    runs.write(SHARED)

    told, code = run(runs)

    assert "4 passed" in told
    assert "not asked for by any of 4 tests:\n  shared.yaml#3 (POST" in told
    assert "1 file is wanted by no test:\n  cassettes/gone.yaml" in told
    assert 1 == code


@pytest.mark.parametrize(
    ("words", "more"),
    [(["-k", "World or Moon or Sun"], ""), ([], "def test_more(): pytest.skip('no')")],
    ids=["narrowed", "skipped"],
)
def test_a_partial_run_deletes_nothing(words, more, runs):
    """
    What a worker leaves out counts as well.
    """
    runs.cassette("shared", "World", "Moon", "Sun", "Mars")
    runs.cassette("gone", "World")
    runs.write(SHARED)
    runs.write(more, name="test_more")

    told, code = run(runs, "--mockgemini-orphans=delete", *words)

    assert 0 == code
    assert "orphans were left alone, as not every test ran: " in told
    assert ["gone.yaml", "shared.yaml"] == runs.cassettes()


def test_a_crashed_worker_spares_all(runs):
    """
    What it knew is lost, so nothing can be said of the whole.
    """
    runs.cassette("shared", "World", "Moon", "Sun", "Mars")
    runs.cassette("gone", "World")
    runs.write(SHARED)
    runs.write("def test_more(): os._exit(3)", name="test_more")

    told, code = run(runs, "--mockgemini-orphans=delete", "--max-worker-restart=1")

    assert 1 == code
    assert "orphans were left alone" in told
    assert ["gone.yaml", "shared.yaml"] == runs.cassettes()


def test_workers_share_a_budget_and_their_claims(runs):
    """
    No worker spends what another has spent, and none records over another.
    """
    runs.write("""
        alone = pytest.mark.xdist_group

        @pytest.mark.mockgemini("talk")
        @pytest.mark.parametrize("text", [pytest.param(each, marks=alone(each)) for each in "ab"])
        def test_same(mockgemini, text):
            assert ask(text)[0] == 200

        @pytest.mark.mockgemini
        @pytest.mark.parametrize("text", "cdefghij")
        def test_own(mockgemini, text):
            assert ask(text)[0] == 200
    """)

    with paying(1000) as upstream:
        told, code = run(
            runs,
            "--mockgemini-record=rewrite",
            f"--mockgemini-upstream={upstream.url}",
            "--mockgemini-budget=calls:5,tokens:1M",
            "--dist=loadgroup",
        )

    assert 5 == len(upstream.asked)
    assert "spent 5 of 5 calls and 5 000 of 1 000 000 tokens" in told
    assert re.search(r"talk.yaml was recorded by test_it.py::test_same\[(a|b)\]", told)
    assert 1 == code


@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl-C reaches a whole console")
def test_ctrl_c_keeps_what_is_recorded(runs):
    """
    Cassettes of finished tests stay, and what the interrupted one has recorded lies beside.
    """
    runs.write("""
        import time

        @pytest.mark.mockgemini
        @pytest.mark.parametrize("number", [1, 2, 3, 4])
        def test_it(mockgemini, number):
            assert ask("World")[0] == 200
            if number == 3:
                open("waiting", "w").close()
                time.sleep(60)
    """)

    with paying(1000) as upstream:
        words = ["--mockgemini-record=once", f"--mockgemini-upstream={upstream.url}"]
        program = [sys.executable, "-m", "pytest", "-p", "pytest_mockgemini", *words]
        with subprocess.Popen(
            program, cwd=runs.path, env=surroundings(), stdout=subprocess.PIPE, text=True
        ) as child:
            wait_for(runs.path / "waiting")
            child.send_signal(signal.SIGINT)
            told, _ = child.communicate(timeout=20)

    assert pytest.ExitCode.INTERRUPTED == child.returncode
    assert [
        "test_it/test_it[1].yaml",
        "test_it/test_it[2].yaml",
        "test_it/test_it[3].failed.yaml",
    ] == runs.cassettes()
    assert 1 == len(load(runs.path / "cassettes/test_it/test_it[3].failed.yaml").exchanges)
    assert "3 recordings:" in told
    assert [] == list(runs.path.rglob("*.part"))


def test_a_claim_stands_until_it_is_given_up(request, tmp_path):
    """
    The first who claims a cassette has it; only that one can give it up.
    """
    mine, other = request.node, Other(request.node)

    first = claim(mine, tmp_path / "a.yaml")
    second = claim(other, tmp_path / "a.yaml")
    disclaim(other, tmp_path / "a.yaml")
    still = claim(other, tmp_path / "a.yaml")
    disclaim(mine, tmp_path / "a.yaml")
    disclaim(mine, tmp_path / "a.yaml")

    assert [mine.nodeid] * 3 == [first, second, still]
    assert "other" == claim(other, tmp_path / "a.yaml")
    disclaim(other, tmp_path / "a.yaml")


class Other:
    """
    Another test of the same run.
    """

    nodeid = "other"

    def __init__(self, item):
        self.config = item.config


def wait_for(path):
    """
    Until a file is there.
    """
    until = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < until
        time.sleep(0.02)
