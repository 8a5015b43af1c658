"""
Media within a request.
"""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.media.given import MIME_TYPES, check, decode
from mockgemini.wire.refusal import Refused

AT = "input[0].content[0]"


@given(data=st.binary(max_size=60), is_padded=st.booleans())
def test_both_alphabets_are_taken(data, is_padded):
    """
    Base64 comes back as bytes in either alphabet, padded or not.
    """
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        text = encode(data).decode()

        assert data == decode(text if is_padded else text.rstrip("="), "image/png", "image", AT)


@pytest.mark.parametrize("text", ["A", "AAA*", "AA AA", "é", "=A=="])
def test_wrong_base64_is_refused_with_its_place(text):
    """
    What is no base64 is a 400 that names the field.
    """
    with pytest.raises(Refused) as caught:
        decode(text, "image/png", "image", AT)

    assert "Invalid input at 'input[0].content[0].data'." == caught.value.refusal.message
    assert (400, "invalid_request") == (caught.value.refusal.status, caught.value.refusal.code)


@pytest.mark.parametrize("kind", MIME_TYPES)
def test_each_kind_has_its_types(kind):
    """
    A kind takes its own types, whatever their case and parameters, and refuses all others.
    """
    for mime_type in MIME_TYPES[kind]:
        check(f"{mime_type.upper()}; rate=24000", kind, AT)

    with pytest.raises(Refused) as caught:
        decode("AAAA", "model/gltf", kind, AT)

    assert f"for 'mime_type' at '{AT}'. Supported values: '" in str(caught.value)


def test_another_kind_takes_any_type():
    """
    Without a kind that is known, and without a type, nothing is refused but wrong base64.
    """
    assert b"\0\0\0" == decode("AAAA", "model/gltf") == decode("AAAA")
