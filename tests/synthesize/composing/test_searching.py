import json
import re

import pytest
import yaml
from samples.shared import RECORDINGS, needs_recordings
from stages.staged import cited, staged

from mockgemini.synthesize.composing.searching import chips, use
from mockgemini.synthesize.composing.used import told
from mockgemini.synthesize.dice import Dice
from mockgemini.wire.brief import Tool
from mockgemini.wire.content import read

TOOL = Tool("google_search")


def searched(prompt, seed=b"", tool=TOOL, **scene):
    return use(staged(prompt, **scene), tool, Dice(seed))


def test_queries_come_from_the_prompt():
    """
    As recorded, the first query is the question without articles.
    """
    used = searched("Who won the Euro 2024 tournament?")

    call, result = used.parts

    assert "who won Euro 2024 tournament" == call.arguments["queries"][0]
    assert call.id == result.call_id
    assert len(call.arguments["queries"]) == len(result.result)


@pytest.mark.parametrize("prompt", ["", "Hi", "Good morning"])
def test_greetings_are_not_searched(prompt):
    """
    What asks nothing is not looked up.
    """
    assert searched(prompt) is None


@pytest.mark.parametrize("seed", [b"1", b"2", b"3"])
def test_citations_are_sentences(seed):
    """
    Every citation cuts out a whole sentence, behind words of any alphabet.
    """
    used = searched("Wie heißt die Hauptstadt – von Österreich?", seed)

    sentences = cited(told("Größe: 日本。", [used]))

    assert 3 <= len(sentences)
    assert all(re.fullmatch(r"[A-Z].*\.", each) for each in sentences)
    assert "I searched the web for **wie heißt die Hauptstadt – von Österreich**." == sentences[0]


def test_suggestions_are_safe_html():
    """
    The chips hold the queries, escaped.
    """
    html = chips(["<b> & {x}"], Dice(b""))

    assert "&lt;b&gt; &amp; {x}</a>" in html
    assert html.startswith("<style>\n.container {\n")


def test_search_type_is_the_one_declared():
    """
    A tool that is to find pictures says so in its call.
    """
    tool = Tool("google_search", {"search_types": ["image_search"]})

    call = searched("Who is that there?", tool=tool).parts[0]

    assert "image_search" == call.extra["search_type"]


def test_same_dice_same_search():
    """
    The same scene is searched the same way.
    """
    assert searched("What is new in AI?") == searched("What is new in AI?")


@needs_recordings
@pytest.mark.parametrize("model", ["gemini-2.5-flash", "gemini-3-flash-preview"])
def test_shapes_are_the_recorded_ones(model):
    """
    Call, result and citations have the fields of recorded ones, and no others.
    """
    steps = {step["type"]: step for step in _recorded(model)}
    used = searched("What notable AI developments are there?", model=model)
    text = told("", [used])

    call, result = (read(steps[f"google_search_{use}"]) for use in ("call", "result"))
    annotation = steps["model_output"]["content"][0]["annotations"][0]

    assert _fields(call) == _fields(used.parts[0])
    assert _fields(result) == _fields(used.parts[1])
    assert result.result[0].keys() == used.parts[1].result[0].keys()
    assert annotation.keys() == text.citations[0].keys()
    prefix = "https://vertexaisearch.cloud.google.com/grounding-api-redirect/AUZIYQ"
    assert text.citations[0]["url"].startswith(prefix)


@needs_recordings
def test_recorded_citations_count_bytes():
    """
    Where a recorded text is more than ASCII, its citations cut out sentences by bytes.
    """
    output = next(s for s in _recorded("gemini-3-flash-preview") if s["type"] == "model_output")
    data = output["content"][0]["text"].encode()

    pieces = [data[a["start_index"] : a["end_index"]] for a in output["content"][0]["annotations"]]

    assert len(data) > len(data.decode())
    assert all(re.fullmatch(rb"(?s)[A-Z*].*\.", piece) for piece in pieces)


def _recorded(model):
    if model.startswith("gemini-2"):
        path = RECORDINGS / "vercel-ai/steps/google-search.json"
        return json.loads(path.read_text())["steps"]
    path = RECORDINGS / "rig/steps/google_search_tool_interaction.yaml"
    recorded = next(yaml.safe_load_all(path.read_text()))
    return json.loads(recorded["then"]["body"])["steps"]


def _fields(part):
    there = {name for name in part.__slots__ if getattr(part, name) not in (None, {}, "")}
    return there | {f"extra {key}" for key in part.extra}
