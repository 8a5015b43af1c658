"""
Staying power: many at once, many after another, killed recorders, and other ways to be run.
"""

import asyncio
import json
import os
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from journeys.sdks import (
    MOCKGEMINI,
    NODE,
    PATIENCE,
    ROOT,
    SDKS,
    environment,
    get,
    needs_javascript_sdk,
    ran,
    served,
    serving,
)
from stages.commands import free_port

from endurance.asking import ask
from mockgemini.cassette.reading import load

WEATHER = ROOT / "cassettes" / "weather.yaml"
HEADERS = {"content-type": "application/json", "x-goog-api-key": "a-key"}
EXAMPLE = ROOT / "examples" / "compose"
linux = pytest.mark.skipif(not Path("/proc/self").exists(), reason="reads /proc")
AT_ONCE = 500
SPACES = 10_000
WARM = 3_000
MORE = 4 * 1024 * 1024


def state(process):
    """
    Bytes of memory, open files and threads of a process.
    """
    proc = Path(f"/proc/{process.pid}")
    memory = int((proc / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return memory, len(list((proc / "fd").iterdir())), len(list((proc / "task").iterdir()))


@pytest.mark.parametrize("pace", ["instant", "0.5"])
def test_five_hundred_streams_at_once(pace):
    """
    Five hundred clients that stream at the same moment all get the whole recorded answer.
    """
    exchange = load(WEATHER).exchanges[0]
    body, expected = exchange.request.body.payload.read(), exchange.answer.body

    async def crowd(url):
        address = f"{url}/v1/interactions"
        each = (ask("POST", address, body, HEADERS) for _ in range(AT_ONCE))
        return await asyncio.gather(*each)

    with serving(WEATHER, "--pace", pace) as server:
        began = time.monotonic()
        told = asyncio.run(crowd(server.url))
        took = time.monotonic() - began
        figures = get(f"{server.url}/__mockgemini__/metrics").decode()

    assert [(True, expected)] * AT_ONCE == [(each.is_whole, each.body) for each in told]
    assert f'mockgemini_requests_total{{source="cassette"}} {AT_ONCE}\n' in figures
    assert "mockgemini_open_streams 0\n" in figures
    print(f"{AT_ONCE} streams at pace {pace}: {took:.2f} s")


@linux
def test_ten_thousand_spaces_leave_nothing():
    """
    Spaces that come and go one after another leave no memory, file and thread behind.
    """
    body = load(WEATHER).exchanges[0].request.body.payload.read()
    with serving(WEATHER) as server:
        parts = urlsplit(server.url)
        connection = HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE)
        for number in range(SPACES):
            for method, path, sent in (
                ("POST", f"/s/{number}/v1/interactions", body),
                ("DELETE", f"/s/{number}", None),
            ):
                connection.request(method, path, sent, HEADERS)
                answer = connection.getresponse()
                assert (200, True) == (answer.status, len(answer.read()) > 0)
            if number == WARM:
                before = state(server.process)
        after = state(server.process)
        figures = get(f"{server.url}/__mockgemini__/metrics").decode()
        connection.close()

    assert "mockgemini_spaces 0\n" in figures
    assert after[0] < before[0] + MORE
    assert before[1:] == after[1:]
    print(f"{SPACES} spaces: {before[0] >> 20} MiB after {WARM}, {after[0] >> 20} MiB at the end")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_recorders_lose_nothing():
    """
    Whatever moment a recorder is killed at, what clients had in full can be read.
    """
    program = [sys.executable, str(ROOT / "scripts" / "kill-points"), "--rounds", "3"]

    told = ran(program, environment(key=None))

    assert told.code == 0, told.out + told.err
    assert "0 unreadable recordings" in told.out
    assert "0 lost exchanges" in told.out


# --- other ways to be run ---------------------------------------------------------------------

WITHOUT = """
import sys
for name in ("uvloop", "httptools"):
    sys.modules[name] = None
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: (
    None if name in ("uvloop", "httptools") else found(name, *rest)
)
from mockgemini.cli.main import run
sys.argv[0] = "mockgemini"
run()
"""


def test_it_runs_without_what_makes_it_fast():
    """
    Without uvloop and httptools the same bytes are served.
    """
    exchange = load(WEATHER).exchanges[0]
    command = [sys.executable, "-c", WITHOUT, "serve", str(WEATHER), "--port", "0"]

    with served(command, environment(key=None)) as server:
        address = f"{server.url}/v1/interactions"
        told = asyncio.run(ask("POST", address, exchange.request.body.payload.read(), HEADERS))
        assert server.end() == 0

    assert (True, exchange.answer.body) == (told.is_whole, told.body)
    assert "" == server.err


def test_a_cassette_may_be_replaced_while_it_is_served(tmp_path):
    """
    A server has read its cassettes, so another one may be put in their place meanwhile.
    """
    cassette = tmp_path / "talk.yaml"
    cassette.write_bytes(WEATHER.read_bytes())
    exchange = load(WEATHER).exchanges[0]

    with serving(cassette) as server:
        other = tmp_path / "other.yaml"
        other.write_bytes((ROOT / "cassettes" / "advice.yaml").read_bytes())
        other.replace(cassette)
        address = f"{server.url}/v1/interactions"
        told = asyncio.run(ask("POST", address, exchange.request.body.payload.read(), HEADERS))

    assert exchange.answer.body == told.body


# --- containers -------------------------------------------------------------------------------


def composed():
    """
    The services of the example.
    """
    return yaml.safe_load((EXAMPLE / "compose.yaml").read_text(encoding="utf-8"))["services"]


def test_the_compose_file_fits_the_image():
    """
    What the example asks of the image is what the Dockerfile makes, down to ports and paths.
    """
    services = composed()
    double, node = services["mockgemini"], services["advice"]
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")

    assert (EXAMPLE / double["build"]["context"]).resolve() == ROOT
    assert (EXAMPLE / double["volumes"][0].partition(":")[0]).resolve() == ROOT / "cassettes"
    assert {"mockgemini": {"condition": "service_healthy"}} == node["depends_on"]
    assert "http://mockgemini:8765" == node["environment"]["GOOGLE_GEMINI_BASE_URL"]
    assert "USER mockgemini" in dockerfile
    assert "EXPOSE 8765" in dockerfile
    assert ["mockgemini"] == json.loads(_instruction(dockerfile, "ENTRYPOINT"))


def _instruction(dockerfile, name):
    joined = dockerfile.replace("\\\n", " ")
    return next(line for line in joined.splitlines() if line.startswith(name)).partition(" ")[2]


@needs_javascript_sdk("3.1.0")
def test_the_compose_example_does_what_it_says(tmp_path):
    """
    The commands of the example, run here: the server listens for a name, is found healthy by the
    image's check, and the Node service gets its answer.
    """
    double = composed()["mockgemini"]
    port = free_port()
    told = [str(word).replace("/cassettes", str(ROOT / "cassettes")) for word in double["command"]]
    assert ["--host", "0.0.0.0", "--allow-host", "mockgemini"] == told[-4:]  # noqa: S104 - a container
    check = json.loads(_instruction(_dockerfile(), "HEALTHCHECK").partition("CMD ")[2])
    check = [
        sys.executable if word == "python" else word.replace("8765", str(port)) for word in check
    ]
    shop = tmp_path / "node"
    shop.mkdir()
    (shop / "advice.mjs").write_bytes((EXAMPLE / "advice.mjs").read_bytes())
    (shop / "node_modules").symlink_to(SDKS / "js-3.1.0" / "node_modules")

    assert 1 == ran(check, environment()).code
    with served([*MOCKGEMINI, *told, "--port", str(port)], environment(key=None)) as server:
        assert 0 == ran(check, environment()).code
        named = asyncio.run(
            ask("GET", f"{server.url}/__mockgemini__/health", headers={"host": "mockgemini:8765"})
        )
        said = ran([str(NODE), "advice.mjs"], environment(server.url, "any"), cwd=shop)

    assert 200 == named.status
    assert (0, "") == (said.code, said.err)
    assert "jacket" in said.out


def _dockerfile():
    return (ROOT / "Dockerfile").read_text(encoding="utf-8")
