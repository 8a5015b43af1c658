"""
Loading cassettes: how long, how large, against PyYAML's C loader on the same files.

`loading.py FOLDER KIND` is the process that is measured.
"""

import gc
import json
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def lines(bench) -> list:
    """
    Each kind in a process of its own, in turn.
    """
    from table import Line, interleaved, median, ratio

    count = 50 if bench.load.rounds < 5 else 1_000
    size = _write(bench.folder, count)
    exchanges = count * 10
    kept: dict[str, float] = {}

    def measured(kind: str) -> float:
        words = [sys.executable, str(HERE / "loading.py"), str(bench.folder), kind]
        told = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)
        kept[kind] = told["resident"]
        return told["cpu"] / exchanges * 1e3

    figures = interleaved(
        min(bench.load.rounds, 3),
        ours=lambda: measured("ours"),
        player=lambda: measured("player"),
        yaml=lambda: measured("yaml"),
    )
    shown = f"{count} files of 10 exchanges, {size / 1e6:.0f} MB"
    yaml = median(figures, "yaml")
    return [
        Line("load an exchange", median(figures, "ours"), 0.25, "ms", detail=shown),
        Line(
            "load, against PyYAML's CSafeLoader",
            ratio(figures, "yaml", "ours"),
            3.0,
            at_least=True,
            detail=f"CSafeLoader {yaml:.2f} ms an exchange",
        ),
        Line("load and index an exchange", median(figures, "player"), 0.35, "ms"),
        Line("resident memory, as a part of the files' bytes", kept["player"] / size, 1.5),
    ]


def _write(folder: Path, count: int) -> int:
    from material import replied, streamed, write

    size = 0
    for number in range(count):
        first = number * 10
        replies = [replied(first + place, None) for place in range(5)]
        streams = [streamed(first + place, 400, 40) for place in range(5, 10)]
        size += write(folder / f"{number:04}.yaml", [*replies, *streams]).stat().st_size
    return size


def _resident() -> int:
    words = Path("/proc/self/statm").read_text().split()
    return int(words[1]) * os.sysconf("SC_PAGE_SIZE")


def _load(folder: Path, kind: str) -> list[object]:
    files = sorted(folder.glob("*.yaml"))
    if kind == "yaml":
        import yaml

        _begin()
        return [yaml.load(file.read_bytes(), yaml.CSafeLoader) for file in files]
    from mockgemini.cassette.reading import load
    from mockgemini.replay.player import Player

    _begin()
    cassettes = [load(file) for file in files]
    return [cassettes, Player(cassettes) if kind == "player" else None]


_START: list[float] = []


def _begin() -> None:
    gc.collect()
    _START[:] = [time.process_time(), _resident()]


if __name__ == "__main__":
    made = _load(Path(sys.argv[1]), sys.argv[2])
    cpu = time.process_time() - _START[0]
    gc.collect()
    print(json.dumps({"cpu": cpu, "resident": _resident() - _START[1], "things": len(made)}))
