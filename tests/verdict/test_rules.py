"""
The table of rules, and the page that tells of it.
"""

import inspect
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.documents import ROOT
from stages.judging import Client, history_of
from stages.scripts import REVISIONS, result

from mockgemini.errors import UsageError
from mockgemini.verdict.rules import NAMES, RULES, rule_names
from mockgemini.wire.outcome import FunctionCall, Text, Thought

PAGE = ROOT / "docs" / "verdict.md"


def told(rule):
    """
    What a rule finds: the first paragraph of its docstring.
    """
    return " ".join(inspect.cleandoc(rule.find.__doc__).split())


def test_the_page_has_all_rules():
    """
    The table on the page is that of the code; a failure shows the one to put in.
    """
    lines = ["| finding | what it is | what to do |", "|---|---|---|"]
    lines += [f"| `{rule.name}` | {told(rule)} | {rule.advice} |" for rule in RULES]
    expected = "\n".join(lines)

    found = re.search(r"<!-- rules -->\n\n(.*?)\n\n<!-- end of", PAGE.read_text(), re.DOTALL)

    assert expected == (found[1] if found else None), f"\n{expected}\n"


def test_advice_is_one_line():
    """
    A rule's name is told once, its advice is a sentence.
    """
    assert len(set(NAMES)) == len(NAMES)
    assert [] == [rule.name for rule in RULES if not re.fullmatch(r"[A-Z].{20,85}\.", rule.advice)]


def test_findings_come_in_the_order_of_requests():
    """
    Whatever rule finds it, what happened first stands first.
    """
    client = Client()
    client.told("x", polls=9)
    job = client.asks(background=True)["id"]
    for status in [400, 400]:
        client.is_refused(status)
    client.looks(job)

    assert [("abandoned_job", (1, 4)), ("retried_refusal", (2, 3))] == client.found


def chats(client, number):
    """
    A question, and one after it.
    """
    client.told("Yes.")
    body = client.asks(f"Really {number}?", stream=number % 2 == 1)
    client.told(Thought("Hm.", signature="c2ln"), Text("No."))
    client.asks("Sure?", previous_interaction_id=body["id"])


def brings_results(client, number):
    """
    Two calls, and their results.
    """
    calls = [FunctionCall("f", {}, f"a{number}"), FunctionCall("g", {}, f"b{number}")]
    client.told(*calls)
    body = client.asks(f"Look {number}.")
    client.told("Fine.")
    results = [result(call.id, "x", call.name) for call in calls]
    client.asks(results, previous_interaction_id=body["id"])


def keeps_history(client, number):
    """
    The same without the server's memory.
    """
    client.told(Thought("Hm.", signature="c2ln"), FunctionCall("f", {}, f"c{number}"))
    body = client.asks(f"Find {number}.", store=False)
    client.told("Fine.")
    client.asks(history_of(f"Find {number}.", body, result(f"c{number}", "x", "f")), store=False)


def waits_for_job(client, number):
    """
    A job, polled until it is done, or cancelled.
    """
    client.told("Done.", polls=number)
    job = client.asks(f"Work {number}.", background=True)["id"]
    for _ in range(2):
        client.looks(job)
    if number > 1:
        client.looks(job, below="/cancel")


@given(
    st.sampled_from(REVISIONS),
    st.lists(st.sampled_from([chats, brings_results, keeps_history, waits_for_job]), max_size=5),
)
def test_a_good_client_is_never_accused(date, doings):
    """
    Whatever a client does as it should, in whatever order and revision, gives no finding.
    """
    client = Client(date)
    for number, doing in enumerate(doings):
        doing(client, number)

    assert [] == client.found


def test_names_are_checked():
    """
    A name that is no rule's is told, with those that are; one name alone is a list of one.
    """
    assert ("retry_storm",) == rule_names("retry_storm")
    with pytest.raises(UsageError, match=r"retry_storm, .*, not 'retry-storm'"):
        rule_names(["retry-storm"])
