import asyncio
import http.client
import importlib.util
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from stages.driving import HELLO, PlainSpaces

from mockgemini.errors import UsageError
from mockgemini.exchange import Event, Live, Stream
from mockgemini.server.app import App
from mockgemini.server.running import BackgroundServer, serve


def ask(port, path="/v1/interactions"):
    """
    One request over a connection of its own, which stays open.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path)
    return connection, connection.getresponse()


def answering(answer):
    async def respond(_request):
        return answer() if callable(answer) else answer

    return App(PlainSpaces(respond))


def test_a_server_answers_from_its_thread():
    """
    Code that is not async starts it, asks it, and stops it.
    """
    with BackgroundServer(answering(HELLO)) as server:
        connection, answer = ask(server.port)

        assert (200, b'{"hello":1}') == (answer.status, answer.read())
        assert f"http://127.0.0.1:{server.port}" == server.url
        connection.close()


def test_without_uvloop_it_runs_on_the_standard_loop(monkeypatch):
    """
    A faster loop is taken where there is one; any will do.
    """
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "uvloop" else object()
    )

    with BackgroundServer(answering(HELLO)) as server:
        connection, answer = ask(server.port)
        answer.read()
        connection.close()

        assert "uvloop" not in repr(server.run(_loop_name()))


async def _loop_name():
    return type(asyncio.get_running_loop()).__module__


def test_starting_and_stopping_is_quick():
    """
    A server costs a test less than 25 ms, with a connection left open.
    """
    costs = []
    for _ in range(5):
        begun = time.perf_counter()
        server = BackgroundServer(answering(HELLO))
        server.start()
        started = time.perf_counter()
        connection, answer = ask(server.port)
        answer.read()
        asked = time.perf_counter()
        server.stop()
        costs.append(time.perf_counter() - asked + started - begun)
        connection.close()

    assert min(costs) < 0.025


def test_a_taken_port_is_told_where_it_is_started():
    """
    The complaint comes to the thread that wants the server.
    """
    with BackgroundServer(answering(HELLO)) as server:
        other = BackgroundServer(answering(HELLO), port=server.port)

        with pytest.raises(UsageError, match=str(server.port)):
            other.start()


def test_stopping_twice_is_stopping_once():
    """
    A server that is stopped, or never was started, may be stopped.
    """
    server = BackgroundServer(answering(HELLO))
    server.stop()
    server.start()
    server.stop()
    server.stop()


def test_work_is_done_in_the_servers_loop():
    """
    `run` gives the result of a coroutine; on a stopped server it is a mistake.
    """

    async def where():
        return threading.current_thread().name

    server = BackgroundServer(answering(HELLO))
    with server:
        assert "mockgemini-server" == server.run(where())
    with pytest.raises(AssertionError, match="not running"):
        server.run(where())


def test_what_closing_raises_is_raised_by_stop():
    """
    A space that cannot be closed is not lost in a thread.
    """

    async def respond(_request):
        return HELLO

    async def close():
        raise OSError("disk full")

    respond.close = close
    server = BackgroundServer(App(PlainSpaces(respond)))
    server.start()
    connection, answer = ask(server.port)
    answer.read()
    connection.close()

    with pytest.raises(OSError, match="disk full"):
        server.stop()


def test_a_loop_that_does_not_start_is_told(monkeypatch):
    """
    An error before the first connection is raised by `start`.
    """

    async def fail(_self):
        raise OSError("no")

    monkeypatch.setattr("mockgemini.server.listening.Listener.start", fail)
    server = BackgroundServer(answering(HELLO))

    with pytest.raises(OSError, match="no"):
        server.start()
    server.stop()


HELD = Stream(
    200, (("content-type", "text/event-stream"),), (Event(0, b"data: a\n\n"),), cut="client"
)


def test_held_streams_do_not_hold_the_server():
    """
    A stream that is held open ends with the server, at once, and uncleanly.
    """
    server = BackgroundServer(answering(HELD), grace=60)
    server.start()
    connection, answer = ask(server.port)
    assert b"data: a\n\n" == answer.read(9)

    server.stop()

    with pytest.raises(http.client.IncompleteRead):
        answer.read()
    connection.close()


def test_what_does_not_end_is_broken_off():
    """
    An answer that outlasts the grace ends with it.
    """

    async def chunks():
        yield b"a"
        await asyncio.Event().wait()

    server = BackgroundServer(answering(lambda: Live(200, (), chunks())), grace=0.05)
    server.start()
    connection, answer = ask(server.port)
    assert b"a" == answer.read(1)

    server.stop()

    with pytest.raises(http.client.IncompleteRead):
        answer.read()
    connection.close()


@pytest.mark.parametrize("path", ["/v1/x", "/s/a/v1/x"])
def test_a_stream_cut_by_upstream_breaks_the_connection(path):
    """
    A client of a stream that upstream broke off sees what the recorder saw.
    """
    torn = Stream(200, (), (Event(0, b"data: a\n\n"),), cut="upstream")
    with BackgroundServer(answering(torn)) as server:
        connection, answer = ask(server.port, path)

        with pytest.raises(http.client.IncompleteRead) as caught:
            answer.read()

        assert b"data: a\n\n" == caught.value.partial
        connection.close()


PROGRAM = """
import sys
from stages.driving import PlainSpaces
from mockgemini.errors import UsageError
from mockgemini.exchange import Event, Live, Stream
from mockgemini.server.app import App
from mockgemini.server.running import serve
import asyncio

