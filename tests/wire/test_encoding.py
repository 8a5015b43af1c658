import json

from hypothesis import given
from samples.outcome_strategies import json as values

from mockgemini.wire.encoding import encode, spell


@given(values)
def test_nothing_is_lost(value):
    """
    What is written is read back.
    """
    assert value == json.loads(encode(value))


def test_spelling():
    """
    Compact, in UTF-8; half a surrogate pair, which has no bytes there, is escaped.
    """
    assert '{"a":"<ü&>","b":[1,2]}'.encode() == encode({"a": "<ü&>", "b": [1, 2]})
    assert '"\\u00fc\\ud83d"' == spell("ü\ud83d")
