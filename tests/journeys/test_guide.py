"""
Every example of the guide, as printed, against a server that has nothing but its wits.
"""

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from journeys.sdks import KEY, SDKS, Sdk, environment, post, ran, serving
from samples.guide import GOOGLE, Example, examples, lay_out, needs_guide

pytestmark = needs_guide

PYTHON, JAVASCRIPT = Sdk("python", "1.55.0"), Sdk("js", "1.33.0")
CREATES = "from google import genai\nclient = genai.Client()\n"
CREATES_JS = "import { GoogleGenAI } from '@google/genai';\nconst client = new GoogleGenAI({});\n"

# The examples fetch a picture from the web first; here it comes from the folder.
REQUESTS = """
class Answer:
    content = open("cats-and-dogs.png", "rb").read()
def get(url):
    return Answer
"""
NODE_FETCH = """
import * as fs from 'fs';
export default async () => ({ buffer: async () => fs.readFileSync('cats-and-dogs.png') });
"""


@pytest.fixture(scope="module")
def server():
    """
    `mockgemini serve`, with no cassette.
    """
    with serving() as running:
        yield running


@pytest.fixture
def folder(tmp_path):
    """
    Where an example runs: what it reads, and what it imports.
    """
    lay_out(tmp_path)
    (tmp_path / "stand_ins").mkdir()
    (tmp_path / "stand_ins" / "requests.py").write_text(REQUESTS)
    modules = tmp_path / "node_modules"
    installed = SDKS / "js-1.33.0" / "node_modules"
    if installed.is_dir():
        modules.mkdir()
        for each in installed.iterdir():
            (modules / each.name).symlink_to(each)
    (modules / "node-fetch").unlink(missing_ok=True)
    (modules / "node-fetch").mkdir(parents=True)
    (modules / "node-fetch" / "index.mjs").write_text(NODE_FETCH)
    (modules / "node-fetch" / "package.json").write_text('{"exports": "./index.mjs"}')
    return tmp_path


def whole(example: Example, url: str) -> str:
    """
    The example, with the help that the guide's fragments need.
    """
    code = example.code
    if "<YOUR_INTERACTION_ID>" in code:
        made = post(f"{url}/v1beta/interactions", {"model": "gemini-2.5-flash", "input": "Hi"})
        code = code.replace("<YOUR_INTERACTION_ID>", _id_of(made.read()))
    if example.language == "Python" and "genai.Client()" not in code:
        code = CREATES + code
    if example.language == "JavaScript" and "new GoogleGenAI" not in code:
        code = CREATES_JS + code
    if example.language == "REST":
        # The shell would end its string at the apostrophes of the prompt.
        code = code.replace("'Congratulations! You've", "Congratulations! You have")
        code = code.replace("scam.com'\"", 'scam.com"').replace(GOOGLE, url)
    return code


def _id_of(body: bytes) -> str:
    return json.loads(body)["id"]


def command(example: Example, folder: Path, code: str) -> list[str]:
    """
    What runs the example.
    """
    if example.language == "Python":
        (folder / "example.py").write_text(code, encoding="utf-8")
        return [str(PYTHON.interpreter), "example.py"]
    if example.language == "JavaScript":
        (folder / "example.mjs").write_text(code, encoding="utf-8")
        return ["node", "example.mjs"]
    (folder / "example.sh").write_text(code, encoding="utf-8")
    return ["sh", "-e", "example.sh"]


def missing(example: Example) -> str | None:
    """
    Why the example cannot run here, None if it can.
    """
    if example.language == "REST":
        return None if shutil.which("curl") else "curl is not installed"
    return (PYTHON if example.language == "Python" else JAVASCRIPT).missing


def test_the_guide_has_all_its_examples():
    """
    The guide is cut into 23 examples in Python and JavaScript each, and 22 of the shell.
    """
    counts = Counter(each.language for each in examples())

    assert {"Python": 23, "JavaScript": 23, "REST": 22} == counts


@pytest.mark.parametrize("example", examples(), ids=str)
def test_the_example_runs_as_printed(example, server, folder):
    """
    The example ends well, and tells something.
    """
    if (reason := missing(example)) is not None:
        pytest.skip(reason)
    code = whole(example, server.url)
    env = environment(server.url, KEY, PYTHONPATH=str(folder / "stand_ins"))

    told = ran(command(example, folder, code), env, folder)

    assert 0 == told.code, told.err
    assert told.out.strip()
    assert '"error"' not in told.out, told.out
    if "Status: completed" in told.out:
        # An agent takes its time: whoever polls has to see it at work first.
        assert ["in_progress", "completed"] == re.findall(
            r"^Status: (\w+)$", told.out, re.MULTILINE
        )


def test_two_examples_poll():
    """
    The guide polls its research agent in both languages; those two runs take a nap of ten seconds.
    """
    assert [31, 32] == [each.number for each in examples() if "Status: " in each.code]
