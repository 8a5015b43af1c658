"""
What checking found, for people, for programs, and for the servers that read JUnit's XML.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args
from xml.etree import ElementTree as ET

from mockgemini.contract.found import Checked, Found
from mockgemini.contract.lines import parted
from mockgemini.contract.table import aligned
from mockgemini.jsontext import Json
from mockgemini.wire import wording
from mockgemini.wire.deviation import CODES, Severity, place
from mockgemini.wire.wording import counted

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""Worst first."""

_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Report:
    """
    All cassettes that were checked; `unreadable` has a sentence for each that could not be read.
    """

    cassettes: Sequence[Checked] = ()
    unreadable: Sequence[str] = ()

    @property
    def is_good(self) -> bool:
        """
        Is there nothing that would break a client?
        """
        return not self.unreadable and not self.count("breaking")

    def count(self, severity: Severity) -> int:
        """
        How many deviations are of a severity, in all cassettes.
        """
        return sum(each.count(severity) for each in self.cassettes)

    @property
    def passed_over(self) -> Counter[str]:
        """
        The exchanges that no revision describes, by the kind of call.
        """
        return Counter(kind for each in self.cassettes for kind in each.passed_over.values())

    # --- for people ---------------------------------------------------------------------------

    def text(self) -> str:
        """
        A line a deviation, by file, and a line that sums them up. What is only new stands once for
        each kind, at its first place, with its count.
        """
        blocks = [aligned(_rows(each.found)) for each in self.cassettes if each.found]
        if self.unreadable:
            blocks.append(list(self.unreadable))
        return "\n\n".join("\n".join(block) for block in [*blocks, [self.sentence()]])

    def sentence(self) -> str:
        """
        How much was found in how much.
        """
        exchanges = sum(len(each.requests) for each in self.cassettes)
        found = ", ".join(f"{self.count(severity)} {severity}" for severity in SEVERITIES)
        words = [
            found,
            f"in {counted(exchanges, 'exchange')} of {counted(len(self.cassettes), 'cassette')}",
        ]
        if self.unreadable:
            words.append(f"and {len(self.unreadable)} could not be read")
        if passed := self.passed_over:
            kinds = ", ".join(f"{count} × {kind}" for kind, count in sorted(passed.items()))
            words.append(f"(passed over: {kinds})")
        return " ".join(words)

    # --- for programs -------------------------------------------------------------------------

    def json(self) -> str:
        """
        All that was found, as one JSON object with an item for each cassette.
        """
        whole: dict[str, Json] = {
            "counts": {severity: self.count(severity) for severity in SEVERITIES},
            "passed_over": dict(sorted(self.passed_over.items())),
            "unreadable": list(self.unreadable),
            "cassettes": [_cassette(each) for each in self.cassettes],
        }
        return json.dumps(whole, indent=2, ensure_ascii=False)

    def junit(self) -> str:
        """
        A suite for each cassette, a case for each exchange; what breaks clients is a failure.
        """
        suites = ET.Element("testsuites", name="mockgemini check")
        for checked in self.cassettes:
            suites.append(_suite(checked))
        for sentence in self.unreadable:
            suite = ET.SubElement(suites, "testsuite", name="unreadable", tests="1", errors="1")
            case = ET.SubElement(suite, "testcase", name=_xml(sentence.partition(": ")[0]))
            ET.SubElement(case, "error", message=_xml(sentence))
        ET.indent(suites)
        return ET.tostring(suites, encoding="unicode", xml_declaration=True)


def _rows(found: Sequence[Found]) -> Iterator[tuple[str, ...]]:
    kinds = Counter(_kind(each) for each in found)
    for each in found:
        many = kinds.pop(_kind(each), 0)
        if many == 0 and each.severity == "info":
            continue
        yield _row(each, f" (× {many})" if each.severity == "info" and many > 1 else "")


def _kind(found: Found) -> tuple[str, str]:
    _, steps = parted(found.deviation.place)
    return found.code, _INDEX.sub("[]", place(*steps))


def _row(found: Found, behind: str) -> tuple[str, ...]:
    words = f"#{found.exchange} {found.part}"
    return found.where, words, found.severity, found.code, said_of(found) + behind


def said_of(found: Found) -> str:
    """
    What is wrong at a place, on one line, without where the place is.
    """
    _, steps = parted(found.deviation.place)
    at = f"{place(*steps)}: " if steps else ""
    other = f" (line {found.other_line})" if found.other_line else ""
    told = found.deviation
    return wording.line(f"{at}expected {told.expected}{other}, found {told.found}")


def _cassette(checked: Checked) -> Json:
    return {
        "path": str(checked.path) if checked.path is not None else None,
        "exchanges": len(checked.requests),
        "passed_over": {str(number): kind for number, kind in checked.passed_over.items()},
        "deviations": [_deviation(each) for each in checked.found],
    }


def _deviation(found: Found) -> Json:
    told = found.deviation
    return {
        "severity": told.severity,
        "code": told.code,
        "meaning": CODES[told.code].meaning,
        "line": found.line,
        "exchange": found.exchange,
        "part": found.part,
        "event": found.event,
        "place": place(*parted(told.place)[1]),
        "expected": told.expected,
        "found": told.found,
        "other_line": found.other_line or None,
    }


def _suite(checked: Checked) -> ET.Element:
    failed = {each.exchange for each in checked.found if each.severity == "breaking"}
    suite = ET.Element(
        "testsuite",
        name=_xml(str(checked.path)),
        tests=str(len(checked.requests)),
        failures=str(len(failed)),
        skipped=str(len(checked.passed_over)),
    )
    for number, request in enumerate(checked.requests, 1):
        case = ET.SubElement(
            suite, "testcase", name=_xml(f"#{number} {request}"), classname=_xml(str(checked.path))
        )
        if number in checked.passed_over:
            ET.SubElement(case, "skipped", message=f"{checked.passed_over[number]}: no revision")
        _tell(case, checked.of(number))
    return suite


def _tell(case: ET.Element, told: Sequence[Found]) -> None:
    for each in told:
        if each.severity == "breaking":
            failure = ET.SubElement(case, "failure", type=each.code, message=_xml(said_of(each)))
            failure.text = _xml(str(each))
    rest = [_xml(str(each)) for each in told if each.severity != "breaking"]
    if rest:
        ET.SubElement(case, "system-out").text = "\n".join(rest)


_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _xml(text: str) -> str:
    return _NOT_XML.sub("�", text)
