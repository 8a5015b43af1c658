"""
How long from the command to the first answer, against bare uvicorn.
"""

import os
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path

from machine import MOCKGEMINI, PLAIN, ROOT, free_port
from material import PATH, asked_bytes, replied, write
from serving import Bench
from table import Line, interleaved, median, ratio

ROUNDS = 7


def lines(bench: Bench) -> list[Line]:
    """
    From nothing to an answer from one cassette; and what the imports are of it.
    """
    rounds = min(bench.load.rounds, 3) if bench.load.rounds < 5 else ROUNDS
    return measured(bench.folder, rounds)


def measured(folder: Path, rounds: int) -> list[Line]:
    """
    The same with so many rounds; the cassette lies in that folder meanwhile.
    """
    path = write(folder / "one.yaml", [replied(0)])
    serve = [*MOCKGEMINI, "serve", str(path), "--port", "PORT"]
    figures = interleaved(
        rounds,
        plain=lambda: first_answer([*PLAIN, "PORT", "nothing"]),
        serve=lambda: first_answer(serve),
        empty=lambda: imported("pass"),
        package=lambda: imported("import mockgemini"),
        handle=lambda: imported("import mockgemini.handle.mock"),
        uvicorn=lambda: imported("import uvicorn.config, uvicorn.server"),
    )
    bare = median(figures, "uvicorn") - median(figures, "empty")
    handle = median(figures, "handle") - median(figures, "empty")
    package = median(figures, "package") - median(figures, "empty")
    return [
        Line(
            "start to first answer, one cassette, against bare uvicorn",
            ratio(figures, "serve", "plain"),
            1.5,
            detail=f"{median(figures, 'serve') * 1e3:.0f} ms, "
            f"{median(figures, 'plain') * 1e3:.0f} ms",
        ),
        Line("`import mockgemini`, beyond Python's own start", package * 1e3, 30, "ms"),
        Line("`import mockgemini.handle.mock` against uvicorn's own import", handle / bare, 2.5),
    ]


def first_answer(command: list[str]) -> float:
    """
    Seconds from starting a server to the end of its first answer.
    """
    port = free_port()
    words = [word.replace("PORT", str(port)) for word in command]
    began = time.perf_counter()
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, cwd=ROOT, env=_kept()) as server:
        try:
            while True:
                connection = HTTPConnection("127.0.0.1", port, timeout=5)
                try:
                    connection.request("POST", PATH, asked_bytes(0))
                    connection.getresponse().read()
                    return time.perf_counter() - began
                except OSError:
                    time.sleep(0.002)
                finally:
                    connection.close()
        finally:
            server.terminate()


def imported(statement: str) -> float:
    """
    Seconds that a Python takes which does only this.
    """
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True, cwd=ROOT, env=_kept())
    return time.perf_counter() - began


def _kept() -> dict[str, str]:
    """
    What is compiled once is not compiled again, as in anybody's second start.
    """
    return os.environ | {"PYTHONDONTWRITEBYTECODE": ""}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        for line in measured(Path(place), rounds=5):
            print(line.row())
