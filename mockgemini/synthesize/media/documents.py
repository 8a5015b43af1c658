"""
How many pages a PDF has, without reading more of it than it takes to count them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from mockgemini.synthesize.media.sniffing import Bytes, sniff

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_PAGES = re.compile(rb"/Type\s*/Pages\b(?:(?!endobj).){0,2000}?/Count\s+(\d{1,7})", re.DOTALL)
_COUNT_FIRST = re.compile(rb"/Count\s+(\d{1,7})(?:(?!endobj).){0,2000}?/Type\s*/Pages\b", re.DOTALL)
_OBJECTS = re.compile(rb"/Type\s*/ObjStm(?:(?!stream).){0,1000}?stream\r?\n", re.DOTALL)
_STREAMS = 200
_MOST = 1024 * 1024
"""Bytes of one such stream that are unpacked; a few bytes of zip may be gigabytes of text."""


def pages(data: Bytes) -> int | None:
    """
    The pages there are, else those that the page tree claims; None for what is no PDF.
    """
    if sniff(data) != "application/pdf":
        return None
    texts = [data, *_objects(data)]
    counted = sum(1 for text in texts for _ in _PAGE.finditer(text))
    return counted or max((_claimed(text) for text in texts), default=0)


def _claimed(text: Bytes) -> int:
    found = [*_PAGES.finditer(text), *_COUNT_FIRST.finditer(text)]
    return max((int(each[1]) for each in found), default=0)


def _objects(data: Bytes) -> Iterator[bytes]:
    """
    The streams in which newer PDFs keep their objects.
    """
    for n, found in enumerate(_OBJECTS.finditer(data)):
        if n == _STREAMS:
            return
        packed = data[found.end() : found.end() + _MOST]
        try:
            yield zlib.decompressobj().decompress(packed, _MOST)
        except zlib.error:
            continue
