"""
Clients that outlive a test: made at import, kept in a cache, or given to an app that starts once.
"""

import os

import pytest

from mockgemini.environment import DUMMY_KEY

APP = """
import json, os
from http.client import HTTPConnection
from urllib.parse import urlsplit

URL = os.environ.get("GOOGLE_GEMINI_BASE_URL")
"""
KEPT = """
    from app import URL

    @pytest.mark.mockgemini("one")
    def test_one(mockgemini):
        assert "Hello, World!" in ask("World", URL)[1]

    @pytest.mark.mockgemini("other")
    def test_other(mockgemini):
        assert "Hello, Moon!" in ask("Moon", URL)[1]
        assert "Hello, Sun!" in ask("Sun", mockgemini.url)[1]

    def test_script(mockgemini):
        mockgemini.reply("Sunny.")
        assert "Sunny." in ask("Weather?", URL)[1]
"""


def led():
    """
    What of the environment leads an SDK.
    """
    words = ("GOOGLE", "GEMINI", "NO_PROXY", "no_proxy")
    return {name: value for name, value in os.environ.items() if name.startswith(words)}


@pytest.fixture
def kept(runs):
    """
    An app that reads its environment when it is imported, and tests that import it.
    """
    runs.cassette("one", "World")
    runs.cassette("other", "Moon", "Sun")
    (runs.path / "app.py").write_text(APP)
    runs.write(KEPT)
    return runs


def test_a_client_made_at_import_asks_the_running_test(kept):
    """
    With mockgemini_env = session the environment is set before anything of the tests is imported.
    """
    kept.configure("mockgemini_env = session")
    before = led()

    kept.run().assert_outcomes(passed=3)

    assert before == led()


def test_without_it_the_cause_is_told(runs):
    """
    With the environment set for each test alone, a client that went elsewhere is the first guess.
    """
    runs.cassette("one", "World")
    (runs.path / "app.py").write_text(APP)
    runs.write("""
        from app import URL

        @pytest.mark.mockgemini("one")
        def test_one(mockgemini):
            assert URL is None
    """)

    result = runs.run()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*one.yaml was never asked: was the client made at import *"])


def test_with_it_another_cause_is_guessed(runs):
    """
    With mockgemini_env = session it is not that.
    """
    runs.configure("mockgemini_env = session")
    runs.cassette("one", "World")
    runs.write("""
        @pytest.mark.mockgemini("one")
        def test_one(mockgemini):
            pass
    """)

    result = runs.run()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*one.yaml was never asked: was its client given a base URL *"])


def test_a_conftest_may_import_the_app(kept):
    """
    The environment is there before the first conftest.py.
    """
    kept.configure("mockgemini_env = session")
    kept.monkeypatch.syspath_prepend(kept.path)
    (kept.path / "conftest.py").write_text("import app\nassert app.URL\n")

    kept.run().assert_outcomes(passed=3)


def test_a_conftest_may_bring_the_plugin(kept):
    """
    Then the environment is there before the first test file at least.
    """
    kept.configure("mockgemini_env = session")
    (kept.path / "conftest.py").write_text('pytest_plugins = ["pytest_mockgemini"]\n')

    kept.pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=3)


@pytest.mark.parametrize("line", ["mockgemini_env = never", "mockgemini_env = session"])
def test_a_run_that_does_not_begin_leaves_no_trace(line, kept):
    """
    Where a word or a conftest.py is wrong the environment is as it was.
    """
    kept.configure(line)
    (kept.path / "conftest.py").write_text("1 / 0\n")
    before = led()

    assert pytest.ExitCode.USAGE_ERROR == kept.run().ret
    assert before == led()


def test_the_key_is_read_before_it_is_taken_away(kept, upstream):
    """
    Recording works as ever: the app sees the dummy, and the API the real key.
    """
    for name in ("one", "other"):
        (kept.path / f"cassettes/{name}.yaml").unlink()
    kept.configure("mockgemini_env = session")
    kept.write(f'    assert os.environ["GEMINI_API_KEY"] == "{DUMMY_KEY}"\n{KEPT}')

    kept.record("once", upstream).assert_outcomes(passed=3)

    assert {"the-real-key-of-nobody"} == set(upstream.keys)
    assert ["one.yaml", "other.yaml"] == kept.cassettes()
    assert "the-real-key-of-nobody" == os.environ["GEMINI_API_KEY"]


