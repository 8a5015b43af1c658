"""
The documents tell the truth: their code runs, their commands work, their links lead somewhere.
"""

import os
import re
import shlex
import shutil
import signal
import sys
from importlib.util import find_spec

import pytest
import yaml
from documents import ROOT, blocks, documents
from journeys.sdks import KEY, MOCKGEMINI, NODE, Sdk, environment, ran, served
from talking import put_vcrpy

from mockgemini.cassette.reading import loads

HAS_SDK = find_spec("google") is not None and find_spec("google.genai") is not None
NO_SDK = "google-genai is not installed beside mockgemini; run scripts/setup test"
PYTEST = [sys.executable, "-m", "pytest", "-p", "pytest_mockgemini", "-p", "no:cacheprovider"]
PYTHONPATH = os.pathsep.join([str(ROOT), str(ROOT / "pytest_plugin")])
PYTHON = Sdk("python", "3.4.0")
MARKED = re.compile(r'mark\.mockgemini\("([^"]+)"')
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
APP = """
const url = process.env.GOOGLE_GEMINI_BASE_URL + "/v1/interactions";
const head = {"content-type": "application/json", "x-goog-api-key": process.env.GEMINI_API_KEY};
const body = JSON.stringify({model: "gemini-3.5-flash", input: "Hello"});
const answer = await fetch(url, {method: "POST", headers: head, body});
if (answer.status !== 200) throw new Error(await answer.text());
"""


def commands():
    """
    Every command of the documents, with the line its block begins on.
    """
    lines = [
        (f"{block}-{line.partition('#')[0].strip()}", shlex.split(line, comments=True))
        for block in blocks("sh")
        for line in block.code.replace("\\\n", " ").splitlines()
    ]
    return [pytest.param(words, id=name) for name, words in lines if words]


@pytest.fixture
def workspace(tmp_path):
    """
    A user's folder: our cassettes and examples, a test, a program, others' recordings.
    """
    for name in ("cassettes", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    put_vcrpy(tmp_path / "old-cassettes/talk.yaml", "World")
    (tmp_path / "app.mjs").write_text(APP)
    (tmp_path / "test_readme_block.py").write_text(blocks("python")[0].code)
    return tmp_path


@pytest.fixture
def google():
    """
    The address of a stand-in for the API.
    """
    command = [sys.executable, str(ROOT / "tests/weather_upstream.py"), "--key", KEY]
    with served(command, environment(key=None)) as upstream:
        yield upstream.url


def surroundings(**more):
    """
    What a user's program finds: our package, and a Python with Google's SDK.
    """
    path = os.pathsep.join([str(PYTHON.interpreter.parent), os.environ["PATH"]])
    return environment(PYTHONPATH=PYTHONPATH, PATH=path, **more)


def skip_unless_it_can_run(code):
    """
    Skip what needs an SDK that is not there.
    """
    if "google" in code and not HAS_SDK:
        pytest.skip(NO_SDK)


@pytest.mark.parametrize("block", blocks("python"), ids=str)
def test_python_runs(block, workspace):
    """
    A block with tests passes, and one without runs to its end; cassettes are those of the project.
    """
    skip_unless_it_can_run(block.code)
    has_tests = "def test_" in block.code
    code = ("" if "import pytest" in block.code else "import pytest\n") + block.code
    file = workspace / ("test_readme_block.py" if has_tests else "block.py")
    file.write_text(code, encoding="utf-8")
    for name in MARKED.findall(code):
        path = workspace / f"cassettes/{name}.yaml"
        if not path.exists():
            path.write_text("cassette: 1\n\nexchanges: []\n")

    command = [*PYTEST, str(file)] if has_tests else [sys.executable, str(file)]
    told = ran(command, surroundings(), workspace)

    assert 0 == told.code, told.out + told.err


@pytest.mark.parametrize("words", commands())
def test_commands_run(words, workspace, google):
    """
    What begins with `mockgemini` or `pytest` works as it stands; other commands are there.
    """
    if words[0] == "pytest":
        skip_unless_it_can_run("google")
        told = ran(
            [*PYTEST, *words[1:], f"--mockgemini-upstream={google}"], surroundings(), workspace
        )
        assert 0 == told.code, told.out + told.err
    elif words[0] == "mockgemini":
        run_ours(words[1:], workspace, google)
    else:
        assert (ROOT / words[0]).is_file() or words[0] in {"pip", "docker"}


def run_ours(words, workspace, google):
    """
    One of our commands: a server is started and interrupted, all else runs to its end.
    """
    upstream = ["--upstream", google] if words[0] == "record" or "--record" in words else []
    words = [words[0], *upstream, *words[1:]]
    if words[0] in ("serve", "record"):
        command = [*MOCKGEMINI, *words, "--port", "0"]
        with served(command, surroundings(), workspace) as server:
            assert 0 == server.end(signal.SIGINT)
        return
    if "node" in words and NODE is None:
        pytest.skip("node is not installed")
    if "python" in words and PYTHON.missing:
        pytest.skip(PYTHON.missing)
    told = ran([*MOCKGEMINI, *words], surroundings(), workspace)
    assert 0 == told.code, told.out + told.err


@pytest.mark.parametrize("block", blocks("yaml"), ids=str)
def test_cassettes_in_documents_can_be_loaded(block, tmp_path):
    """
    A cassette that is shown is one, for us and for any reader of YAML.
    """
    if not re.search("^cassette: ", block.code, re.MULTILINE):
        assert yaml.safe_load(block.code)
        return

    found = loads(block.code, tmp_path / "shown.yaml")

    assert [each.request.path for each in found.exchanges] == [
        each["request"]["path"] for each in yaml.safe_load(block.code)["exchanges"]
    ]
    assert all(exchange.answer for exchange in found.exchanges)


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    """
    Every link within the project leads to a file.
    """
    text = path.read_text(encoding="utf-8")

    assert [] == [link for link in LINK.findall(text) if not (path.parent / link).exists()]
