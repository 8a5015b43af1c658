"""
A file as the Files API knows it, and how it is told on the wire.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Literal, TypeAlias

from mockgemini.exchange import Payload
from mockgemini.jsontext import Json
from mockgemini.synthesize.media.reading import Reading, read_payload
from mockgemini.wire.refusal import Refusal

State: TypeAlias = Literal["PROCESSING", "ACTIVE"]
Source: TypeAlias = Literal["UPLOADED", "GENERATED", "REGISTERED"]

GOOGLE = "https://generativelanguage.googleapis.com/v1beta/"
"""What a file's uri begins with, whoever serves it."""

_BITS_A_SECOND = 2_000_000
"""Of a film that does not tell how long it is."""


@dataclass(frozen=True)
class StoredFile:
    """
    `name` is `files/<id>`. `nanoseconds` is what its expiration has beyond a datetime's precision.

    A registered file has no bytes here; `registered` is where in Cloud Storage they lie.
    """

    name: str
    mime_type: str
    payload: Payload
    created: datetime
    updated: datetime
    expires: datetime
    display_name: str | None = None
    state: State = "ACTIVE"
    source: Source = "UPLOADED"
    registered: str | None = None
    nanoseconds: int = 0
    size: int = 0

    @property
    def id(self) -> str:
        return self.name.removeprefix("files/")

    @property
    def uri(self) -> str:
        """
        What interactions refer to it by.
        """
        return GOOGLE + self.name

    @property
    def is_active(self) -> bool:
        """
        May interactions use it?
        """
        return self.state == "ACTIVE"

    @cached_property
    def reading(self) -> Reading:
        """
        What its bytes tell of it.
        """
        return read_payload(self.payload)

    def resource(self) -> dict[str, Json]:
        """
        The `File` of the API, in Google's order of keys.
        """
        told: dict[str, Json] = {"name": self.name}
        if self.display_name is not None:
            told["displayName"] = self.display_name
        told["mimeType"] = self.mime_type
        if self.source != "REGISTERED":
            told["sizeBytes"] = str(self.size)
        told["createTime"] = _micro(self.created)
        told["updateTime"] = _micro(self.updated)
        told["expirationTime"] = f"{_micro(self.expires)[:-1]}{self.nanoseconds:03}Z"
        if self.source != "REGISTERED":
            told["sha256Hash"] = base64.b64encode(self.payload.digest().encode()).decode()
        told["uri"] = self.uri
        if self.source == "GENERATED":
            told["downloadUri"] = f"{self.uri}:download?alt=media"
        told["state"] = self.state
        told["source"] = self.source
        if self.is_active and self.mime_type.startswith("video/"):
            told["videoMetadata"] = {"videoDuration": f"{self._film_seconds()}s"}
        return told

    def _film_seconds(self) -> int:
        seconds = self.reading.seconds or self.size * 8 / _BITS_A_SECOND
        return max(1, round(seconds))


def unready(file: StoredFile) -> Refusal:
    """
    What an interaction is refused with that uses a file before it is active.
    """
    words = f"The File {file.id} is not in an ACTIVE state and usage is not allowed."
    return Refusal(400, "invalid_request", words)


def _micro(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
