"""
The command: every target in a process of its own, one after the other, and a table at the end.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from fuzz.engine import has_atheris, run, target_of

TARGETS = {
    "sse": 1,
    "cassettes": 2,
    "quick_reading": 1,
    "event_lines": 1,
    "json_text": 1,
    "keys": 1,
    "translation": 2,
    "decoding": 0.5,
    "imports": 1,
    "scripts": 1,
    "protocol": 1,
    "surface": 4,
    "replay": 2,
}
"""The modules, and their shares of the time."""

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".fuzz"
_RUNS = re.compile(r"stat::number_of_executed_units: +(\d+)")


@dataclass(frozen=True)
class Told:
    """
    What came of one target.
    """

    name: str
    code: int
    seconds: float
    """Of processors, however long it took."""

    runs: int
    corpus: int


def main() -> int:
    """
    0 where nothing was found, 1 where something was.
    """
    given = _arguments()
    if given.one:
        return _one(given.targets[0], given)
    if given.again:
        target_of(given.targets[0]).check(given.again.read_bytes())
        return 0
    names = given.targets or list(TARGETS)
    whole = sum(TARGETS[name] for name in names)
    told = [_child(name, given.seconds * TARGETS[name] / whole, given.seed) for name in names]
    _report(told)
    return 1 if any(each.code for each in told) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=float, default=600, help="in all; 600 unless told")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", type=Path, metavar="FILE", help="try one input on TARGET")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if unknown := set(given.targets) - set(TARGETS):
        parser.error(f"no target is called {min(unknown)!r}; there are {', '.join(TARGETS)}")
    if given.again and len(given.targets) != 1:
        parser.error("--again takes one TARGET")
    return given


def _one(name: str, given: argparse.Namespace) -> int:
    corpus, findings = KEPT / "corpus" / name, KEPT / "findings"
    corpus.mkdir(parents=True, exist_ok=True)
    findings.mkdir(parents=True, exist_ok=True)
    run(target_of(name), given.seconds, given.seed, corpus, findings)
    return 0


def _child(name: str, seconds: float, seed: int) -> Told:
    before = os.times()
    done = subprocess.run(
        [sys.executable, "-m", "fuzz", "--one", name, f"--seconds={seconds}", f"--seed={seed}"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    now = os.times()
    spent = now.children_user + now.children_system
    spent -= before.children_user + before.children_system
    text = done.stderr.decode(errors="replace")
    if done.returncode:
        print(f"== {name}\n{_last(text)}", flush=True)
    found = _RUNS.findall(text)
    size = sum(1 for _ in (KEPT / "corpus" / name).glob("*"))
    told = Told(name, done.returncode, spent, int(found[-1]) if found else 0, size)
    print(_line(told), flush=True)
    return told


def _last(text: str) -> str:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return "\n".join(lines[-60:])


def _line(told: Told) -> str:
    verdict = "FOUND SOMETHING, see .fuzz/findings" if told.code else "nothing found"
    return (
        f"{told.name:14} {told.runs:9} inputs {told.seconds:6.0f} CPU s "
        f"{told.corpus:6} in the corpus  {verdict}"
    )


def _report(told: list[Told]) -> None:
    how = "guided by coverage" if has_atheris() else "blindly, for atheris is not installed"
    runs, seconds = sum(each.runs for each in told), sum(each.seconds for each in told)
    found = sum(1 for each in told if each.code)
    spent = f"{runs} inputs in {seconds:.0f} CPU s, {how}"
    print(f"{spent}: {found} of {len(told)} targets found something")


if __name__ == "__main__":
    sys.exit(main())
