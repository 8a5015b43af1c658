"""
Other mocks on the same requests, where they are installed: aimock, below the folder that the
environment variable AIMOCK names (`npm install --prefix FOLDER @copilotkit/aimock`).
"""

import json
import os
import shutil
from pathlib import Path

from asking import Seen
from machine import running
from material import EVENT_COUNT, asked, asked_bytes, http, replied, streamed, text
from serving import FEW
from table import Line, interleaved, median, ratio

PATH = "/v1beta/interactions"
JSON = [http(asked_bytes(number), path=PATH) for number in FEW]
STREAM = [http(asked_bytes(number, stream=True), path=PATH) for number in FEW]

_MAIN = "node_modules/@copilotkit/aimock/dist/cli.js"


def lines(bench) -> list[Line]:
    """
    How much of aimock's time we take; nothing where it is not installed.
    """
    main = Path(os.environ.get("AIMOCK", ".")).resolve() / _MAIN
    if not main.exists() or shutil.which("node") is None:
        print("aimock is not installed: set AIMOCK to the folder with its node_modules")
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
        ("JSON POST, against aimock", "ours", "aimock"),
        ("stream of 50 events at once, against aimock", "ours_stream", "aimock_stream"),
        ("time to a stream's first byte, against aimock", "ours_first", "aimock_first"),
    ]
    return [
        Line(
            words,
            ratio(figures, one, other),
            1 / 3,
            detail=f"{median(figures, one):.0f} µs, {median(figures, other):.0f} µs",
        )
        for words, one, other in rows
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
