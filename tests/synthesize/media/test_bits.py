"""
Bits and the codes made of them.
"""

from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.media.bits import fixed, packed, signed, unsigned


@given(bits=st.text("01", max_size=40), padding=st.sampled_from("01"))
def test_bits_come_back_from_bytes(bits, padding):
    """
    Packed bits are the bits, filled up to whole bytes.
    """
    unpacked = "".join(f"{byte:08b}" for byte in packed(bits, padding))

    assert bits == unpacked[: len(bits)]
    assert set(unpacked[len(bits) :]) <= {padding}
    assert -(-len(bits) // 8) * 8 == len(unpacked)


def test_codes_are_those_of_the_standard():
    """
    The first codes are those of tables 9-2 and 9-3.
    """
    assert ["1", "010", "011", "00100"] == [unsigned(n) for n in range(4)]
    assert ["1", "010", "011", "00100", "00101"] == [signed(n) for n in (0, 1, -1, 2, -2)]
    assert "0101" == fixed(5, 4)
