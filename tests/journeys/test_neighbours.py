"""
Other libraries around the same test: the warning names the cure, and the cure works.
"""

from dataclasses import dataclass
from textwrap import dedent

import pytest
from journeys.neighbours import ended, needs_neighbours, pytest_in

pytestmark = needs_neighbours
OPENING = """
import http.client, os, urllib.request
import httpx, pytest

BODY = b'{"model": "gemini-3.5-flash", "input": "Hello"}'
HEAD = {"content-type": "application/json", "x-goog-api-key": "any"}

def ask(mockgemini):
    request = urllib.request.Request(f"{mockgemini.url}/v1beta/interactions", BODY, HEAD)
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert "Hi there" in answer.read().decode()

def ask_by_httpx(mockgemini):
    answer = httpx.post(f"{mockgemini.url}/v1beta/interactions", content=BODY, headers=HEAD)
    assert "Hi there" in answer.text
"""


@pytest.fixture
def run(tmp_path):
    """
    Runs a test file beside these plugins, as a user would.
    """

    def run(source, *plugins, options=()):
        (tmp_path / "test_it.py").write_text(OPENING + dedent(source), encoding="utf-8")
        return pytest_in(tmp_path, *options, plugins=plugins)

    return run


def warned(told):
    """
    The warnings of ours, without their places.
    """
    return [
        line.partition("MockGeminiWarning: ")[2]
        for line in told.splitlines()
        if "MockGeminiWarning: " in line
    ]


@dataclass(frozen=True)
class Neighbour:
    """
    A test with a neighbour around it. `{}` is where the cure goes; `options` cure as well.
    """

    name: str
    plugins: tuple[str, ...]
    test: str
    cure: str = ""
    without: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    without_cure: str = "failed"

    def __str__(self):
        return self.name


NEIGHBOURS = [
    Neighbour(
        "vcrpy's decorator",
        (),
        """
        import vcr

        @vcr.VCR({}).use_cassette("cassettes/other.yaml", record_mode="none")
        def test_it(mockgemini):
            mockgemini.reply("Hi there")
            ask(mockgemini)
        """,
        "ignore_localhost=True",
    ),
    Neighbour(
        "pytest-recording's marker",
        ("recording",),
        """
        @pytest.mark.vcr({})
        def test_it(mockgemini):
            mockgemini.reply("Hi there")
            ask(mockgemini)
        """,
        "ignore_localhost=True",
    ),
    Neighbour(
        "pytest-recording's fixture",
        ("recording",),
        """
        @pytest.fixture
        def vcr_config():
            return dict({})

        @pytest.mark.vcr
        def test_it(mockgemini):
            mockgemini.reply("Hi there")
            ask(mockgemini)
        """,
        "ignore_localhost=True",
    ),
    Neighbour(
        "pytest-recording's block",
        ("recording",),
        """
        def test_it(mockgemini):
            mockgemini.reply("Hi there")
            ask(mockgemini)
        """,
        without=("--block-network",),
        options=("--block-network", "--allowed-hosts=127.0.0.1"),
    ),
    Neighbour(
        "pytest-recording's block by marker",
        ("recording",),
        """
        @pytest.mark.block_network({})
        def test_it(mockgemini):
            mockgemini.reply("Hi there")
            ask(mockgemini)
        """,
        "allowed_hosts=['127.0.0.1']",
    ),
    Neighbour(
        "cassetter",
        ("cassetter",),
        """
        @pytest.fixture(scope="module")
        def vcr_config():
            return dict({})

        @pytest.mark.vcr
        def test_it(mockgemini):
            mockgemini.reply("Hi there")
            ask_by_httpx(mockgemini)
        """,
        "ignore_localhost=True",
        without=("--record-mode=none",),
        options=("--record-mode=none",),
    ),
    Neighbour(
        "pytest-socket's hosts",
        ("pytest_socket",),
        """
        def test_it(mockgemini):
            mockgemini.reply("Hi there")
            ask(mockgemini)
        """,
        without=("--allow-hosts=10.0.0.1", "-W", "ignore:A test tried"),
        options=("--allow-hosts=127.0.0.1",),
    ),
    Neighbour(
        "pytest-socket's marker",
        ("pytest_socket",),
        """
        @pytest.mark.allow_hosts([{}])
        def test_it(mockgemini):
            mockgemini.reply("Hi there")
            ask(mockgemini)
        """,
        "'127.0.0.1'",
        without=("-W", "ignore:A test tried"),
    ),
    Neighbour(
        "respx",
        ("respx",),
        """
        def test_it(mockgemini, respx_mock):
            {}
            mockgemini.reply("Hi there")
            ask_by_httpx(mockgemini)
        """,
        'respx_mock.route(host="127.0.0.1").pass_through()',
    ),
    Neighbour(
        "pytest-httpx",
        ("pytest_httpx",),
        """
        @pytest.mark.httpx_mock({})
        def test_it(mockgemini, httpx_mock):
            mockgemini.reply("Hi there")
            ask_by_httpx(mockgemini)
        """,
        'should_mock=lambda request: request.url.host != "127.0.0.1"',
    ),
]


@pytest.mark.parametrize("neighbour", NEIGHBOURS, ids=str)
def test_the_cure_works(neighbour, run):
    """
    Around a test a neighbour keeps its requests from us, and is warned of with the cure; with that
    cure the test passes, and there is no warning.
    """
    test, plugins = neighbour.test, neighbour.plugins

    without = run(test.replace("{}", ""), *plugins, options=neighbour.without)
    cured = run(test.replace("{}", neighbour.cure), *plugins, options=neighbour.options)

    assert ({"passed": 1}, []) == (ended(cured), warned(cured)), cured
    assert 1 == len(warned(without)), without
    assert "passed" not in ended(without)
    cure = neighbour.cure or neighbour.options[-1]
    assert cure in warned(without)[0]


def test_where_no_socket_is_allowed_the_sentence_stands_alone(run):
    """
    With `--disable-socket` there is no server either: an error, which says how there can be one.
    """
    test = """
        def test_it(mockgemini):
            mockgemini.reply("Hi there")
            ask(mockgemini)
    """

    refused = run(test, "pytest_socket", options=["--disable-socket"])
    allowed = run(test, "pytest_socket", options=["--disable-socket", "--allow-hosts=127.0.0.1"])

    assert {"error": 1} == ended(refused)
    assert "pytest-socket keeps the test from connecting to mockgemini: " in refused
    assert "Traceback" not in refused
    assert {"passed": 1} == ended(allowed), allowed


def test_neighbours_that_do_no_harm_are_not_warned_of(run):
    """
    A mock of HTTP clients that the test's own client does not notice is nobody's business.
    """
    told = run(
        """
        import vcr

        def test_respx(mockgemini, respx_mock):
            mockgemini.reply("Hi there")
            ask(mockgemini)

        def test_httpx(mockgemini, httpx_mock):
            mockgemini.reply("Hi there")
            ask(mockgemini)

        @pytest.mark.vcr(ignore_hosts=["127.0.0.1"])
        def test_hosts(mockgemini):
            mockgemini.reply("Hi there")
            ask(mockgemini)
        """,
        *("respx", "pytest_httpx", "recording"),
    )

    assert ({"passed": 3}, []) == (ended(told), warned(told)), told
