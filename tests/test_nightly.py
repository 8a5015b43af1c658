"""
The workflow that is offered to users: it can be read, and says nothing that there is not.
"""

import re
import shlex

import pytest
import yaml
from samples.documents import ROOT

from mockgemini.cli.main import mockgemini
from mockgemini.environment import KEY_VARIABLES
from mockgemini.record.budget import Limits

WORKFLOW = ROOT / "examples/github-actions/nightly.yml"
DOCUMENT = ROOT / "docs/nightly.md"


@pytest.fixture(scope="module")
def job():
    """
    The one job of the workflow.
    """
    told = yaml.safe_load(WORKFLOW.read_text())
    # YAML 1.1 takes the word for a truth value.
    assert {"schedule", "workflow_dispatch"} == set(told[True])
    (job,) = told["jobs"].values()
    return job


def commands(job):
    """
    What the steps run, in words.
    """
    return [shlex.split(step["run"]) for step in job["steps"] if "run" in step]


def test_its_commands_exist(job):
    """
    Each is one that users have: pip, pytest, or one of ours.
    """
    named = [words[:2] for words in commands(job)]

    assert {"pip", "mockgemini", "pytest"} == {words[0] for words in named}
    ours = [words[1] for words in named if words[0] == "mockgemini"]
    assert set(ours) <= set(mockgemini.list_commands(None))


def test_its_options_exist(job, pytestconfig):
    """
    Options of the plugin are spelled as they are, and a budget can be read.
    """
    words = next(words for words in commands(job) if words[0] == "pytest")
    given = dict(word.partition("=")[::2] for word in words[1:])

    assert "verify" == given["--mockgemini-record"]
    assert Limits(50, 200_000) == Limits.parse(given["--mockgemini-budget"])
    for name in given:
        assert pytestconfig.getoption(name, default=pytest) is not pytest, name


def test_it_ends_and_has_the_key_in_one_place(job):
    """
    The secret reaches the one step that needs it, and no run lasts for ever.
    """
    keys = [step["env"] for step in job["steps"] if "env" in step]

    assert [{"GEMINI_API_KEY": "${{ secrets.GEMINI_API_KEY }}"}] == keys
    assert "GEMINI_API_KEY" in KEY_VARIABLES
    assert 0 < job["timeout-minutes"] <= 60


def test_the_document_says_what_the_workflow_does(job):
    """
    The budget of the one is that of the other.
    """
    words = next(words for words in commands(job) if words[0] == "pytest")
    told = re.findall(r"--mockgemini-budget=\S+", DOCUMENT.read_text())

    assert set(told) <= set(words)
