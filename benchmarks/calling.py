"""
What one call of an SDK costs that is replayed over a socket, against one that respx answers in the
SDK's own process: the same SDK, the same answer. And what the least server takes that there can be.

`calling.py KIND COUNT` is the process that is measured.
"""

import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SDKS = ("1.75.0", "2.34.0")
"""Of both revisions the last that asks by httpx: respx knows no other client."""

_LENGTH = re.compile(rb"(?i)content-length: ([0-9]+)")
ELSEWHERE = "http://gemini.test"
ASKED = {"model": "gemini-2.5-flash", "input": "What should I wear in Lisbon today?"}


def lines(bench) -> list:
    """
    CPU a call; nothing without respx or the SDKs' environments.
    """
    if importlib.util.find_spec("respx") is None:
        print("respx is not installed: calls are not compared with it")
        return []
    count = 20 if bench.load.rounds < 5 else 200
    return [_line(version, bench.load.rounds, count) for version in SDKS if _python(version)]


def _line(version: str, rounds: int, count: int) -> object:
    from table import Line, interleaved, median, ratio

    figures = interleaved(
        rounds,
        ours=lambda: _measured(version, "ours", count),
        respx=lambda: _measured(version, "respx", count),
        least=lambda: _measured(version, "least", count),
    )
    ours, respx, least = (median(figures, kind) for kind in ("ours", "respx", "least"))
    shown = f"{ours:.2f} ms, {respx:.2f} ms; a thread that sends constant bytes {least:.2f} ms"
    words = f"a call of google-genai {version}, replayed, against respx"
    return Line(words, ratio(figures, "ours", "respx"), 1.25, detail=shown)


def _python(version: str) -> Path | None:
    python = ROOT / f".sdks/python-{version}/bin/python"
    return python if python.exists() else None


def _measured(version: str, kind: str, count: int) -> float:
    words = [str(_python(version)), "-W", "ignore", str(HERE / "calling.py"), kind, str(count)]
    given = [os.environ["PYTHONPATH"]] if os.environ.get("PYTHONPATH") else []
    # The SDK's own packages come first where both have one.
    later = os.pathsep.join([*given, sysconfig.get_paths()["purelib"]])
    env = {**os.environ, "LATER": later, "PYTHONPATH": "", "GOOGLE_API_KEY": "any"}
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, cwd=ROOT, env=env)
    return json.loads(done.stdout)


@contextmanager
def _served(revision: str) -> Iterator[str]:
    from material import ANSWER, PATH, write

    from mockgemini import MockGemini
    from mockgemini.exchange import Body, Exchange, Payload, Reply, Request

    request = Request("POST", PATH, body=Body.of(json.dumps(ASKED).encode()))
    reply = Reply(200, (("content-type", "application/json"),), Payload(ANSWER))
    with tempfile.TemporaryDirectory() as folder:
        exchange = Exchange(request, reply, revision=revision)
        with MockGemini(write(Path(folder) / "call.yaml", [exchange]), repeat="last") as mock:
            yield mock.url


@contextmanager
def _patched(_revision: str) -> Iterator[str]:
    import respx
    from material import ANSWER

    with respx.mock as routes:
        # By its address alone, which is the least that respx can do.
        routes.post(url__startswith=ELSEWHERE).respond(json=json.loads(ANSWER))
        yield ELSEWHERE


@contextmanager
def _sent(_revision: str) -> Iterator[str]:
    from material import ANSWER

    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(ANSWER)}"
    with socket.create_server(("127.0.0.1", 0)) as listening:
        words = listening, head.encode() + b"\r\n\r\n" + ANSWER
        threading.Thread(target=_send_constantly, args=words, daemon=True).start()
        host, port = listening.getsockname()
        yield f"http://{host}:{port}"


def _send_constantly(listening: socket.socket, answer: bytes) -> None:
    """
    Send the same to each request of one client, looking at nothing but where it ends.
    """
    connection, _ = listening.accept()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    come = b""
    while data := connection.recv(64 * 1024):
        come += data
        head, _, body = come.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if length is not None and len(body) >= int(length[1]):
            connection.sendall(answer)
            come = b""


KINDS: dict[str, Callable[[str], AbstractContextManager[str]]] = {
    "ours": _served,
    "respx": _patched,
    "least": _sent,
}


def _cost(kind: str, count: int) -> float:
    """
    Milliseconds of CPU that a call takes, of the SDK and of who answers.
    """
    from google import genai

    revision = "outputs" if genai.__version__.startswith("1.") else "steps"
    with KINDS[kind](revision) as url:
        client = genai.Client(api_key="any", http_options={"base_url": url})
        _call(client, 5)
        began = time.process_time()
        _call(client, count)
        return (time.process_time() - began) / count * 1e3


def _call(client, times: int) -> None:
    for _ in range(times):
        if client.interactions.create(**ASKED).id != "v1_00000000":
            raise SystemExit("not the answer that was recorded")


if __name__ == "__main__":
    sys.path += [str(ROOT), *os.environ["LATER"].split(os.pathsep)]
    print(_cost(sys.argv[1], int(sys.argv[2])))
