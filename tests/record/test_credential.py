import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.record.credential import Credential, without_secrets

REAL = Credential("the-real-key", frozenset({"dummy", "mockgemini"}))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("x-goog-api-key", "dummy", "the-real-key"),
        ("x-goog-api-key", " mockgemini ", "the-real-key"),
        ("x-goog-api-key", "my-own", "my-own"),
        ("authorization", "Bearer dummy", "Bearer the-real-key"),
        ("authorization", "bearer my-own", "bearer my-own"),
        ("authorization", "Basic dummy", "Basic dummy"),
        ("x-other", "dummy", "dummy"),
    ],
)
def test_the_real_key_takes_the_dummys_place(name, value, expected):
    """
    Only where a client sent a dummy as its key does the real one go out.
    """
    assert ((name, expected),) == REAL.headers(((name, value),))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ""),
        ("key=dummy", "key=the-real-key"),
        ("a=%20&key=dummy&b", "a=%20&key=the-real-key&b"),
        ("key=my%2Down", "key=my%2Down"),
        ("monkey=dummy", "monkey=dummy"),
    ],
)
def test_the_real_key_goes_into_the_query(query, expected):
    """
    A dummy in `key=` is replaced; all else keeps its spelling.
    """
    assert expected == REAL.query(query)


def test_without_a_real_key_all_passes():
    """
    A recorder that has no key of its own changes nothing, and adds nothing.
    """
    none = Credential(None, frozenset({"dummy"}))

    assert (("x-goog-api-key", "dummy"),) == none.headers((("x-goog-api-key", "dummy"),))
    assert "key=dummy" == none.query("key=dummy")
    assert () == REAL.headers(())


def test_it_does_not_show_its_key():
    """
    A credential in a log or a traceback holds no key.
    """
    assert "the-real-key" not in repr(REAL)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ""),
        ("key=a", ""),
        ("a=1&key=a&b=2", "a=1&b=2"),
        ("KEY=a&access_token=b&c", "c"),
        ("k%65y=a&x=%20", "x=%20"),
    ],
)
def test_a_kept_query_has_no_key(query, expected):
    """
    However its name is spelled, a key is not kept; all else is.
    """
    assert expected == without_secrets(query)


@given(st.text("abkey=&%20"))
def test_taking_secrets_out_twice_changes_nothing(query):
    """
    What is left has no secrets.
    """
    once = without_secrets(query)

    assert once == without_secrets(once)
