"""
What one call of an SDK costs that is replayed over a socket, against one that respx answers in the
SDK's own process: the same SDK, the same answer.

`calling.py KIND COUNT` is the process that is measured.
"""

import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SDKS = ("1.75.0", "2.34.0")
"""Of both revisions the last that asks by httpx: respx knows no other client."""

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
    )
    shown = f"{median(figures, 'ours'):.2f} ms, {median(figures, 'respx'):.2f} ms"
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


KINDS: dict[str, Callable[[str], AbstractContextManager[str]]] = {
    "ours": _served,
    "respx": _patched,
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
