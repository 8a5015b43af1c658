"""
What a test costs that asks once: with our fixture, and with others that are installed.

CPU time, a test; what is paid once a run is left out by running two numbers of tests.
"""

import importlib.util
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml
from machine import ROOT
from material import ANSWER, PATH, asked, replied, write
from table import Line, interleaved, median

ELSEWHERE = "http://gemini.test/v1/interactions"

SENT = json.dumps(asked(0), separators=(",", ":"))
"""The question as the client of these tests spells it."""

HEAD = f"""
import json, httpx, pytest
Q = {asked(0)!r}
R = json.loads({ANSWER!r})
URL = {ELSEWHERE!r}
CLIENT = httpx.Client()
"""
ASK = "    answer = CLIENT.post({url}, json=Q)\n    assert answer.json()['id'] == 'v1_00000000'\n"


@dataclass(frozen=True)
class Flavour:
    """
    A way to test. `mark` stands above each test and `fixture` among its arguments; `prepare` makes
    the test's own cassette.
    """

    plugin: str | None = None
    mark: str = ""
    fixture: str = ""
    body: str = "    pass\n"
    prepare: Callable[[Path, str], None] | None = None
    conftest: str = ""


def _ours(folder: Path, test: str) -> None:
    path = folder / "cassettes" / "test_many" / f"{test}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, [replied(0, question=SENT.encode())])


def _vcr(folder: Path, test: str) -> None:
    path = folder / "cassettes" / "test_many" / f"{test}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    headers = {"content-type": ["application/json"]}
    request = {"body": SENT, "headers": headers, "method": "POST", "uri": ELSEWHERE}
    status = {"code": 200, "message": "OK"}
    response = {"status": status, "headers": headers, "body": {"string": ANSWER.decode()}}
    pair = {"request": request, "response": response}
    path.write_text(yaml.dump({"interactions": [pair], "version": 1}))


_MATCH = (
    "@pytest.fixture(scope='module')\ndef vcr_config():\n    return {'match_on': ['uri', 'body']}"
)
_ROUTE = "    respx_mock.post(URL, json=Q).respond(json=R)\n"

FLAVOURS = {
    "empty": Flavour("pytest_mockgemini"),
    "alone": Flavour("pytest_mockgemini", "", "mockgemini"),
    "asks": Flavour(
        "pytest_mockgemini",
        "@pytest.mark.mockgemini\n",
        "mockgemini",
        ASK.format(url=f"mockgemini.url + {PATH!r}"),
        _ours,
    ),
    "pytest_recording": Flavour(
        "pytest_recording.plugin",
        "@pytest.mark.vcr\n",
        "",
        ASK.format(url="URL"),
        _vcr,
        f"import pytest\n{_MATCH}\n",
    ),
    "respx": Flavour("respx.plugin", "", "respx_mock", _ROUTE + ASK.format(url="URL")),
}


def lines(bench) -> list[Line]:
    """
    Ours, and what it is to those that are there.
    """
    few, many = (20, 60) if bench.load.rounds < 5 else (100, 1100)
    there = {name: flavour for name, flavour in FLAVOURS.items() if _is_there(flavour)}
    runs = {name: _run(bench.folder / name, flavour, few, many) for name, flavour in there.items()}
    figures = interleaved(min(bench.load.rounds, 5), **runs)
    empty = median(figures, "empty")
    costs = {name: median(figures, name) - empty for name in figures}
    shown = f"{costs['asks']:.2f} ms"
    made = [
        Line("pytest: the fixture alone, no request", costs["alone"], 0.3, "ms"),
        Line("pytest: a test that asks once, shared client", costs["asks"], 2.5, "ms"),
    ]
    for name, goal in [("pytest_recording", 0.6), ("respx", 1.25)]:
        if name in costs:
            words = f"the same, against {name.replace('_', '-')}"
            detail = f"{shown}, {costs[name]:.2f} ms"
            made.append(Line(words, costs["asks"] / costs[name], goal, detail=detail))
    return made


def _is_there(flavour: Flavour) -> bool:
    package = (flavour.plugin or "pytest").partition(".")[0]
    return package == "pytest_mockgemini" or importlib.util.find_spec(package) is not None


def _run(folder: Path, flavour: Flavour, few: int, many: int) -> Callable[[], float]:
    """
    Measures milliseconds of CPU that one more test costs.
    """
    for count in (few, many):
        place = folder / str(count)
        place.mkdir(parents=True)
        names = [f"test_{number:04}" for number in range(count)]
        tests = [f"{flavour.mark}def {name}({flavour.fixture}):\n{flavour.body}" for name in names]
        (place / "test_many.py").write_text(HEAD + "\n".join(tests))
        (place / "conftest.py").write_text(flavour.conftest)
        for name in names:
            if flavour.prepare is not None:
                flavour.prepare(place, name)
        _cpu(place, flavour)

    def measure() -> float:
        before, after = (_cpu(folder / str(count), flavour) for count in (few, many))
        return (after - before) / (many - few) * 1e3

    return measure


def _cpu(folder: Path, flavour: Flavour) -> float:
    path = os.pathsep.join([str(ROOT), str(ROOT / "pytest_plugin"), *_given_path()])
    # What is compiled once is not paid for again, as in anybody's second run.
    kept = {"PYTHONDONTWRITEBYTECODE": ""}
    env = os.environ | kept | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": path}
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", "."]
    plugin = ["-p", flavour.plugin] if flavour.plugin else []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [*words, *plugin, "test_many.py"], cwd=folder, env=env, capture_output=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stdout.decode()[-2000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _given_path() -> list[str]:
    return [os.environ["PYTHONPATH"]] if os.environ.get("PYTHONPATH") else []
