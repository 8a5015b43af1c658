"""
The documents tell the truth: their code runs, their commands work, their links lead somewhere.
"""

import ast
import builtins
import importlib
import os
import re
import shlex
import shutil
import signal
import sys
from importlib.util import find_spec

import pytest
import yaml
from journeys.sdks import KEY, MOCKGEMINI, NODE, Sdk, environment, ran, served
from samples.documents import ROOT, blocks, documents
from stages.talking import put_vcrpy

import mockgemini as ours
from mockgemini import MockGemini
from mockgemini.cassette.reading import loads

HAS_SDK = find_spec("google") is not None and find_spec("google.genai") is not None
NO_SDK = "google-genai is not installed beside mockgemini; run scripts/setup test"
PYTEST = [sys.executable, "-m", "pytest", "-p", "pytest_mockgemini", "-p", "no:cacheprovider"]
PYTHONPATH = os.pathsep.join([str(ROOT), str(ROOT / "pytest_plugin")])
PYTHON = Sdk("python", "3.4.0")
MARKED = re.compile(r'mark\.mockgemini\("([^"]+)"')
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
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
    shutil.copytree(ROOT / "cassettes", tmp_path / "cassettes")
    (tmp_path / "examples").mkdir()
    for path in (ROOT / "examples").glob("*.py"):
        shutil.copy(path, tmp_path / "examples")
        shutil.copy(path, tmp_path)
    put_vcrpy(tmp_path / "old-cassettes/talk.yaml", "World")
    (tmp_path / "app.mjs").write_text(APP)
    (tmp_path / "test_readme_block.py").write_text(blocks("python")[0].code)
    return tmp_path


@pytest.fixture
def google():
    """
    The address of a stand-in for the API.
    """
    command = [sys.executable, str(ROOT / "tests/stand_in/weather_upstream.py"), "--key", KEY]
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


def missing_names(code):
    """
    The names that a block takes from elsewhere, such as `your code`.
    """
    nodes = list(ast.walk(ast.parse(code)))
    names = [node for node in nodes if isinstance(node, ast.Name)]
    known = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    known |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    known |= {node.name for node in nodes if hasattr(node, "name")}
    known |= {
        (alias.asname or alias.name).partition(".")[0]
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    return {node.id for node in names} - known - set(dir(builtins)) - {"pytest"}


WHOLE = [block for block in blocks("python") if not missing_names(block.code)]
PARTS = [block for block in blocks("python") if missing_names(block.code)]


@pytest.mark.parametrize("block", WHOLE, ids=str)
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


@pytest.mark.parametrize("block", PARTS, ids=str)
def test_parts_of_programs_name_what_there_is(block):
    """
    A block that leaves out the user's own code imports names that exist, and so does what it asks
    of the fixture.
    """
    nodes = list(ast.walk(ast.parse(block.code)))
    imported = [
        f"{node.module}.{alias.name}"
        for node in nodes
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("mockgemini")
        for alias in node.names
    ]
    asked = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "mockgemini"
    }

    assert [] == [name for name in imported if not is_there(name)]
    assert set() == {name for name in asked if not hasattr(MockGemini(), name)} - set(dir(ours))


def is_there(name):
    """
    Whether a dotted name can be imported.
    """
    module, _, what = name.rpartition(".")
    return hasattr(importlib.import_module(module), what)


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
        assert (ROOT / words[0]).is_file() or words[0] in {"curl", "docker", "pip"}


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
    text = CODE.sub("", path.read_text(encoding="utf-8"))

    assert [] == [link for link in LINK.findall(text) if not (path.parent / link).exists()]
