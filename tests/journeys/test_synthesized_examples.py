"""
Our own examples, for the revision of today, in three languages, against a server that has nothing.
"""

import json
import re
import shutil
import sys

import pytest
from journeys.sdks import KEY, Sdk, environment, ran, serving
from samples.example_files import EXAMPLES, examples, lay_out

SDKS = [Sdk("python", "2.34.0"), Sdk("python", "3.4.0"), Sdk("js", "3.1.0")]
LANGUAGES = {"python": "python", "js": "javascript"}

SHOWN = {
    "01": r"limerick",
    "02": r"step: thought\nstep: model_output\n.*printer",
    "03": r"gemini: .*bees.*\n(.*\n)*gemini: .*(.*\n)*.*I keep bees on the roof",
    "04": r"the same: True completed\n.*Lisbon",
    "05": r"gemini: (.*\n)*gemini: (.*\n)*.*three rivers",
    "06": r"image/png, 96 × 64 pixels",
    "07": r"audio/wav, 2\.0 seconds",
    "08": r"video/mp4, 3\.0 seconds",
    "09": r"application/pdf, 3 pages",
    "10": r"lighthouse\.jpg: image/jpeg, \d{4,} bytes",
    "11": r"begun: in_progress\n(now: in_progress\n)+now: completed\n.*pocket calculator",
    "12": r"calls: get_tide\(Lagos\)\ngemini: .*High water at Lagos",
    "13": r"calls: book_table\(4, 2026-05-09, 20:00\)\ngemini: .*\"table\":7",
    "14": r"searches: .*chess.*\n(.*\n)*.*chess",
    "15": r"result: 3087\n",
    "16": r"reads: https://www\.rfc-editor\.org/rfc/rfc1149\n",
    "17": r"asks meteo for \w+\n",
    "18": r"about (delivery|quality|price|other) - (urgent|can wait)\n.+",
    "19": r".+: \d+ m\n",
    "20": r"\[thought\]\n\n\[model_output\]\n(.*\n)*.*sailor(.*\n)*completed, \d+ tokens",
    "21": r"thinks: 1 summary\n(.*\n)*.*grandmother(.*\n)*completed True",
    "22": r"https://www\.gstatic\.com/webp/gallery/1\.jpg",
    "23": r"file: ACTIVE video/mp4\n(.*\n)*.*video/mp4, 3\.0 seconds",
}
"""What each example has to show, whatever its language."""

# Their schemas come from different libraries, so their requests are not quite the same.
OWN_SCHEMAS = {"18", "19"}

# How often each transcript of the shell has a word: answers, events, states.
OF_THE_SHELL = {
    "03": (r'"status":"completed"', 1),
    "04": (r'"type":"user_input"', 2),
    "10": (r"lighthouse\.jpg", 1),
    "11": (r'^in_progress$|"status":"completed"', 3),
    "12": (r'"status":"requires_action"|High water at Lagos', 2),
    "14": (r'"type":"google_search_(call|result)"', 2),
    "15": (r'"type":"code_execution_(call|result)"', 2),
    "16": (r'"type":"url_context_(call|result)"', 2),
    "17": (r'"type":"mcp_server_tool_(call|result)"', 2),
    "18": (r"\\\"topic\\\":", 1),
    "20": (r"^event: (interaction\.created|interaction\.completed|done)$", 3),
}


@pytest.fixture(scope="module")
def server():
    """
    `mockgemini serve`, with no cassette.
    """
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def transcripts(server, tmp_path_factory):
    """
    What all examples told, by SDK; each SDK ran them in a space of its own.
    """
    known = {}

    def of(sdk):
        if sdk not in known:
            known[sdk] = run(sdk, f"{server.url}/s/{sdk}", tmp_path_factory.mktemp(str(sdk)))
        return known[sdk]

    return of


def run(sdk, url, folder):
    """
    All examples with that SDK: number to name, output and traceback.
    """
    if sdk.missing:
        pytest.skip(sdk.missing)
    lay_out(folder)
    programs = [str(path) for path in examples(LANGUAGES[sdk.language])]
    told = ran(sdk.command("examples", *programs), environment(url, KEY), folder)
    assert 0 == told.code, told.err
    return {name[:2]: {"name": name, **each} for name, each in json.loads(told.out).items()}


def test_every_topic_has_an_example_in_each_language():
    """
    There are 23 examples in Python and JavaScript, and 22 with curl: 68, as many as the guide's.
    """
    counts = {language: len(examples(language)) for language in ("python", "javascript", "rest")}
    stems = [{path.stem for path in examples(language)} for language in counts]

    assert {"python": 23, "javascript": 23, "rest": 22} == counts
    assert stems[0] == stems[1]
    assert {"13_function_own_history"} == stems[0] - stems[2]


@pytest.mark.parametrize("number", SHOWN)
@pytest.mark.parametrize("sdk", SDKS, ids=str)
def test_the_example_runs(number, sdk, transcripts):
    """
    The example ends well, and shows what it is there to show.
    """
    told = transcripts(sdk)[number]

    assert told["failed"] is None, told["failed"]
    assert re.search(SHOWN[number], told["out"]), told["out"]


@pytest.mark.parametrize("number", SHOWN)
def test_every_sdk_is_told_the_same(number, transcripts):
    """
    The same example gives the same transcript with every SDK, in both languages.
    """
    oldest, *others = [sdk for sdk in SDKS if not sdk.missing] or [None]
    if not others:
        pytest.skip("there is only one SDK")

    told = transcripts(oldest)[number]["out"]

    assert {str(sdk): told for sdk in others if is_alike(sdk, number)} == {
        str(sdk): transcripts(sdk)[number]["out"] for sdk in others if is_alike(sdk, number)
    }


def is_alike(sdk, number):
    """
    Whether the example sends the very request that Python's does.
    """
    return sdk.language == "python" or number not in OWN_SCHEMAS


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no sh")
@pytest.mark.parametrize("example", examples("rest"), ids=lambda path: path.stem)
def test_the_script_runs(example, server, tmp_path):
    """
    The script ends well, is refused nothing, and shows what it is there to show.
    """
    lay_out(tmp_path)
    pattern, count = OF_THE_SHELL.get(example.stem[:2], (r'"status":"completed"', 1))

    told = ran(["sh", "-e", str(example)], environment(f"{server.url}/s/rest"), tmp_path)

    assert 0 == told.code, told.out + told.err
    assert '"error"' not in told.out
    assert count <= len(re.findall(pattern, told.out, re.MULTILINE)), told.out


def test_the_guide_names_what_is_there():
    """
    The examples' own page has a line for each topic.
    """
    listed = re.findall(r"\| (\d\d) \|", (EXAMPLES / "README.md").read_text())

    assert [path.name[:2] for path in examples("python")] == sorted(listed)
