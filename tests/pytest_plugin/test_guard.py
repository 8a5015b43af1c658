"""
The guard: whatever a program connects with, Google is not reached, and the line that tried is told.
"""

import asyncio
import http.client
import socket
import ssl
import sys
import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import aiohttp
import anyio
import httpx
import pytest
import requests
import uvloop
from pytest_mockgemini.guard import guarding

from mockgemini import MockGeminiWarning

GEMINI = "generativelanguage.googleapis.com"
URL = f"https://{GEMINI}/v1/interactions"
HERE = "tests/pytest_plugin/test_guard.py"
CURE = "set base_url=mockgemini.url, or mockgemini_env = session for a client made before the tests"

pytestmark = pytest.mark.usefixtures("asked")


def by_socket():
    socket.create_connection((GEMINI, 443))


def by_http_client():
    http.client.HTTPSConnection(GEMINI).request("GET", "/")


def by_urllib():
    urllib.request.build_opener().open(URL)


def by_requests():
    requests.get(URL, timeout=1)


def by_httpx():
    httpx.get(URL)


def by_tls():
    with socket.socket() as plain:
        ssl.create_default_context().wrap_socket(plain, server_hostname=GEMINI)


async def by_asyncio():
    await asyncio.open_connection(GEMINI, 443)


async def by_asyncio_tls():
    there = socket.socket()
    with there:
        await asyncio.open_connection(sock=there, ssl=True, server_hostname=GEMINI)


async def by_anyio():
    await anyio.connect_tcp(GEMINI, 443)


async def by_async_httpx():
    async with httpx.AsyncClient() as client:
        await client.get(URL)


async def by_aiohttp():
    async with aiohttp.ClientSession() as client:
        await client.get(URL)


SYNC = [by_socket, by_http_client, by_urllib, by_requests, by_httpx, by_tls]
ASYNC = [by_asyncio, by_asyncio_tls, by_anyio, by_async_httpx, by_aiohttp]


def lines_of(function):
    """
    The lines of a function, as they are told.
    """
    first = function.__code__.co_firstlineno
    last = max(line for *_, line in function.__code__.co_lines() if line)
    return [f"from {HERE}:{line} " for line in range(first, last + 1)]


@pytest.mark.parametrize("call", SYNC)
def test_a_call_is_refused(call, request, asked):
    """
    Whichever library calls, the call fails, no name is looked up, and the caller's line is told.
    """
    with (
        guarding("error", request.node) as guard,
        pytest.raises(pytest.fail.Exception, match=f"^live call to {GEMINI} from ") as failed,
    ):
        call()

    assert [str(failed.value)] == guard.calls
    assert any(line in guard.calls[0] for line in lines_of(call))
    assert [] == asked


