"""
What docs/fidelity.md says is what the code does.
"""

import re

import pytest
from samples.documents import ROOT
from samples.likeness import EXCEPTIONS

from mockgemini.spaces.notices import SECRET
from mockgemini.wire.complaints import Complaint

PAGE = ROOT / "docs" / "fidelity.md"


def table(head, rows):
    """
    A table in Markdown.
    """
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def exceptions():
    """
    What is recorded but not made, or made otherwise, and why.
    """
    return table(["recorded", "why not made so"], [[each.what, each.reason] for each in EXCEPTIONS])


def refusals():
    """
    Every complaint: status, code, words, evidence.
    """
    return table(
        ["status", "code", "message", "known"],
        [
            [str(said.status), f"`{said.code}`", said.text.replace("|", "\\|"), said.evidence]
            for said in (each.value for each in Complaint)
        ],
    )


@pytest.mark.parametrize(
    ("name", "expected"), [("exceptions", exceptions()), ("refusals", refusals())]
)
def test_derived_tables(name, expected):
    """
    The tables on the page are those that the code gives; a failure shows the one to put in.
    """
    found = re.search(f"<!-- {name} -->\n\n(.*?)\n\n<!-- end of", PAGE.read_text(), re.DOTALL)

    assert expected == (found[1] if found else None), f"\n{expected}\n"


def test_the_secret_is_told():
    """
    Receivers of webhooks find on the page what they need to check a signature.
    """
    assert f"`{SECRET}`" in PAGE.read_text()
