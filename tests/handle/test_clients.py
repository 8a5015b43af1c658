"""
Clients of Google's own SDK that speak to us, whatever its generation takes.
"""

import sys
from types import ModuleType

import pytest

from mockgemini.errors import UsageError
from mockgemini.handle.clients import client
from mockgemini.server.plaintext import no_tls


class Options:
    """
    What the SDK calls HttpOptions.
    """

    def model_dump(self, *, exclude_none):
        """
        Its fields.
        """
        assert exclude_none
        return {"timeout": 5, "client_args": {"trust_env": False}}


@pytest.fixture
def made(monkeypatch):
    """
    The words that the SDK's client was made with.
    """
    words = {}
    genai = ModuleType("google.genai")
    genai.Client = lambda **given: words.update(given)
    monkeypatch.setitem(sys.modules, "google", ModuleType("google"))
    monkeypatch.setitem(sys.modules, "google.genai", genai)
    return words


def test_a_client_leads_here_and_needs_no_key(made):
    """
    The base URL is ours, a key is made up, and nothing is verified that is not TLS.
    """
    client("http://127.0.0.1:1/s/1")

    assert made["api_key"]
    options = made["http_options"]
    assert "http://127.0.0.1:1/s/1" == options["base_url"]
    assert {"verify"} == options["client_args"].keys()
    assert {"verify", "ssl"} == options["async_client_args"].keys()


@pytest.mark.parametrize(
    "given", [Options(), {"timeout": 5, "client_args": {"trust_env": False}}], ids=["typed", "bare"]
)
def test_own_options_win(made, given):
    """
    What a test gives itself is passed on, in the SDK's own type or as a dict.
    """
    client("http://127.0.0.1:1", api_key="mine", http_options=given)

    options = made["http_options"]
    assert ("mine", 5) == (made["api_key"], options["timeout"])
    assert {"verify", "trust_env"} == options["client_args"].keys()


def test_without_the_sdk_there_is_no_client(monkeypatch):
    """
    Where google-genai is not installed, that is said.
    """
    monkeypatch.setitem(sys.modules, "google.genai", None)

    with pytest.raises(UsageError, match="pip install google-genai"):
        client("http://127.0.0.1:1")


def test_the_context_trusts_nobody():
    """
    A context that was made without reading certificates lets nothing pass as verified.
    """
    assert no_tls().check_hostname
    assert [] == no_tls().get_ca_certs()
