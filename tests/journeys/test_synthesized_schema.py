"""
The synthesizer's answers in the older revision against Google's own OpenAPI of December 2025.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass

import pytest
from samples.openapi import errors, needs_openapi
from samples.synthesized_corpus import OLD, answered, corpus, told

pytestmark = needs_openapi


@dataclass(frozen=True)
class Later:
    """
    What the schema of the first week does not know, and which release of Python's SDK brought it.
    """

    pattern: str
    brought: str


LATER = (
    Later(r"\$(\.interaction)?\.status: 'incomplete' is not one of .*", "1.63: a status"),
    Later(r".*\.type: 'file_search_call' is not one of .*", "1.59: a content"),
    Later(r".*\.type: 'google_maps_(call|result)' is not one of .*", "1.68: contents"),
    Later(r"\$\.delta\.type: 'text_annotation' is not one of .*", "1.70: a delta"),
    Later(r".*\.modality: 'document' is not one of .*", "1.75 at the latest: a modality"),
    Later(
        r"\$\.(outputs\[\d+\]|content|delta)\.result: \[\{.* is not valid under any .*",
        "1.75 at the latest: a remote tool's result as a list of contents",
    ),
    Later(
        r"\$\.content: '(name|arguments|server_name|result)' is a required property",
        "recorded in May 2026: a call starts with its id and type alone",
    ),
    Later(r"\$: 'id' is a required property", "recorded where `store` is false"),
)


@dataclass(frozen=True)
class Wrong:
    """
    What the schema finds wrong with an answer.
    """

    name: str
    message: str

    @property
    def later(self):
        """
        What explains it; None where nothing does.
        """
        return next((each for each in LATER if re.fullmatch(each.pattern, self.message)), None)


def wrongs(sdk):
    """
    All that the schema finds wrong with the corpus, whole and streamed, and how much was looked at.
    """
    found, looked = [], Counter()
    for name, requests in corpus(OLD).items():
        client = f"google-genai-sdk/{sdk} gl-python/3.12"
        whole = told(answered(requests, OLD, client=client))
        found += [Wrong(name, each) for each in errors("Interaction", whole)]
        looked["answers"] += 1
        for event in answered(requests, OLD, stream=True, client=client).events[:-1]:
            found += [
                Wrong(name, each) for each in errors("InteractionSseEvent", json.loads(event.data))
            ]
            looked["events"] += 1
    return found, looked


@pytest.mark.parametrize("sdk", ["1.55.0", "1.75.0"])
def test_answers_validate_against_googles_schema(sdk):
    """
    Every answer and every event fits it, but for what later releases brought.
    """
    found, looked = wrongs(sdk)

    print(f"for {sdk}: {looked['answers']} answers, {looked['events']} events")
    for later, count in Counter(each.later for each in found).items():
        print(f"  {count:3} × {later.brought if later else 'not explained'}")
    assert [] == [each for each in found if each.later is None]


def test_every_exception_is_needed():
    """
    Nothing is excused that does not occur.
    """
    assert set(LATER) == {each.later for each in wrongs("1.75.0")[0]}
