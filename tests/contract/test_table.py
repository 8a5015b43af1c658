from hypothesis import given
from hypothesis import strategies as st

from mockgemini.contract.table import aligned


def test_columns():
    """
    Cells stand one under the other; nothing is lost at the end of a line.
    """
    assert ["a    bb  c", "aaa  b   ccc"] == aligned([("a", "bb", "c"), ("aaa", "b", "ccc")])
    assert [] == aligned([])


def test_a_long_cell():
    """
    A very long cell pushes its own line only.
    """
    long = "x" * 200

    lines = aligned([(long, "b"), ("a", "b")])

    assert [long + "  b", "a" + " " * 61 + "b"] == lines


@given(st.lists(st.tuples(st.text("ab"), st.text("ab")), min_size=1))
def test_a_line_a_row(rows):
    """
    There are as many lines as rows.
    """
    assert len(rows) == len(aligned(rows))
