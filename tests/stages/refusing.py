"""
What a refusal says, for the tests of what is refused.
"""

import pytest

from mockgemini.wire.refusal import Refused


def refusal(ask, *arguments):
    """
    The status, the code and the words that `ask` refuses these arguments with.
    """
    with pytest.raises(Refused) as caught:
        ask(*arguments)
    told = caught.value.refusal
    return told.status, told.code, told.message


def words(ask, *arguments):
    """
    The words alone, of an ordinary 400.
    """
    status, code, message = refusal(ask, *arguments)
    assert (status, code) == (400, "invalid_request")
    return message
