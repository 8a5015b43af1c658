"""
Bits to bytes, and the number codes that video streams are made of.
"""

from __future__ import annotations


def packed(bits: str, padding: str = "0") -> bytes:
    """
    Text of ones and zeros as bytes; the last one is filled up with `padding`.
    """
    bits += padding * (-len(bits) % 8)
    return int("1" + bits, 2).to_bytes(len(bits) // 8 + 1, "big")[1:]


def fixed(value: int, size: int) -> str:
    """
    A number in so many bits.
    """
    return f"{value:0{size}b}"


def unsigned(value: int) -> str:
    """
    Exp-Golomb code, as H.264 (9.1) has it.
    """
    code = f"{value + 1:b}"
    return "0" * (len(code) - 1) + code


def signed(value: int) -> str:
    """
    The same for numbers that may be negative (9.1.1).
    """
    return unsigned(2 * value - 1 if value > 0 else -2 * value)