@pytest.mark.parametrize("env", ["test", "session"])
def test_requests_outside_of_tests_are_told(env, runs):
    """
    What nobody's test asked is refused, and stands at the end of the run with its request line.
    """
    runs.configure(f"mockgemini_env = {env}")
    runs.write("""
        def test_it(mockgemini_session):
            status, body = ask("World", mockgemini_session.url)
            assert status == 422
            assert "came when no test with mockgemini runs" in body
    """)

    result = runs.run()

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*1 request outside of any test:", "  POST /v1/interactions"])


def test_a_client_of_an_earlier_test_is_told(runs):
    """
    A request to a test that has ended is refused with a sentence.
    """
    runs.cassette("talk", "World")
    runs.write("""
        URLS = []

        @pytest.mark.mockgemini("talk", unused="ignore")
        @pytest.mark.parametrize("number", range(2))
        def test_it(mockgemini, number):
            URLS.append(mockgemini.url)
            status, body = ask("World", URLS[0])
            assert (status == 200) == (number == 0)
            assert number == 0 or "when the test of /s/1 is over: was its client made by" in body
            ask("World", mockgemini.url)
    """)

    runs.run("-k", "1 or 0").assert_outcomes(passed=1, failed=1)


@pytest.mark.parametrize("env", ["test", "session"])
def test_what_starts_once_asks_the_running_test(env, runs):
    """
    A program that is started before the first test gets an address, and variables, for all of them.
    """
    runs.configure(f"mockgemini_env = {env}")
    runs.write("""
        import subprocess, sys

        PROGRAM = "import asking\\nwhile text := input():\\n print(asking.ask(text)[0], flush=True)"

        @pytest.fixture(scope="session")
        def app(mockgemini_session):
            words = [sys.executable, "-c", PROGRAM]
            pipe = subprocess.PIPE
            env = mockgemini_session.environment
            with subprocess.Popen(words, env=env, stdin=pipe, stdout=pipe, text=True) as program:
                yield program
                program.stdin.write("\\n")

        def tell(app, text):
            print(text, file=app.stdin, flush=True)
            return app.stdout.readline().strip()

        def test_one(app, mockgemini):
            mockgemini.reply("Sunny.")
            assert tell(app, "Weather?") == "200"
            assert [request.text for request in mockgemini.requests] == ["Weather?"]

        def test_two(app, mockgemini):
            mockgemini.fail(418)
            assert tell(app, "Tea?") == "418"
    """)

    runs.run().assert_outcomes(passed=2)


def test_an_app_in_this_process_finds_its_way(runs):
    """
    From the session fixture on the environment leads to the server, between tests as well.
    """
    runs.write("""
        @pytest.fixture(scope="session")
        def url(mockgemini_session):
            assert os.environ["GOOGLE_GEMINI_BASE_URL"] == mockgemini_session.url
            return os.environ["GOOGLE_GEMINI_BASE_URL"]

        def test_one(url, mockgemini):
            mockgemini.reply("Sunny.")
            assert ask("Weather?", url)[0] == 200
            assert os.environ["GOOGLE_GEMINI_BASE_URL"] == mockgemini.url

        def test_two(url):
            assert os.environ["GOOGLE_GEMINI_BASE_URL"] == url
    """)
    before = led()

    runs.run().assert_outcomes(passed=2)

    assert before == led()


def test_a_client_for_all_tests(runs):
    """
    The session's client is the SDK's own, and closed with the session.
    """
    (runs.path / "google").mkdir()
    (runs.path / "google" / "genai.py").write_text(SDK)
    runs.write("""
        from google import genai

        @pytest.fixture(scope="session")
        def client(mockgemini_session):
            return mockgemini_session.client(api_key="any")

        def test_it(client, mockgemini_session):
            assert client.options["http_options"]["base_url"] == mockgemini_session.url
            assert client.options["api_key"] == "any"
            print("CLOSED", genai.Client.closed)
    """)
    runs.monkeypatch.syspath_prepend(runs.path)

    runs.run().assert_outcomes(passed=1)


SDK = """
class Client:
    closed = 0

    def __init__(self, **options):
        self.options = options

    def close(self):
        Client.closed += 1
"""


@pytest.mark.parametrize("words", [["-n", "2"], ["-n", "0"]])
def test_workers_have_a_server_each(words, kept):
    """
    With pytest-xdist each process has its own, and the key is left to those that record.
    """
    kept.configure("mockgemini_env = session")

    kept.run("-p", "xdist", *words).assert_outcomes(passed=3)
