"""
The pools of ordinary values: something in each, nothing that could be real.
"""

import re

from mockgemini.synthesize.schema.names import words_of
from mockgemini.synthesize.schema.pools import NAMED, PLACES, PROMPTS, RANGES, TEXTS, WORDS


def test_every_pool_has_several_texts():
    """
    Each pool has two different texts or more, and its name is made of words as names are.
    """
    for name, texts in TEXTS.items():
        assert 1 < len(set(texts)) == len(texts)
        assert name == " ".join(words_of(name))


def test_ranges_run_upwards():
    """
    The least is below the greatest.
    """
    assert all(float(low) < float(high) for low, high in RANGES.values())


def test_addresses_lead_nowhere():
    """
    Addresses belong to the domains that are kept for examples.
    """
    texts = [text for pool in TEXTS.values() for text in pool if re.search("@|://", text)]

    assert texts
    assert all("example.com" in text for text in texts)


def test_names_of_hints_are_words():
    """
    A place is a proper noun, and a prompt is neither.
    """
    assert PLACES < NAMED
    assert NAMED.isdisjoint(PROMPTS)
    assert len(set(WORDS)) == len(WORDS)
