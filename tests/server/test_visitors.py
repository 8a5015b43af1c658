import pytest

from mockgemini.server.visitors import Visitors


def refusal(visitors, host, origin=None):
    return visitors.refusal(host, origin)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8765", "localhost:1", "LOCALHOST", "[::1]", "[::1]:8765"]
)
def test_the_loopback_is_welcome(host):
    """
    A client on this machine may come in, at any port.
    """
    assert refusal(Visitors(), host) is None


@pytest.mark.parametrize(
    "host", [None, "", "evil.example", "localhost.evil.example:80", "127.0.0.1.nip.io", "::1"]
)
def test_a_foreign_host_is_told_the_option(host):
    """
    Any other name is refused, with the option that would allow it.
    """
    assert "--allow-host" in (refusal(Visitors(), host) or "")


def test_an_allowed_host_is_welcome():
    """
    `hosts` are welcome beside the loopback's names.
    """
    visitors = Visitors(frozenset({"mock.test"}))

    assert refusal(visitors, "mock.test:80") is None
    assert refusal(visitors, "other.test:80") is not None


def test_none_lets_every_name_in():
    """
    A server that was bound elsewhere on purpose does not look at the name.
    """
    assert refusal(Visitors(None), "anything") is None


@pytest.mark.parametrize(
    ("origin", "is_refused"),
    [
        (None, False),
        ("http://localhost:3000", False),
        ("http://mock.test", False),
        ("https://evil.example", True),
        ("null", True),
        ("http://[", True),
    ],
)
@pytest.mark.parametrize("hosts", [frozenset({"mock.test"}), None], ids=["named", "all"])
def test_a_foreign_page_may_not_use_the_key(origin, is_refused, hosts):
    """
    With `refuse_origins` a page from elsewhere is refused, even where every Host is welcome.
    """
    visitors = Visitors(hosts, refuse_origins=True)

    assert is_refused == (refusal(visitors, "mock.test", origin) is not None)


def test_origins_do_not_matter_otherwise():
    """
    Without `refuse_origins` any page may ask.
    """
    assert refusal(Visitors(), "localhost", "https://evil.example") is None
