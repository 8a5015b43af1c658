"""
Addresses of the API become relative and lose their keys; others are told apart.
"""

import pytest

from mockgemini.convert.addresses import is_gemini, relative, target


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://generativelanguage.googleapis.com/v1/interactions", True),
        ("https://GenerativeLanguage.googleapis.com./v1/interactions", True),
        ("https://aiplatform.googleapis.com/v1beta1/x", True),
        ("https://us-central1-aiplatform.googleapis.com/v1beta1/x", True),
        ("http://127.0.0.1:8765/v1/interactions", True),
        ("http://[::1]:8765/v1/interactions", True),
        ("http://localhost/v1/interactions", True),
        ("/v1/interactions", True),
        ("https://oauth2.googleapis.com/token", False),
        ("https://evil-generativelanguage.googleapis.com/v1", False),
        ("https://generativelanguage.googleapis.com.evil.example/v1", False),
        ("https://x@bedrock.us-east-1.amazonaws.com/model", False),
        ("data:text/plain,x", False),
        ("wss://generativelanguage.googleapis.com/ws", False),
        ("http://[::1/x", False),
        ("https://user:secret@℀.example/", False),
    ],
)
def test_only_the_api_and_this_machine_are_meant(address, expected):
    """
    The API's hosts, local ones and addresses without any are taken; all others are foreign.
    """
    assert expected == is_gemini(address)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://generativelanguage.googleapis.com", "/"),
        ("/v1/interactions?key=AIzaSy&alt=sse", "/v1/interactions?alt=sse"),
        ("/v1/interactions?KEY=a&access_token=b", "/v1/interactions"),
        ("/v1/a%20b/%E2%9C%93?q=%2B+x&empty=&flag", "/v1/a%20b/%E2%9C%93?q=%2B+x&empty=&flag"),
        ("/v1/a b/✓?q=é", "/v1/a%20b/%E2%9C%93?q=%C3%A9"),
        ("/v1/x:y(z)!*'~{}?a[]=1|2", "/v1/x:y(z)!*'~{}?a[]=1|2"),
        ("/v1/x?a=b#fragment", "/v1/x?a=b"),
    ],
)
def test_path_and_query_stay_as_on_the_wire(address, expected):
    """
    Only keys go, and what cannot be on the wire is percent-encoded.
    """
    assert expected == str(target(address))


def test_a_complaint_repeats_no_password():
    """
    What is no address is said in our own words.
    """
    with pytest.raises(ValueError, match=r"^an address begins with http://, https:// or /$"):
        target("https://user:secret@℀.example/")


def test_upload_addresses_become_relative_and_keep_their_link():
    """
    An upload's id is the same placeholder in the address that was given and in the one asked.
    """
    url = "https://generativelanguage.googleapis.com/upload/v1beta/files?upload_id=AJjja9YwCn3&x=1"

    ((_, given),) = relative((("x-goog-upload-url", url),))

    assert str(target(url)) == given
    assert "AJjja9YwCn3" not in given
    assert given.startswith("/upload/v1beta/files?upload_id=REDACTED_upload_id_")


def test_other_addresses_and_headers_stay():
    """
    A redirect to another host is kept whole, and no other header is touched.
    """
    headers = (("location", "https://storage.example/x"), ("content-type", "https://localhost/"))

    assert headers == relative(headers)


@pytest.mark.parametrize("address", ["v1/interactions", "https- ://g.example/v1"])
def test_a_path_begins_with_a_slash(address):
    """
    What leads nowhere from the top is no address that a request could have gone to.
    """
    assert not is_gemini(address)
    with pytest.raises(ValueError, match="begins with"):
        target(address)
