"""
Cassettes that were cut short or damaged, at every byte.
"""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from samples.cassette_texts import everything, read
from samples.cassette_values import sample

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.reading import load, loads
from mockgemini.cassette.writing import dump
from mockgemini.errors import CassetteError


def short():
    """
    A cassette with everything in it, small enough to be damaged at every byte.
    """
    return Cassette(sample().header, (*sample().exchanges[:1], *sample().exchanges[2:]))


def test_cut_short_at_any_byte(path):
    """
    A cassette that was cut short is an error, wherever it was cut.
    """
    data = dump(short()).encode()
    end = data.rindex(b"...") + 3

    for size in range(end):
        with pytest.raises(CassetteError, match=r"weather.yaml:\d+: "):
            read(path, data[:size])
    assert everything(short()) == read(path, data[:end])


def test_a_conflict_of_a_merge_is_told_anywhere(path):
    """
    Where a merge has left both sides of a line, that is said, and where it begins.
    """
    lines = dump(short()).splitlines(keepends=True)

    for number, line in enumerate(lines):
        both = ["<<<<<<< HEAD\n", line, "=======\n", line, ">>>>>>> more\n"]
        text = "".join([*lines[:number], *both, *lines[number + 1 :]])
        with pytest.raises(CassetteError, match=rf"weather.yaml:{number + 1}: a conflict of a "):
            read(path, text.encode())


def test_a_part_cut_short_at_any_byte(path):
    """
    An unfinished recording keeps its whole exchanges wherever it was cut, and says that it was.
    """
    part = path.with_name("weather.yaml.part")
    pieces = dump(short()).split("\n- request")
    text = pieces[0] + "".join(f"\n- request{each}\n# whole\n" for each in pieces[1:])
    text = text.replace("...\n", "")
    data, whole = text.encode(), everything(short())
    marks = [found.end() for found in re.finditer(b"# whole\n", data)]
    start = data.index(b"exchanges:\n") + len(b"exchanges:\n")

    for size in range(start, len(data) + 1):
        part.write_bytes(data[:size])
        cassette = load(part)
        count = sum(mark <= size for mark in marks)
        assert whole[:count] == everything(cassette)
        is_between = not data[max([start, *marks[:count]]) : size].strip()
        assert cassette.is_torn is not is_between
    for size in range(start):
        part.write_bytes(data[:size])
        with pytest.raises(CassetteError, match=r"weather.yaml.part:\d+: "):
            load(part)


GOOD = dump(short())


@given(
    st.integers(0, len(GOOD)),
    st.integers(0, 30),
    st.one_of(
        st.text(max_size=3), st.sampled_from(["\n", "  ", "- ", "...\n", "&a ", "{", "'", "|\n"])
    ),
)
def test_any_damage_is_noticed_or_harmless(tmp_path_factory, at, length, instead):
    """
    A damaged cassette is an error with its line, or is read as any reader of YAML reads it.
    """
    text = GOOD[:at] + instead + GOOD[at + length :]
    path = tmp_path_factory.getbasetemp() / "damaged.yaml"

    try:
        count = len(everything(loads(text, path)))
    except CassetteError as error:
        told = str(error)
    else:
        told = f"{path}:1: harmless"
        assert count == len(yaml.load(text, yaml.CSafeLoader)["exchanges"] or [])

    assert re.fullmatch(rf"{re.escape(str(path))}:\d+: .+", told)
