"""
What the control plane reads: scripts and faults, values or a sentence with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from fuzz.seeds import ROOT
from fuzz.target import Target
from mockgemini.errors import MockGeminiError
from mockgemini.faults.header import parse as header
from mockgemini.faults.reading import loads as faults
from mockgemini.synthesize.scripting.reading import loads as script


def check(data: bytes) -> None:
    """
    The text as both, and as the header that asks for faults.
    """
    text = data.decode(errors="replace")
    for read in (faults, script, lambda text, _: header(text)):
        with suppress(MockGeminiError):
            read(text, "fuzzed")


def inputs() -> Iterator[bytes]:
    """
    What our documentation shows, and the headers of faults.
    """
    for path in sorted((ROOT / "docs").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        yield from (block.encode() for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL))
    yield b'[{"reply": {"text": "x"}, "when": {"text": "y"}, "times": 2}]'
    yield b"cut after_events=4; fail status=503 retry_after=0.5; latency median=0.4 sigma=0.5"


TARGET = Target("scripts", check, inputs)
