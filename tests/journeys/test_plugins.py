"""
One suite of a user's, beside the plugins that many have, and in the ways that suites are run.
"""

import re
import sys

import pytest
from journeys.neighbours import ended, needs_neighbours, pytest_in, run, words
from journeys.sdks import KEY
from stages.talking import talking

pytestmark = needs_neighbours
USED = ("anyio", "pytest_asyncio.plugin", "pytester", "timeout")
DEAD = "http://127.0.0.1:9"
PROXIES = {
    spelling: DEAD
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    for spelling in (name, name.lower())
}
ASKING = """
import json, os, urllib.error, urllib.request
import httpx

HEAD = {"content-type": "application/json"}

def parts(text):
    url = os.environ["GOOGLE_GEMINI_BASE_URL"] + "/v1/interactions"
    head = {**HEAD, "x-goog-api-key": os.environ["GEMINI_API_KEY"]}
    return url, json.dumps({"model": "gemini-3.5-flash", "input": text}).encode(), head

def ask(text):
    with urllib.request.urlopen(urllib.request.Request(*parts(text)), timeout=10) as answer:
        return answer.read().decode()

async def asked(text):
    url, body, head = parts(text)
    async with httpx.AsyncClient() as client:
        return (await client.post(url, content=body, headers=head)).text
"""
SUITE = '''
import unittest
from concurrent.futures import ThreadPoolExecutor

import pytest
from asking import ask, asked

IDS = ["plain", "a/b", "..", "ä ö", "\\n\\x00", "<>:\\"|?*", "[x]", "CON", "", "x" * 300, "X" * 300]


@pytest.mark.mockgemini
@pytest.mark.parametrize("text", IDS, ids=str)
def test_ids(text, mockgemini):
    assert "Hello" in ask(text)


@pytest.mark.mockgemini("talk")
def test_a_thread(mockgemini):
    with ThreadPoolExecutor(4) as pool:
        assert ["Hello, T0!", "Hello, T1!"] == sorted(
            answer.partition('"text": "')[2].partition('"')[0]
            for answer in pool.map(ask, ["T0", "T1"])
        )


@pytest.mark.mockgemini
@pytest.mark.asyncio
async def test_asyncio(mockgemini):
    assert "Hello" in await asked("World")


@pytest.mark.mockgemini
@pytest.mark.anyio
async def test_anyio(mockgemini, anyio_backend):
    assert "Hello" in await asked("World")


@pytest.fixture(params=["asyncio"])
def anyio_backend(request):
    return request.param


@pytest.mark.timeout(30, method="signal")
def test_by_signal(mockgemini):
    mockgemini.reply("Hi there")
    assert "Hi there" in ask("World")


@pytest.mark.timeout(30, method="thread")
def test_by_thread(mockgemini):
    mockgemini.reply("Hi there")
    assert "Hi there" in ask("World")


@pytest.mark.xfail
def test_nobody_answers(mockgemini):
    ask("World")


@pytest.mark.usefixtures("mockgemini")
class TestFixture(unittest.TestCase):
    @unittest.expectedFailure
    def test_nobody_answers(self):
        ask("World")

    @pytest.mark.xfail
    def test_nobody_answers_either(self):
        ask("World")


class TestAutouse(unittest.TestCase):
    @pytest.fixture(autouse=True)
    def mock(self, mockgemini):
        self.mockgemini = mockgemini

    def test_parts(self):
        for text in ("one", "two"):
            with self.subTest(text=text):
                self.mockgemini.reply(text)
                self.assertIn(text, ask("World"))


class TestClass:
    @pytest.mark.mockgemini
    def test_method(self, mockgemini):
        assert "Hello" in ask("World")


def test_pytest_in_pytest(pytester, mockgemini):
    mockgemini.reply("outside")
    pytester.makepyfile("""
        from asking import ask

        def test_inside(mockgemini):
            mockgemini.reply("inside")
            assert "inside" in ask("World")
    """)
    inner = pytester.runpytest_inprocess("-p", "pytest_mockgemini", "-p", "no:cacheprovider")
    inner.assert_outcomes(passed=1)
    assert "outside" in ask("World")
'''
PASSED = {"passed": 19, "xfailed": 3}
TWICE = """
import sys, pytest

once = pytest.main(sys.argv[1:])
sys.modules.pop("test_it")  # pytest escapes the ids of a module that it has seen once more
sys.exit(once or pytest.main(sys.argv[1:]))
"""
LATE = """
import time
import pytest
from asking import ask

@pytest.mark.timeout(1, method="METHOD", func_only=True)
def test_late(mockgemini):
    mockgemini.reply("Hi there")
    time.sleep(30)

def test_afterwards(mockgemini):
    mockgemini.reply("Hi there")
    assert "Hi there" in ask("World")
"""


@pytest.fixture(scope="module")
def suite(tmp_path_factory):
    """
    The suite, with its cassettes, which were recorded by it.
    """
    folder = tmp_path_factory.mktemp("suite")
    (folder / "asking.py").write_text(ASKING)
    (folder / "test_it.py").write_text(SUITE, encoding="utf-8")
    (folder / "pytest.ini").write_text(
        "[pytest]\npythonpath = .\nasyncio_default_fixture_loop_scope = function\n"
        "filterwarnings = error\n"
    )
    with talking() as google:
        record = ["--mockgemini-record=once", f"--mockgemini-upstream={google.url}"]
        told = pytest_in(folder, *record, plugins=USED, GEMINI_API_KEY=KEY)
    assert PASSED == ended(told), told
    return folder


@pytest.mark.parametrize(
    ("plugins", "options", "variables"),
    [
        ((), [], {}),
        (("xdist",), ["-n", "4"], {}),
        (("randomly",), [], {}),
        ((), [], PROXIES),
        (("xdist", "randomly"), ["-n", "2", "-o", "mockgemini_env=session"], PROXIES),
    ],
    ids=["alone", "four workers", "any order", "dead proxies", "all at once"],
)
def test_it_passes(plugins, options, variables, suite):
    """
    However the suite is run, every test passes, and no warning is given.
    """
    told = pytest_in(suite, *options, plugins=(*USED, *plugins), **variables)

    assert PASSED == ended(told), told
    assert "warning" not in told


def test_it_passes_twice_in_one_process(suite):
    """
    A second run in the same process finds nothing of the first.
    """
    told = run(suite, ["-c", TWICE, *words(*USED)])

    assert 2 == len(re.findall("19 passed, 3 xfailed", told)), told


@pytest.mark.parametrize("method", ["signal", "thread"])
@pytest.mark.skipif(sys.platform == "win32", reason="only where there are such signals")
def test_a_test_may_time_out(method, tmp_path):
    """
    A test that is ended by its timeout leaves a server that serves the next; a thread's timeout
    ends the run, and says where it was.
    """
    (tmp_path / "asking.py").write_text(ASKING)
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = .\n")
    (tmp_path / "test_late.py").write_text(LATE.replace("METHOD", method))

    told = pytest_in(tmp_path, plugins=("timeout",))

    if method == "signal":
        assert {"failed": 1, "passed": 1} == ended(told), told
    assert "time.sleep(30)" in told
