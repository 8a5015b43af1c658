"""
The errors of the search, and which of them end it.
"""

from mockgemini.synthesize.schema.trouble import (
    GivenUpError,
    NoInstanceError,
    SchemaError,
    TooDeepError,
    UnreadableError,
)


def test_an_error_knows_its_innermost_reason():
    """
    The root is the reason itself, where no other is named.
    """
    plain = NoInstanceError("type", "/a", "why")
    wrapped = NoInstanceError("anyOf", "", "none of its ways, as why", plain.root)

    assert ("type", "/a", "why", "why") == (plain.keyword, plain.place, plain.why, plain.root)
    assert ("why", "none of its ways, as why") == (wrapped.root, str(wrapped))


def test_only_what_may_fit_elsewhere_is_tried_again():
    """
    A broken schema and a search without end are no reason to try the next way.
    """
    assert issubclass(TooDeepError, NoInstanceError)
    assert not issubclass(GivenUpError, NoInstanceError)
    assert not issubclass(UnreadableError, NoInstanceError)
    assert issubclass(GivenUpError, SchemaError)
