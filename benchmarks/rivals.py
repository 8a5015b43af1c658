"""
Other mocks on the same requests, where they are installed: aimock and WireMock, below the folder
that the environment variable RIVALS names (`npm install --prefix FOLDER @copilotkit/aimock
wiremock`).
"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from asking import Seen, ask_apart
from machine import Server, running
from material import EVENT_COUNT, asked, asked_bytes, http, polled, replied, streamed, text
from material import PATH as JOBS
from serving import FEW
from table import Line, interleaved, median, ratio

PATH = "/v1beta/interactions"
JSON = [http(asked_bytes(number), path=PATH) for number in FEW]
STREAM = [http(asked_bytes(number, stream=True), path=PATH) for number in FEW]

_MAIN = "node_modules/@copilotkit/aimock/dist/cli.js"
_JAR = "node_modules/wiremock/build/wiremock-standalone-*.jar"
_WARMING = 500
"""Times that WireMock is asked for each job first: from then on it becomes no quicker."""

_JOBS = [
    [
        http(asked_bytes(number, background=True)),
        *[http(b"", method="GET", path=f"{JOBS}/v1_job{number}")] * 4,
    ]
    for number in range(16)
]
"""Each asked by a client of its own: of two that ask for one job, WireMock would lose a state."""


def lines(bench) -> list[Line]:
    """
    How much of their time we take; nothing for those that are not installed.
    """
    return [*_against_aimock(bench), *_against_wiremock(bench)]


def _folder() -> Path:
    return Path(os.environ.get("RIVALS", ".")).resolve()


def _against_aimock(bench) -> list[Line]:
    main = _folder() / _MAIN
    if not main.exists() or shutil.which("node") is None:
        print("aimock is not installed: set RIVALS to the folder with its node_modules")
        return []
    replies = _Aimock(bench, main, "replies", 660, None)
    streams = _Aimock(bench, main, "streams", (EVENT_COUNT - 4) * 90, 90)
    ours = bench.replay("both", [*map(replied, FEW), *map(streamed, FEW)])
    times = bench.load.streams
    figures = interleaved(
        bench.load.rounds,
        ours=bench.cost(ours, JSON, times),
        aimock=bench.cost(replies.server, JSON, times),
        ours_stream=bench.cost(ours, STREAM, times),
        aimock_stream=bench.cost(streams.server, STREAM, times),
        ours_first=bench.waits(ours, STREAM, 200, Seen.median_first),
        aimock_first=bench.waits(streams.server, STREAM, 200, Seen.median_first),
    )
    rows = [
        ("JSON POST, against aimock", "ours", "aimock", 1 / 3),
        ("stream of 50 events at once, against aimock", "ours_stream", "aimock_stream", 1 / 3),
        ("time to a stream's first byte, against aimock", "ours_first", "aimock_first", 0.5),
    ]
    return [
        Line(
            words,
            ratio(figures, one, other),
            goal,
            detail=f"{median(figures, one):.0f} µs, {median(figures, other):.0f} µs",
        )
        for words, one, other, goal in rows
    ]


class _Aimock:
    """
    It answers by what the question contains, and makes the answer of a text.
    """

    def __init__(self, bench, main: Path, name: str, length: int, chunk: int | None) -> None:
        folder = bench.folder / name
        folder.mkdir()
        fixtures = [
            {
                "match": {"userMessage": str(asked(number)["input"])[:40]},
                "response": {"content": text(number, length)},
                **({} if chunk is None else {"chunkSize": chunk}),
            }
            for number in FEW
        ]
        (folder / "all.json").write_text(json.dumps({"fixtures": fixtures}))
        command = ["node", str(main), "-p", "PORT", "-h", "127.0.0.1", "-f", str(folder)]
        self.server = bench.enter(running([*command, "--log-level", "silent"]))


def _against_wiremock(bench) -> list[Line]:
    jar = next(_folder().glob(_JAR), None)
    if jar is None or shutil.which("java") is None:
        print("WireMock is not installed: set RIVALS to the folder with its node_modules")
        return []
    theirs = _wiremock(bench, jar)
    ours = bench.replay("jobs", [each for number in range(len(_JOBS)) for each in polled(number)])
    ask_apart(theirs.port, _JOBS, _WARMING if bench.load.rounds >= 5 else 20)
    times = max(bench.load.streams // 100, 1)

    def sequences(server: Server) -> float:
        before = server.cpu
        ask_apart(server.port, _JOBS, times)
        return times * len(_JOBS) / (server.cpu - before)

    figures = interleaved(
        bench.load.rounds, ours=lambda: sequences(ours), theirs=lambda: sequences(theirs)
    )
    each = f"{median(figures, 'ours'):,.0f}, {median(figures, 'theirs'):,.0f}"
    return [
        Line(
            "background jobs created and polled 4 times, a second, against WireMock",
            ratio(figures, "ours", "theirs"),
            5.0,
            at_least=True,
            detail=f"{each} sequences a second of CPU",
        )
    ]


def _wiremock(bench, jar: Path) -> Server:
    """
    Warmed by whoever asks; without journal and templates, which only make it slower.
    """
    folder = bench.folder / "wiremock"
    (folder / "mappings").mkdir(parents=True)
    (folder / "mappings/all.json").write_text(json.dumps({"mappings": _mappings()}))
    options = ["--bind-address", "127.0.0.1", "--root-dir", str(folder), "--disable-banner"]
    quick = ["--no-request-journal", "--disable-request-logging", "--disable-gzip"]
    command = ["java", "-jar", str(jar), "--port", "PORT", *options, *quick]
    return bench.enter(running([*command, "--disable-response-templating"]))


def _mappings() -> list[dict[str, object]]:
    """
    The same jobs as scenarios: creating one begins it anew, the fourth look sees it completed.
    """
    return [mapping for number in range(len(_JOBS)) for mapping in _scenario(number)]


def _scenario(number: int) -> Iterator[dict[str, object]]:
    name = f"job{number}"
    body = {"equalToJson": json.dumps(asked(number, background=True))}
    creation = {"method": "POST", "urlPath": JOBS, "bodyPatterns": [body]}
    look = {"method": "GET", "urlPath": f"{JOBS}/v1_{name}"}
    for state in ("Started", "1", "2", "3", "4"):
        yield _mapping(name, creation, "in_progress", state, "1")
    for at in (1, 2, 3):
        yield _mapping(name, look, "in_progress", str(at), str(at + 1))
    yield _mapping(name, look, "completed", "4", "4")


def _mapping(name: str, request: dict, status: str, state: str, after: str) -> dict[str, object]:
    answer = {"id": f"v1_{name}", "status": status}
    headers = {"content-type": "application/json"}
    return {
        "scenarioName": name,
        "requiredScenarioState": state,
        "newScenarioState": after,
        "request": request,
        "response": {"status": 200, "headers": headers, "body": json.dumps(answer)},
    }
