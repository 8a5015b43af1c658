"""
What came out of other tools' recordings, as values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from mockgemini.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Imported:
    """
    One file's exchanges, in its order, and what its reader has to say about them.

    `kind` names the format. `recorded`: when the first exchange was, ISO 8601 in UTC, None where
    the file does not say; `client`: who asked, in the words of `x-goog-api-client`.
    """

    exchanges: list[Exchange]
    warnings: list[str]
    kind: str
    recorded: str | None = None
    client: str | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """
    What a walk over files and folders gave: the files that were read, in order, and the others
    with the reason, one sentence.
    """

    files: list[tuple[Path, Imported]] = field(default_factory=list)
    skipped: list[tuple[Path, str]] = field(default_factory=list)

    @property
    def exchanges(self) -> list[Exchange]:
        """
        All exchanges, in the order of the files.
        """
        return [exchange for _, imported in self.files for exchange in imported.exchanges]

    @property
    def warnings(self) -> list[str]:
        """
        All warnings, each with its file before it.
        """
        return [f"{path}: {text}" for path, imported in self.files for text in imported.warnings]

    def __str__(self) -> str:
        parts = [_count(len(self.files), "file"), _count(len(self.exchanges), "exchange")]
        if self.skipped:
            parts.append(f"{_count(len(self.skipped), 'file')} skipped")
        return ", ".join(parts)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
