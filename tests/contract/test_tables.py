"""
The tables in docs/contract.md.
"""

import runpy
from pathlib import Path

from samples.openapi import needs_openapi

ROOT = Path(__file__).parents[2]
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "contract-tables"))
PAGE = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")


def test_they_are_fresh():
    """
    The page has the tables that the code gives; scripts/contract-tables writes them.
    """
    assert SCRIPT["written"](PAGE) == PAGE


def test_all_are_there():
    """
    Every table stands on the page, and none is empty.
    """
    for name in SCRIPT["TABLES"]:
        _, _, rest = PAGE.partition(f"<!-- table: {name} -->\n\n|")
        assert len(rest.partition("<!-- end -->")[0].splitlines()) > 3, name


@needs_openapi
def test_googles_document_is_told():
    """
    The comparison with Google's document is made anew where the document is at hand.
    """
    assert SCRIPT["openapi"]() in PAGE
