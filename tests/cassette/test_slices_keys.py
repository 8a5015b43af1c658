"""
One exchange, cut out of the bytes of a cassette: in whatever order its keys stand.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.cassette_values import contents

from mockgemini.cassette.outline import Outline
from mockgemini.cassette.slices import Source
from mockgemini.errors import CassetteError

SOURCE = Source(Path("no such folder") / "weather.yaml")
KEYS = {
    "request": "{method: GET, path: /a}\n",
    "revision": "steps\n",
    "note": "|\n    answer: here\n\n    at: now\n",
    "at": "1.5\n",
    "answer": "\n    status: 200\n    text: x\n",
}


def exchanges(text):
    """
    The exchanges that stand here.
    """
    return [each.exchange() for each in Outline(SOURCE, text.encode(), 0).slices()]


def written(keys, between=""):
    """
    An exchange with these keys, and what stands between them.
    """
    return "\n- " + f"{between}  ".join(f"{key}: {KEYS[key]}" for key in keys) + "...\n"


@given(st.permutations([*KEYS]), st.sampled_from(["", "\n", "# between\n", "  # further in\n"]))
def test_the_order_of_keys_does_not_matter(keys, between):
    """
    However its keys are arranged, and whatever comments stand between them, an exchange says the
    same.
    """
    (expected,) = exchanges(written(KEYS))

    (found,) = exchanges(written(keys, between))

    assert contents(expected) == contents(found)
    assert "answer: here\n\nat: now\n" == found.note


@pytest.mark.parametrize("key", ["revision", "note", "at", "answer"])
def test_a_header_may_be_called_as_a_key_of_ours(key):
    """
    A complaint about a header names its line, also where the exchange has a key of that name.
    """
    asked = f"\n    method: GET\n    path: /a\n    headers:\n      {key}: 7\n"
    text = written(KEYS).replace(f" {KEYS['request']}", asked, 1)

    with pytest.raises(CassetteError, match=f"yaml:6: the header '{key}' takes"):
        exchanges(text)


@pytest.mark.parametrize(
    ("spoilt", "line", "problem"),
    [
        ("revision: steps\n  at: 1.5\n", 2, "an exchange has a 'request'"),
        ("request: {method: GET}\n  revision: [\n  at: 1.5\n", 4, "not readable as YAML"),
        ("request: {method: GET, path: /a}\n  revision: 7\n", 3, "'revision' takes a text"),
        ("request: {method: GET, path: /a}\n  b.c: d\n", 2, "expected 'request' and its value"),
    ],
)
def test_what_is_wrong_with_one_key(spoilt, line, problem):
    """
    A complaint is about one key, although several are read at once.
    """
    with pytest.raises(CassetteError, match=rf"yaml:{line}: .*{problem}"):
        exchanges(f"\n- {spoilt}  answer: {{status: 200}}\n...\n")
