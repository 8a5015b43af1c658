import pytest
from stages.staged import cited, staged

from mockgemini.synthesize.composing.browsing import MOST, state, use
from mockgemini.synthesize.composing.used import told
from mockgemini.synthesize.dice import Dice
from mockgemini.wire.brief import Tool

TOOL = Tool("url_context")


def browsed(prompt):
    return use(staged(prompt), TOOL, Dice(b""))


def test_pages_of_the_prompt_are_read():
    """
    The call names the addresses of the prompt, the result how it went with each.
    """
    used = browsed("Compare https://www.wikipedia.org/ with http://localhost:8080/x, please.")

    call, result = used.parts

    assert {"urls": ["https://www.wikipedia.org/", "http://localhost:8080/x"]} == call.arguments
    assert [
        {"url": "https://www.wikipedia.org/", "status": "success"},
        {"url": "http://localhost:8080/x", "status": "error"},
    ] == result.result
    assert (call.id, False) == (result.call_id, result.is_error)


def test_only_pages_that_were_read_are_cited():
    """
    A citation has the page's own address; what could not be read is not cited.
    """
    used = browsed("https://www.example.com/a http://a.invalid/")

    text = told("Here:", [used])

    assert ["https://www.example.com/a"] == [each["url"] for each in text.citations]
    assert "example.com" == text.citations[0]["title"]
    assert cited(text)[0].endswith(".")
    assert "The page http://a.invalid/ could not be retrieved." in text.text


def test_without_address_nothing_is_read():
    """
    A prompt without an address does not use the tool.
    """
    assert browsed("What is new?") is None


def test_no_more_pages_than_allowed():
    """
    At most twenty pages are read.
    """
    prompt = " ".join(f"https://example.com/{n}" for n in range(30))

    assert MOST == len(browsed(prompt).parts[1].result)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com/", "success"),
        ("https://8.8.8.8/", "success"),
        ("http://127.0.0.1/", "error"),
        ("http://[::1]:80/", "error"),
        ("http://10.1.2.3/", "error"),
        ("http://printer/", "error"),
        ("http://db.internal/", "error"),
        ("http://[broken", "error"),
        ("http:///x", "error"),
    ],
)
def test_only_public_hosts_can_be_reached(url, expected):
    """
    What lies inside a network is out of Google's reach.
    """
    assert expected == state(url)
