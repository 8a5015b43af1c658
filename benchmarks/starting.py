"""
How long from the command to the first answer, against bare uvicorn; medians of interleaved rounds.
"""

import os
import socket
import statistics
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5

BARE = """
import sys, uvicorn
async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})
uvicorn.run(app, port=int(sys.argv[1]), log_level="critical", lifespan="off")
"""

COMMANDS = {
    "bare uvicorn": [sys.executable, "-c", BARE, "PORT"],
    "mockgemini serve": [
        *[sys.executable, "-m", "mockgemini", "serve", str(ROOT / "cassettes" / "weather.yaml")],
        *["--port", "PORT"],
    ],
}
IMPORTS = {
    "nothing": "pass",
    "uvicorn": "import uvicorn.config, uvicorn.server",
    "mockgemini": "import mockgemini",
    "mockgemini.mock": "import mockgemini.mock",
}


def free_port() -> int:
    """
    A port that nobody listens on.
    """
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def first_answer(command: list[str]) -> float:
    """
    Seconds from starting a server to the end of its first answer.
    """
    port = free_port()
    words = [word.replace("PORT", str(port)) for word in command]
    began = time.perf_counter()
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, cwd=ROOT) as server:
        try:
            while True:
                try:
                    connection = HTTPConnection("127.0.0.1", port, timeout=5)
                    connection.request("POST", "/v1/interactions", b"{}")
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
    clean = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run([sys.executable, "-c", statement], check=True, cwd=ROOT, env=clean)
    return time.perf_counter() - began


def main() -> None:
    """
    Print both tables.
    """
    times = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, command in COMMANDS.items():
            times[name].append(first_answer(command))
    bare = statistics.median(times["bare uvicorn"])
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"{name:20} first answer after {median:.3f} s ({median / bare:.2f} x bare uvicorn)")
    starts = {name: [] for name in IMPORTS}
    for _ in range(ROUNDS):
        for name, statement in IMPORTS.items():
            starts[name].append(imported(statement))
    empty = statistics.median(starts["nothing"])
    bare = statistics.median(starts["uvicorn"]) - empty
    for name in list(IMPORTS)[1:]:
        median = statistics.median(starts[name]) - empty
        print(f"{name:20} imported in {median:.3f} s ({median / bare:.2f} x uvicorn)")


if __name__ == "__main__":
    main()
