"""
Runs one target in this process: with atheris, guided by what code an input reaches, else blindly.
"""

from __future__ import annotations

import faulthandler
import hashlib
import random
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module, util
from pathlib import Path

from fuzz.mutating import mutated, scrambled
from fuzz.target import Target

LONGEST = 64 * 1024
"""Bytes of an input."""

TIME_LIMIT = 20
"""Seconds that one input may take: the machine may be busy, and every input is small."""

MEMORY_LIMIT = 2048
"""MiB that a target may hold."""


def has_atheris() -> bool:
    """
    Whether inputs can be guided by coverage here.
    """
    return util.find_spec("atheris") is not None


def target_of(module: str) -> Target:
    """
    The target of a module of this folder, instrumented where that is possible.
    """
    if not has_atheris():
        return _loaded(module)
    import atheris  # noqa: PLC0415

    with atheris.instrument_imports(include=["mockgemini"], enable_loader_override=False):
        return _loaded(module)


def _loaded(module: str) -> Target:
    target: Target = import_module(f"fuzz.{module}").TARGET
    return target


def run(target: Target, seconds: float, seed: int, corpus: Path, findings: Path) -> None:
    """
    Fuzz for so many seconds; ends the process with another code than 0 at the first finding.

    `corpus` is a folder that keeps what reached new code.
    """
    for each in target.seeds():
        (corpus / hashlib.sha256(each).hexdigest()[:16]).write_bytes(each[:LONGEST])
    if has_atheris():
        _guided(target, seconds, seed, corpus, findings)
    else:
        _blindly(target, seconds, seed, corpus, findings)


def _guided(target: Target, seconds: float, seed: int, corpus: Path, findings: Path) -> None:
    import atheris  # noqa: PLC0415

    others = [path.read_bytes() for path in sorted(corpus.iterdir())]

    def mutator(data: bytes, max_size: int, number: int) -> bytes:
        rng = random.Random(number)  # noqa: S311 - reproducible is what it has to be
        if target.is_json and rng.random() < 0.8:
            return mutated(data, others, rng)[:max_size]
        found: bytes = atheris.Mutate(data, max_size)
        return found

    options = [
        f"-max_total_time={max(int(seconds), 1)}",
        f"-seed={seed}",
        f"-timeout={TIME_LIMIT}",
        f"-rss_limit_mb={MEMORY_LIMIT}",
        f"-max_len={LONGEST}",
        f"-artifact_prefix={findings}/{target.name}-",
        "-print_final_stats=1",
    ]
    atheris.Setup(
        [sys.argv[0], *options, str(corpus)], _noting(target.check), custom_mutator=mutator
    )
    atheris.Fuzz()


def _noting(check: Callable[[bytes], None]) -> Callable[[bytes], None]:
    def checked(data: bytes) -> None:
        try:
            check(data)
        except Exception:
            traceback.print_exc()
            raise

    return checked


def _blindly(target: Target, seconds: float, seed: int, corpus: Path, findings: Path) -> None:
    rng = random.Random(seed)  # noqa: S311 - as above
    inputs = [path.read_bytes() for path in sorted(corpus.iterdir())]
    ends, runs = time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        data = rng.choice(inputs)
        if target.is_json and rng.random() < 0.8:
            data = mutated(data, inputs, rng)
        else:
            data = scrambled(data, rng)
        data = data[:LONGEST]
        at = findings / f"{target.name}-{hashlib.sha256(data).hexdigest()[:16]}"
        at.write_bytes(data)
        faulthandler.dump_traceback_later(TIME_LIMIT, exit=True)
        try:
            target.check(data)
        finally:
            faulthandler.cancel_dump_traceback_later()
        at.unlink()
        runs += 1
    print(f"stat::number_of_executed_units: {runs}", file=sys.stderr)
