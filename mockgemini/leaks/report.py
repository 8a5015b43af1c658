"""
The secrets that were found, for people, for programs, and for the servers that read JUnit's XML.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from mockgemini.contract.table import aligned
from mockgemini.jsontext import Json
from mockgemini.leaks.leak import Leak
from mockgemini.wire.wording import counted


@dataclass(frozen=True, slots=True)
class Report:
    """
    What was found in all `files`; `foreign` were named, and passed over as none of ours.
    """

    files: Sequence[Path]
    leaks: Sequence[Leak] = ()
    foreign: Sequence[Path] = ()

    @property
    def is_good(self) -> bool:
        """
        Is there nothing that must not be published?
        """
        return not self.leaks

    def text(self) -> str:
        """
        A line a secret, by file, and a line that sums them up.
        """
        rows = aligned((leak.where, _kind(leak), leak.part) for leak in self.leaks)
        return "\n".join([*rows, *([""] if rows else []), self.sentence()])

    def sentence(self) -> str:
        """
        How much was found in how much, and what to do.
        """
        words = f"{counted(len(self.leaks), 'secret')} in {counted(len(self.files), 'file')}"
        if self.foreign:
            words += f" (passed over: {counted(len(self.foreign), 'file')} that no recorder wrote)"
        if self.leaks:
            words += "; revoke what is real, then: mockgemini redact --in-place"
        return words

    def json(self) -> str:
        """
        The same as one JSON object.
        """
        whole: dict[str, Json] = {
            "count": len(self.leaks),
            "files": len(self.files),
            "leaks": [
                {
                    "path": str(leak.path),
                    "line": leak.line,
                    "kind": leak.kind,
                    "known": leak.is_known,
                    "part": leak.part or None,
                }
                for leak in self.leaks
            ],
        }
        return json.dumps(whole, indent=2, ensure_ascii=False)

    def junit(self) -> str:
        """
        A case for each file; every secret in it is a failure.
        """
        suite = ET.Element(
            "testsuite",
            name="mockgemini check --secrets",
            tests=str(len(self.files)),
            failures=str(len({leak.path for leak in self.leaks})),
        )
        for file in self.files:
            case = ET.SubElement(suite, "testcase", name=str(file), classname="secrets")
            for leak in self.leaks:
                if leak.path == file:
                    told = f"{leak.where}: {_kind(leak)} {leak.part}".rstrip()
                    ET.SubElement(case, "failure", type=leak.kind, message=told)
        ET.indent(suite)
        return ET.tostring(suite, encoding="unicode", xml_declaration=True)


def _kind(leak: Leak) -> str:
    return leak.kind if leak.is_known else f"what looks like {leak.kind}"