@pytest.mark.parametrize("run", [asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
@pytest.mark.parametrize("call", ASYNC)
def test_an_asynchronous_call_is_refused(call, run, request, asked):
    """
    So it is on both kinds of loop, though some libraries look names up in tasks of their own.
    """
    with (
        guarding("error", request.node) as guard,
        pytest.raises(pytest.fail.Exception, match=f"^live call to {GEMINI} from "),
    ):
        run(call())

    assert any(line in guard.calls[0] for line in lines_of(call))
    assert [] == asked


def test_a_call_from_a_thread_is_refused(request):
    """
    A thread that runs the user's code is told by its line, any other by the test's.
    """
    first = request.node.reportinfo()[1] + 1

    with guarding("error", request.node) as guard, ThreadPoolExecutor() as pool:
        told = [pool.submit(work).exception() for work in (by_socket, lambda: None)]
        told.append(pool.submit(socket.getaddrinfo, GEMINI, 443).exception())

    assert guard.calls == [str(told[0]), str(told[2])]
    assert lines_of(by_socket)[1] in guard.calls[0]
    assert f"{HERE}:{first} " in guard.calls[1]


@pytest.mark.parametrize("host", [GEMINI.encode(), GEMINI.upper(), f"{GEMINI}."])
def test_a_name_has_several_spellings(host, request):
    """
    Bytes, capitals and a dot at the end make no other host.
    """
    with guarding("error", request.node), pytest.raises(pytest.fail.Exception, match=GEMINI):
        socket.getaddrinfo(host, 443)


@pytest.mark.parametrize(
    ("host", "cure"),
    [
        ("us-central1-aiplatform.googleapis.com", CURE),
        ("aiplatform.us.rep.googleapis.com", CURE),
        ("generativelanguage.clients6.google.com", CURE),
        ("storage.googleapis.com", "it stands in for Gemini alone: mock this call, or set "),
    ],
)
def test_the_cure_fits_the_host(host, cure, request):
    """
    Other APIs of Google's are refused as well, but no base URL would help them.
    """
    with guarding("error", request.node), pytest.raises(pytest.fail.Exception) as failed:
        socket.getaddrinfo(host, 443)

    assert cure in str(failed.value)


@pytest.mark.parametrize(
    "host", ["localhost", "example.com", "www.google.com", "notgoogleapis.com", None]
)
def test_others_are_not_our_business(host, request, asked):
    """
    Only Google's APIs are guarded.
    """
    with guarding("error", request.node) as guard, pytest.raises(socket.gaierror):
        socket.getaddrinfo(host, 443)

    assert [host] == asked
    assert [] == guard.calls


def test_a_warning_lets_the_call_through(request, asked):
    """
    With `warn` a host is warned of once, at the line that calls it, and the test goes on.
    """

    def twice():
        for _ in range(2):
            with pytest.raises(OSError, match="nobody is called"):
                by_http_client()

    with guarding("warn", request.node) as guard, pytest.warns(MockGeminiWarning) as told:
        twice()

    assert [GEMINI, GEMINI] == asked
    assert [__file__] == [each.filename for each in told]
    assert f" from {HERE}:{told[0].lineno} " in str(told[0].message)
    assert [] == guard.calls


def test_off_is_off(request, asked):
    """
    With `off` nothing is changed at all.
    """
    before = socket.getaddrinfo

    with guarding("off", request.node):
        assert before is socket.getaddrinfo

    assert [] == asked


def test_all_is_as_before(request):
    """
    Afterwards every function is the one that was there, inherited ones included.
    """
    loops = [asyncio.BaseEventLoop, uvloop.Loop]
    before = [dict(vars(each)) for each in (socket, ssl.SSLContext, *loops)]

    with guarding("error", request.node):
        assert before[3] != dict(vars(uvloop.Loop))

    assert before == [dict(vars(each)) for each in (socket, ssl.SSLContext, *loops)]


def test_who_puts_ours_back_later_does_no_harm(request, asked):
    """
    Another patch that began after ours and ends after it stays, and brings back one that sleeps.
    """
    with guarding("error", request.node):
        ours, socket.getaddrinfo = socket.getaddrinfo, len
    assert len is socket.getaddrinfo
    socket.getaddrinfo = ours

    with pytest.raises(socket.gaierror):
        by_socket()

    assert [GEMINI] == asked


def test_what_pytest_socket_holds_shut_is_left_to_it(request, monkeypatch):
    """
    It opens only where it finds its own function, and that one lets nobody through.
    """

    def shut(*_):
        raise AssertionError

    shut.__module__ = "pytest_socket"
    monkeypatch.setattr(socket, "getaddrinfo", shut)

    with guarding("error", request.node):
        assert shut is socket.getaddrinfo

    assert shut is socket.getaddrinfo


def test_tests_share_what_stands_before_a_function(request):
    """
    The next test finds the same in its place, unless it finds another function behind it.
    """
    seen = []
    for before in (socket.getaddrinfo, socket.getaddrinfo, len):
        socket.getaddrinfo = before
        with guarding("error", request.node):
            seen.append(socket.getaddrinfo)

    assert seen[0] is seen[1]
    assert len is seen[2].__wrapped__


def test_guards_stand_within_one_another(request):
    """
    A run of pytest within a test guards its own tests, and the outer guard is there afterwards.
    """
    with guarding("error", request.node) as outer:
        with guarding("error", request.node) as inner, pytest.raises(pytest.fail.Exception):
            by_socket()
        with pytest.raises(pytest.fail.Exception):
            by_socket()

    assert (1, 1) == (len(inner.calls), len(outer.calls))


def test_without_uvloop_there_is_less_to_watch(request, monkeypatch):
    """
    A library that nobody has imported is not imported for its sake.
    """
    monkeypatch.delitem(sys.modules, "uvloop")

    with guarding("error", request.node), pytest.raises(pytest.fail.Exception):
        asyncio.run(by_asyncio())

    assert "uvloop" not in sys.modules


def test_threads_that_outlive_the_test_are_free(request):
    """
    A call made when the test is over is not held against it.
    """
    over, told = threading.Event(), []

    def late():
        over.wait(5)
        try:
            getaddrinfo(GEMINI, 443)
        except socket.gaierror as error:
            told.append(error)

    with guarding("error", request.node) as guard:
        getaddrinfo = socket.getaddrinfo
        thread = threading.Thread(target=late)
        thread.start()
    over.set()
    thread.join()

    assert ([], 1) == (guard.calls, len(told))
