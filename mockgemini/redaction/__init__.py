"""
What never reaches a disk, a log, an error or the journal: keys, tokens, signed addresses.
"""

from __future__ import annotations

from mockgemini.redaction.keeping import ANSWER_HEADERS, REQUEST_HEADERS, kept
from mockgemini.redaction.redactor import Place, Redactor, Secrets, placeholder, redactor, rule

__all__ = [
    "ANSWER_HEADERS",
    "REQUEST_HEADERS",
    "Place",
    "Redactor",
    "Secrets",
    "kept",
    "placeholder",
    "redactor",
    "rule",
]
