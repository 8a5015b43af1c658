"""
What was read sums itself up.
"""

from pathlib import Path

from mockgemini.convert.source import Gathered, Imported
from mockgemini.exchange import Exchange, Reply, Request


def test_a_summary_counts_files_exchanges_and_what_was_skipped():
    """
    The text says how many of each there are; warnings name their file.
    """
    exchanges = [Exchange(Request("GET", f"/{n}"), Reply(200)) for n in range(3)]
    found = Gathered(
        [
            (Path("a"), Imported(exchanges[:1], ["odd"], "HAR")),
            (Path("b"), Imported(exchanges[1:], [], "vcrpy")),
        ],
        [(Path("c"), "no recording")],
    )

    assert "2 files, 3 exchanges, 1 file skipped" == str(found)
    assert exchanges == found.exchanges
    assert ["a: odd"] == found.warnings


def test_nothing_is_a_summary_too():
    """
    Where nothing was found the text says so.
    """
    assert "0 files, 0 exchanges" == str(Gathered())
