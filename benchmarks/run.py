"""
All figures of docs/performance.md: `run.py [--quick] [--rivals] [PART ...]`.

Writes `results/<date>.md` and a plot beside it, and both into docs/performance.md. Everything is
compared with its baseline in the same run, in turn; ratios can be trusted to a tenth where nothing
else runs on the machine.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import calling
import clients
import gate
import loading
import recording
import rivals
import serving
import starting
import testing
from machine import CLIENT_CORE, HERE, ROOT, SERVER_CORE, awake
from plot import plot
from serving import Bench, Load
from table import Line, markdown

RESULTS = HERE / "results"
PAGE = ROOT / "docs/performance.md"
BEGIN, END = "<!-- figures -->", "<!-- end of the figures -->"


def gated(_bench: Bench) -> list[Line]:
    """
    The figure that CI watches.
    """
    words = "**gate**: CPU that a replayed JSON POST adds to constant bytes, in process"
    return [Line(words, gate.added(), gate.LIMIT, "µs")]


PARTS: dict[str, Callable[[Bench], list[Line]]] = {
    "gate": gated,
    "replies": serving.replies,
    "growth": serving.growth,
    "streams": serving.streams,
    "synthesis": serving.synthesis,
    "start": starting.lines,
    "loading": loading.lines,
    "recording": recording.lines,
    "pytest": testing.lines,
    "calls": calling.lines,
    "clients": clients.lines,
    "rivals": rivals.lines,
}


AWAKE = {"replies", "growth", "streams", "synthesis", "rivals"}
"""Where a server's CPU is measured that a client on another core keeps busy."""


def measured(names: list[str], load: Load) -> list[Line]:
    """
    The lines of these parts, each printed as soon as it is known.
    """
    lines = []
    for name in names:
        with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
            if name in AWAKE:
                stack.enter_context(awake())
            for line in PARTS[name](Bench(Path(folder), load, stack)):
                print(line.row(), flush=True)
                lines.append(line)
    return lines


def main() -> int:
    """
    Measure, print, write down.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few requests: does it all work?")
    parser.add_argument("--rivals", action="store_true", help="others' figures too, if installed")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(unknown)}")
    os.sched_setaffinity(0, {CLIENT_CORE})
    names = given.parts or [name for name in PARTS if name != "rivals" or given.rivals]
    lines = measured(names, Load.of(quick=given.quick))
    if not given.parts and not given.quick:
        _keep(lines)
    return 0


def _keep(lines: list[Line]) -> None:
    today = datetime.now(UTC).strftime("%Y-%m-%d")
    RESULTS.mkdir(exist_ok=True)
    cores = f"server on core {SERVER_CORE}, client on core {CLIENT_CORE}"
    about = f"Measured on {today}: {_processor()}, Python {platform.python_version()}, {cores}."
    text = (
        f"{about}\n\n{markdown(lines)}\n\n![each figure as a part of its goal]({{}}{today}.svg)\n"
    )
    (RESULTS / f"{today}.md").write_text(text.format(""))
    (RESULTS / f"{today}.svg").write_text(plot(lines, f"Figures as parts of their goals, {today}"))
    page = PAGE.read_text()
    before, after = page.partition(BEGIN)[0], page.partition(END)[2]
    shown = text.format("../benchmarks/results/")
    PAGE.write_text(f"{before}{BEGIN}\n\n{shown}\n{END}{after}")
    print(f"written to {RESULTS / today}.md and {PAGE}")


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} cores of {names[0]}" if names else platform.machine()


if __name__ == "__main__":
    sys.exit(main())
