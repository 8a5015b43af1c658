"""
Which URLs an API may be recorded from.
"""

import pytest

from mockgemini.errors import UsageError
from mockgemini.record.url import judged


@pytest.mark.parametrize(
    "url",
    [
        "google.test",
        "ftp://google.test",
        "https://",
        "https://google.test/?key=a",
        "https://me:secret@google.test",
        "https://google.test:0",
        "https://google.test:99999",
        "https://[",
    ],
)
def test_what_is_no_address_of_an_api_is_misuse(url):
    """
    An upstream is a scheme, a host, and perhaps a port and a path.
    """
    with pytest.raises(UsageError, match="--upstream takes a URL"):
        judged(url)


def test_the_option_that_gave_it_is_named():
    """
    Who gives it under another name reads that name.
    """
    with pytest.raises(UsageError, match=r"^--mockgemini-upstream takes a URL .* not 'foo'$"):
        judged("foo", "--mockgemini-upstream")
