import pytest

from mockgemini.record.addresses import rebuilt, relative
from mockgemini.record.upstream import Upstream

GOOGLE = Upstream("https://google.test")
BELOW = Upstream("http://127.0.0.1:9/s/a/")


@pytest.mark.parametrize(
    ("upstream", "name", "value", "expected"),
    [
        (GOOGLE, "location", "https://google.test/x?y=1", "/x?y=1"),
        (GOOGLE, "location", "https://google.test:443/x", "/x"),
        (GOOGLE, "location", "http://google.test/x", "http://google.test/x"),
        (GOOGLE, "location", "https://cdn.test/x?y", "https://cdn.test/x?y"),
        (GOOGLE, "location", "/x?y", "/x?y"),
        (GOOGLE, "location", "z", "/v1/z"),
        (GOOGLE, "location", "https://[", "https://["),
        (
            GOOGLE,
            "x-goog-upload-url",
            "https://google.test/upload?upload_id=1",
            "/upload?upload_id=1",
        ),
        (GOOGLE, "x-goog-upload-control-url", "https://google.test/u", "/u"),
        (GOOGLE, "x-other", "https://google.test/x", "https://google.test/x"),
        (BELOW, "location", "http://127.0.0.1:9/s/a/v1/x", "/v1/x"),
        (BELOW, "location", "http://127.0.0.1:9/s/ab/v1/x", "http://127.0.0.1:9/s/ab/v1/x"),
    ],
)
def test_upstreams_addresses_become_relative(upstream, name, value, expected):
    """
    An address below upstream is kept without scheme, host and prefix; any other as it is.
    """
    assert ((name, expected),) == relative(((name, value),), upstream, "/v1/y")


def test_a_client_is_given_ours():
    """
    A relative address leads back to where the client reached us, the space included.
    """
    headers = (("location", "/x?y"), ("location", "https://cdn.test/"), ("x-other", "/x"))

    assert (
        ("location", "http://localhost:1/s/a/x?y"),
        ("location", "https://cdn.test/"),
        ("x-other", "/x"),
    ) == rebuilt(headers, "http://localhost:1/s/a")


def test_an_address_of_another_host_is_not_ours():
    """
    What begins with two slashes names a host, and is handed on as it is.
    """
    headers = (("location", "//cdn.test/x"),)

    assert headers == rebuilt(headers, "http://localhost:1")
