import contextlib
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.composing.arithmetic import found


@pytest.mark.parametrize(
    ("prompt", "result"),
    [
        ("What is 12*7?", "84"),
        ("what's 0.1 + 0.2", "0.3"),
        ("(3 + 4) * 2 - 1 please", "13"),
        ("10 divided by 4", "2.5"),
        ("2^10", "1024"),
        ("2 ** 0.5", "1.4142135623730951"),
        ("2 ** -2", "0.25"),
        ("7 // 2", "3"),
        ("7 mod 4", "3"),
        ("-3 + +5", "2"),
        ("1,234 plus 1", "1235"),
        ("3 squared plus 4 squared", "25"),
        ("15% of 80", "12"),
        ("square root of 2", "1.4142135623730951"),
        ("5!", "120"),
        ("the factorial of 6", "720"),
        ("Calculate the 50th Fibonacci number.", "12586269025"),
        ("What is the sum of the first 50 prime numbers? Run code.", "5117"),
        ("sum of the first 3 primes", "10"),
    ],
)
def test_sums_are_right(prompt, result):
    """
    What a prompt asks for in words or signs is worked out as people expect it.
    """
    assert result == found(prompt).result


@pytest.mark.parametrize(
    "prompt",
    [
        "Tell me a joke.",
        "on 2026-05-20 at 10:30",
        "version 1.2.3",
        "3 apples and 4 pears",
        "1/0",
        "9**9**9**9",
        "10 ** 5000",
        "(2 + ) * 3",
        "0 ** -1",
        "999!",
        "the 9999th fibonacci number",
        "sum of the first 99999 primes",
        "1 + " * 100 + "1",
        "2 - (3 * 4",
        "2(3) + 1",
        "10**199 * 10**199 / 3",
    ],
)
def test_what_is_no_sum_is_left_alone(prompt):
    """
    Dates, versions, and what cannot or should not be worked out are no sums.
    """
    assert found(prompt) is None


@given(
    st.integers(-(10**6), 10**6), st.sampled_from("+-*"), st.integers(0, 10**6), st.integers(0, 99)
)
def test_code_prints_the_result(a, sign, b, c):
    """
    Whoever runs the code finds the same number as the answer tells.
    """
    worked = found(f"What is ({a} {sign} {b}) + {c}?")

    assert f"{worked.result}\n" == _printed(worked.code)


@pytest.mark.parametrize(
    "prompt",
    ["90th fibonacci", "sum of the first 20 primes", "12!", "25% of 80.5", "square root of 9"],
)
def test_code_in_words_prints_the_result(prompt):
    """
    So does the code for what was asked in words.
    """
    worked = found(prompt)

    assert float(worked.result) == float(_printed(worked.code))


@pytest.mark.parametrize("piece", ["(", "1 ", "1.", "-", "((1", "1+"])
def test_long_prompts_cost_nothing(piece):
    """
    However long and odd a prompt is, it takes no time to look for sums.
    """
    begin = time.perf_counter()

    found(piece * 200_000)

    assert time.perf_counter() - begin < 0.5


def _printed(code):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(code, "code", "exec"), {})  # noqa: S102 - our own code, in a test only
    return out.getvalue()
