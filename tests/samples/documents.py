"""
The documents for users, and the code that stands in them.
"""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """
    One block of code; `line` is where it begins.
    """

    path: Path
    line: int
    language: str
    code: str

    def __str__(self):
        return f"{self.path.relative_to(ROOT)}:{self.line}"


def documents():
    """
    The files that users read.
    """
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]


def blocks(language):
    """
    All blocks in a language, in the order of the documents.
    """
    return [
        Block(path, text.count("\n", 0, found.start()) + 1, found[1], found[2])
        for path in documents()
        for text in [path.read_text(encoding="utf-8")]
        for found in _BLOCK.finditer(text)
        if found[1] == language
    ]