async def chunks():
    yield b"data: a\\n\\n"
    await asyncio.sleep(60)

async def respond(request):
    if request.path == "/v1/held":
        return Stream(200, (), (Event(0, b"data: a\\n\\n"),), cut="client")
    return Live(200, (), chunks())

serve(App(PlainSpaces(respond)), "127.0.0.1", 0, lambda url: print(url, flush=True))
print("over", flush=True)
"""


@pytest.fixture
def program():
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    started = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    with started:
        yield started
        started.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_signal_ends_the_foreground_cleanly(number, program):
    """
    The server tells its URL, serves, and returns at the signal; nothing is printed by itself.
    """
    port = int(program.stdout.readline().strip().rpartition(":")[2])
    connection, answer = ask(port, "/v1/held")
    assert b"data: a\n\n" == answer.read(9)

    begun = time.perf_counter()
    program.send_signal(number)

    assert ("over\n", "") == program.communicate(timeout=5)
    assert 0 == program.returncode
    assert time.perf_counter() - begun < 3
    connection.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_a_second_signal_does_not_wait(program):
    """
    An answer that is still on its way is broken off by asking again.
    """
    port = int(program.stdout.readline().strip().rpartition(":")[2])
    connection, answer = ask(port)
    assert b"data: a\n\n" == answer.read(9)

    begun = time.perf_counter()
    for _ in range(2):
        program.send_signal(signal.SIGINT)
        time.sleep(0.2)

    assert ("over\n", "") == program.communicate(timeout=5)
    assert time.perf_counter() - begun < 3
    connection.close()


def test_the_foreground_can_run_in_this_process():
    """
    Signal handlers are put back as they were, and what `ready` raises ends the server.
    """
    before = signal.getsignal(signal.SIGTERM)

    serve(answering(HELLO), "127.0.0.1", 0, lambda _url: signal.raise_signal(signal.SIGTERM))
    with pytest.raises(ValueError, match="not ready"):
        serve(answering(HELLO), "127.0.0.1", 0, _refuse)

    assert before is signal.getsignal(signal.SIGTERM)


def _refuse(_url):
    raise ValueError("not ready")


def test_a_taken_port_ends_the_foreground():
    """
    The command line gets the sentence to print.
    """
    with (
        BackgroundServer(answering(HELLO)) as server,
        pytest.raises(UsageError, match="--port 0"),
    ):
        serve(answering(HELLO), "127.0.0.1", server.port, print)
