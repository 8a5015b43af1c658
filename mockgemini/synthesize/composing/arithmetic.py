"""
Sums that are asked for in words or signs, worked out exactly; nothing is ever executed.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

Number: TypeAlias = int | float | Fraction

READ = 2000
"""Characters of a prompt that are looked at."""

_MOST_DIGITS = 200
_MOST_PRIMES = 5000
_MOST_FIBONACCI = 900
_MOST_FACTORIAL = 120


@dataclass(frozen=True, slots=True)
class Sum:
    """
    `code` is Python that would print `result`; `asked` says in words what it is.
    """

    asked: str
    code: str
    result: str


def found(prompt: str) -> Sum | None:
    """
    The sum that a prompt asks for; None where there is none, or none that can be worked out.
    """
    prompt = prompt[:READ]
    for pattern, work in _ASKED:
        match = pattern.search(prompt)
        if match is not None and (worked := work(match)) is not None:
            return worked
    return _expression(prompt)


# --- in words ---------------------------------------------------------------------------------


def _fibonacci(match: re.Match[str]) -> Sum | None:
    place = int(match[1])
    if not 0 < place <= _MOST_FIBONACCI:
        return None
    a, b = 0, 1
    for _ in range(place):
        a, b = b, a + b
    code = f"a, b = 0, 1\nfor _ in range({place}):\n    a, b = b, a + b\nprint(a)\n"
    return Sum(f"Fibonacci number {place}", code, str(a))


def _primes(match: re.Match[str]) -> Sum | None:
    count = int(match[1])
    if not 0 < count <= _MOST_PRIMES:
        return None
    code = (
        "primes = []\nnumber = 2\n"
        f"while len(primes) < {count}:\n"
        "    if all(number % prime for prime in primes):\n        primes.append(number)\n"
        "    number += 1\nprint(sum(primes))\n"
    )
    return Sum(f"the sum of the first {count} prime numbers", code, str(sum(_first_primes(count))))


def _first_primes(count: int) -> list[int]:
    # The n-th prime is less than this for every n above 5.
    limit = 15 if count < 6 else int(count * (math.log(count) + math.log(math.log(count)))) + 1
    sieve = bytearray([1]) * (limit + 1)
    primes: list[int] = []
    for number in range(2, limit + 1):
        if sieve[number]:
            primes.append(number)
            sieve[number * number :: number] = bytes(len(range(number * number, limit + 1, number)))
    return primes[:count]


def _factorial(match: re.Match[str]) -> Sum | None:
    number = int(match[1])
    if number > _MOST_FACTORIAL:
        return None
    code = f"import math\n\nprint(math.factorial({number}))\n"
    return Sum(f"{number}!", code, str(math.factorial(number)))


def _root(match: re.Match[str]) -> Sum | None:
    code = f"import math\n\nprint(math.sqrt({match[1]}))\n"
    return Sum(f"the square root of {match[1]}", code, str(math.sqrt(float(match[1]))))


def _percent(match: re.Match[str]) -> Sum | None:
    part, whole = Fraction(match[1]), Fraction(match[2])
    code = f"print({match[1]} / 100 * {match[2]})\n"
    return Sum(f"{match[1]}% of {match[2]}", code, shown(part * whole / 100))


_NUMBER = r"(\d{1,12}(?:\.\d{1,9})?)"
_ASKED: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Sum | None]], ...] = (
    (re.compile(r"\b(\d{1,4})(?:st|nd|rd|th)\s+fibonacci", re.IGNORECASE), _fibonacci),
    (re.compile(r"sum of the first (\d{1,5}) prime", re.IGNORECASE), _primes),
    (re.compile(r"factorial of (\d{1,4})\b", re.IGNORECASE), _factorial),
    (re.compile(r"\b(\d{1,4})!(?!=)"), _factorial),
    (re.compile(rf"square root of {_NUMBER}", re.IGNORECASE), _root),
    (re.compile(rf"{_NUMBER}\s*(?:%|percent) of {_NUMBER}", re.IGNORECASE), _percent),
)

# --- in signs ---------------------------------------------------------------------------------

_WORDS = (
    (r"\bmultiplied by\b|\btimes\b|×|·", "*"),
    (r"\bdivided by\b|÷", "/"),
    (r"\bto the power of\b|\^", "**"),
    (r"\bplus\b", "+"),
    (r"\bminus\b|−", "-"),
    (r"\bsquared\b", "**2"),
    (r"\bcubed\b", "**3"),
    (r"\bmodulo\b|\bmod\b", "%"),
    (r"(?<=\d),(?=\d{3}\b)", ""),
)
_SPELLED = tuple((re.compile(words, re.IGNORECASE), sign) for words, sign in _WORDS)
_IN_SIGNS = re.compile(r"(?<![\w.])[(+\-\d][\d\s.()+\-*/%]*[\d)](?!\w)")
_ANY_SIGN = re.compile(r"[\d)]\s*(\*\*|//|[+\-*/%])\s*[(+\-\d]")
_A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}")
_LONGEST = 200


def _expression(prompt: str) -> Sum | None:
    plain = _A_DATE.sub(" ", prompt)
    for words, sign in _SPELLED:
        plain = words.sub(sign, plain)
    for match in _IN_SIGNS.finditer(plain):
        expression = " ".join(match[0].split())
        if _ANY_SIGN.search(expression) and (result := _result(expression)) is not None:
            return Sum(expression, f"result = {expression}\nprint(result)\n", result)
    return None


def _power(base: Number, exponent: Number) -> Number:
    digits = abs(float(exponent)) * max(math.log10(abs(float(base)) or 1.0), 0.31)
    if digits > _MOST_DIGITS:
        raise ValueError("too large")
    if exponent == int(exponent):
        return Fraction(base) ** int(exponent)
    return math.pow(base, exponent)


_SIGNS: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
}


def _result(expression: str) -> str | None:
    if len(expression) > _LONGEST:
        return None
    try:
        return shown(_worked(ast.parse(expression, mode="eval").body))
    except (SyntaxError, ArithmeticError, ValueError, RecursionError):
        return None


def _worked(node: ast.expr) -> Number:
    """
    Fractions throughout, so that 0.1 + 0.2 is what people expect; a ValueError for what is no sum.
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Fraction(repr(node.value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        value = _worked(node.operand)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        return _SIGNS[type(node.op)](_worked(node.left), _worked(node.right))
    raise ValueError("no sum")


def shown(value: Number) -> str:
    """
    A number as people write it: whole, or with as many digits as Python prints.
    """
    return str(int(value)) if value == int(value) else str(float(value))
