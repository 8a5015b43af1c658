"""
Bodies of a hundred megabytes at a server of its own: its memory is measured, and it lives on.
"""

import contextlib
import http.client
import json
import subprocess
import sys
from pathlib import Path

import pytest
from samples.replayed import ask, cassette, reply

from mockgemini.cassette.saving import save

MEGABYTE = 1024 * 1024
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads memory from /proc")


class Server:
    """
    A `mockgemini serve` and what it holds.
    """

    def __init__(self, process):
        self._facts = Path(f"/proc/{process.pid}")
        self.port = int(process.stdout.readline().split("127.0.0.1:")[1].split()[0])

    def peak(self):
        """
        The most megabytes it held since it was last asked.
        """
        told = (self._facts / "status").read_text(encoding="ascii")
        # Documented in proc(5): the peak is what is held from now on.
        (self._facts / "clear_refs").write_text("5", encoding="ascii")
        return int(told.split("VmHWM:")[1].split()[0]) // 1024

    def post(self, path, pieces, size=None, headers=()):
        """
        The status and the JSON that a body in pieces is answered with.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        told = {"x-goog-api-key": "k"} | dict(headers)
        if size is not None:
            told["content-length"] = str(size)
        with contextlib.closing(connection):
            # Who is refused early may be hung up on before all is sent.
            with contextlib.suppress(ConnectionError):
                connection.request("POST", path, pieces, told, encode_chunked=size is None)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())

    def is_alive(self):
        """
        Whether it answers as ever.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            connection.request("GET", "/__mockgemini__/health")
            return 200 == connection.getresponse().status


@contextlib.contextmanager
def serving(*words):
    """
    A server in a process of its own.
    """
    command = [sys.executable, "-m", "mockgemini", "serve", "--port", "0", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Server(process)
        finally:
            process.terminate()
            assert 0 == process.wait(20)


@pytest.fixture(scope="module")
def server():
    with serving() as server:
        yield server


def bomb(kind, size):
    """
    A body of so many megabytes, a megabyte at a time.
    """
    start, piece, end = {
        "base64": (b'{"input": "', b"QUJD" * 4, b'"}'),
        "objects": (b'{"input": [{}', b",{}" * 4, b"]}"),
        "numbers": (b"[0.5", b",0.25" * 4, b"]"),
        "brackets": (b"", b"[" * 16, b""),
        "text": (b'{"input": "', b"abc \xc3\xa9 ", b'"}'),
        "nothing": (b"", b"\0" * 16, b""),
    }[kind]
    block = piece * (MEGABYTE // len(piece))
    yield start
    yield from (block for _ in range(size))
    yield end


@pytest.mark.parametrize(
    ("kind", "size", "status", "most"),
    [
        ("base64", 90, 400, 500),
        ("text", 90, 400, 700),
        ("objects", 90, 413, 50),
        ("numbers", 90, 413, 50),
        ("brackets", 90, 413, 50),
        ("nothing", 90, 400, 250),
        ("base64", 120, 413, 50),
    ],
)
def test_a_hundred_megabytes_of_json(server, kind, size, status, most):
    """
    A body as large as the real API takes is read, one that would grow in memory is refused.
    """
    before = server.peak()

    told, answer = server.post("/v1/interactions", bomb(kind, size))

    peak = server.peak()
    print(f"{size} MB of {kind}: {told}, {before} MB before, {peak} MB at most")
    assert (status, "error") == (told, next(iter(answer)))
    assert peak - before < most
    assert server.is_alive()


def test_a_hundred_megabytes_are_looked_up(tmp_path):
    """
    Replay reads them too, to find what was recorded for them, or what was for nearly the same.
    """
    save(cassette((ask("Hi"), reply({"id": "v1_a"}))), tmp_path / "hi.yaml")

    with serving(str(tmp_path / "hi.yaml")) as server:
        before = server.peak()
        told, _ = server.post("/v1/interactions", bomb("base64", 60))
        peak = server.peak()

    print(f"60 MB of base64 to replay: {told}, {before} MB before, {peak} MB at most")
    assert 422 == told
    assert peak - before < 1000


def test_a_body_that_is_announced_too_large_is_not_read(server):
    """
    A length beyond the limit is refused at once.
    """
    status, told = server.post("/v1/interactions", [b"{}"], size=10**13)

    assert 413 == status
    assert "104857600 bytes" in told["error"]["message"]


def test_an_upload_waits_on_disk(server):
    """
    A file of a hundred megabytes is taken, and is never in memory as a whole.
    """
    before = server.peak()
    headers = {"x-goog-upload-protocol": "raw", "content-type": "video/mp4"}

    status, told = server.post("/upload/v1beta/files", bomb("nothing", 100), headers=headers)

    peak = server.peak()
    print(f"an upload of 100 MB: {status}, {before} MB before, {peak} MB at most")
    assert (200, str(100 * MEGABYTE)) == (status, told["file"]["sizeBytes"])
    assert peak - before < 30


@pytest.mark.parametrize("path", ["script", "faults"])
def test_what_steers_is_not_read_for_ever(server, path):
    """
    A script of a hundred megabytes is refused after a few.
    """
    before = server.peak()

    status, told = server.post(f"/__mockgemini__/{path}", bomb("text", 100))

    assert 422 == status
    assert "4 MiB" in told["error"]["message"]
    assert server.peak() - before < 50


def look(port, host, address="127.0.0.1"):
    """
    The status of a look at the journal under that Host; None where nobody listens.
    """
    connection = http.client.HTTPConnection(address, port, timeout=5)
    with contextlib.closing(connection), contextlib.suppress(ConnectionRefusedError):
        connection.request("GET", "/__mockgemini__/journal", headers={"host": host})
        return connection.getresponse().status
    return None


def test_only_this_machine_is_listened_to(server):
    """
    Another address of the machine has no such port.
    """
    assert [200, None] == [
        look(server.port, "localhost", address) for address in ("127.0.0.1", "127.0.0.2")
    ]


def test_who_listens_to_all_still_looks_at_the_host():
    """
    With `--host 0.0.0.0` other addresses are served too, under the loopback's names and those
    allowed; a name that a stranger made for our address is refused.
    """
    with serving("--host", "0.0.0.0", "--allow-host", "mock.test") as server:  # noqa: S104 - meant
        told = [
            look(server.port, host, "127.0.0.2")
            for host in ("localhost", "mock.test:1", "evil.test")
        ]

    assert [200, 200, 403] == told
