"""
Texts without quotes: taken for what all readers of YAML take them for, or for nothing.
"""

import subprocess
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.cassette.plain import is_ambiguous, plain_value


@pytest.mark.parametrize(
    "text",
    ["yes", "No", "Y", "n", "12:30", "1e3", "0o17", "0x1F", "1_0", ".5", "~", "", "<<", "=", "1."],
)
def test_ambiguous_words(text):
    """
    A plain word that some version of YAML takes for something else is known.
    """
    assert is_ambiguous(text)


@pytest.mark.parametrize("text", ["gemini-2.5-flash", "nowhere", "v1", "1.2.3", "a1e3", "e", "NaN"])
def test_clear_words(text):
    """
    Other words are not.
    """
    assert not is_ambiguous(text)


@given(
    st.one_of(
        st.sampled_from(["yes", "no", "on", "off", "true", "false", "null", "~", "y", "n", "none"])
        .flatmap(lambda word: st.sampled_from([word, word.title(), word.upper(), word + "s"]))
        .flatmap(lambda word: st.sampled_from([word, f"{word}\n", f" {word}"])),
        st.text(alphabet="0123456789-+.:_eExTZ <=~!&*", min_size=1, max_size=12),
        st.text(max_size=6),
    )
)
def test_nothing_that_pyyaml_resolves_is_clear(text):
    """
    Whatever PyYAML takes for something else than text is ambiguous.
    """
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers

    found = [*resolvers.get(text[:1], []), *resolvers.get(None, [])]

    assert is_ambiguous(text) >= any(pattern.match(text) for _, pattern in found)


@pytest.mark.parametrize(
    ("text", "value"),
    [("null", None), ("true", True), ("-7", -7), ("0.5", 0.5), ("1.5e+3", 1500.0), ("v1", "v1")],
)
def test_values(text, value):
    """
    Numbers, switches and null are what JSON has; all else is text.
    """
    assert (value, type(value)) == (plain_value(text), type(plain_value(text)))


@pytest.mark.parametrize(
    "text", ["no", "1_000", "", "1e999", "9" * 5000], ids=lambda text: text[:5]
)
def test_what_has_no_one_meaning(text):
    """
    A text that needs quotes, or a number that nobody can hold, is refused.
    """
    with pytest.raises(ValueError, match="quotes"):
        plain_value(text)


def test_pyyaml_is_not_imported_for_ordinary_texts():
    """
    Words and numbers are told apart without PyYAML, which takes its time to be imported.
    """
    program = (
        "import sys; from mockgemini.cassette.plain import plain_value; "
        "[plain_value(text) for text in ('text', '/v1/interactions', '0.87', '200', 'true')]; "
        "sys.exit('yaml' in sys.modules)"
    )

    assert 0 == subprocess.run([sys.executable, "-c", program], check=False).returncode
