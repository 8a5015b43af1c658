"""
Uploads on their way: in pieces to an address of their own, or in one request.

The bytes go to disk piece by piece; a piece that does not arrive whole counts for nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeAlias
from urllib.parse import parse_qs

from mockgemini.exchange import Payload, Reply, Request, Spool
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.files import answers
from mockgemini.synthesize.files.metadata import Metadata, announced
from mockgemini.synthesize.files.multipart import parts
from mockgemini.synthesize.files.stored import StoredFile
from mockgemini.synthesize.ids import word
from mockgemini.wire.refusal import Refusal, Refused, invalid

Keep: TypeAlias = Callable[[Metadata, Payload], StoredFile]
"""Makes a file of what arrived; raises Refused where its name is taken."""

_MOST = 1000
"""Uploads that are remembered; the oldest go first."""

_TERMINATED = Refusal(400, "failed_precondition", "Upload has already been terminated.")


@dataclass(slots=True)
class _Upload:
    """
    One upload in pieces. `file` is there when it is final.
    """

    id: str
    metadata: Metadata
    spool: Spool = field(default_factory=Spool)
    file: StoredFile | None = None
    is_cancelled: bool = False

    @property
    def status(self) -> str:
        if self.is_cancelled:
            return "cancelled"
        return "active" if self.file is None else "final"

    @property
    def received(self) -> int:
        return self.spool.size if self.file is None else self.file.size


class Uploads:
    """
    All uploads of one space. `keep` takes what has arrived; `accept` raises Refused where it would
    not be kept.
    """

    def __init__(self, dice: Dice, keep: Keep, accept: Callable[[Metadata], None]) -> None:
        self._dice = dice
        self._keep = keep
        self._accept = accept
        self._uploads: dict[str, _Upload] = {}
        self._times: dict[str, int] = {}

    def reset(self) -> None:
        """
        Forget all, and begin anew.
        """
        self._uploads.clear()
        self._times.clear()

    async def respond(self, request: Request) -> Reply:
        """
        The answer to any request of the upload server's.
        """
        query = parse_qs(request.query)
        try:
            if "upload_id" in query:
                return await self._continue(query["upload_id"][0], request)
            return await _BY_PROTOCOL[_protocol(request, query)](self, request)
        except Refused as error:
            return answers.refused(error.refusal)

    async def _begin(self, request: Request) -> Reply:
        commands = _commands(request)
        if commands != ["start"]:
            raise invalid(f"An upload begins with the command 'start', not {_quoted(commands)}.")
        metadata = announced(request, (await request.body.whole()).read())
        self._check(metadata)
        upload = _Upload(self._new_id(metadata), metadata)
        self._uploads[upload.id] = upload
        while len(self._uploads) > _MOST:
            self._uploads.pop(next(iter(self._uploads)))
        query = f"upload_id={upload.id}&upload_protocol=resumable"
        return answers.begun(upload.id, f"{request.base}{request.path}?{query}")

    async def _continue(self, name: str, request: Request) -> Reply:
        upload = self._uploads.get(name)
        if upload is None:
            raise Refused(Refusal(404, "not_found", "Requested entity was not found."))
        commands = _commands(request)
        if commands == ["query"]:
            return self._told(upload)
        if upload.status != "active":
            raise Refused(_TERMINATED)
        if commands == ["cancel"]:
            upload.is_cancelled, upload.spool = True, Spool()
            return answers.standing(upload.id, upload.status, upload.received)
        if not commands or not set(commands) <= {"upload", "finalize"}:
            raise invalid(
                "An upload goes on with the command 'upload', 'finalize', 'query' or 'cancel', not "
                f"{_quoted(commands)}."
            )
        return await self._receive(upload, commands, request)

    def _told(self, upload: _Upload) -> Reply:
        if upload.file is not None:
            return answers.final(upload.id, upload.file.resource())
        return answers.standing(upload.id, upload.status, upload.received)

    async def _receive(self, upload: _Upload, commands: list[str], request: Request) -> Reply:
        payload = await request.body.whole()
        if upload.status != "active":  # another request may have ended it meanwhile
            raise Refused(_TERMINATED)
        if "upload" in commands:
            offset = request.header("x-goog-upload-offset") or "0"
            if offset != str(upload.received):
                words = f"Expected the byte at offset {upload.received}, not at '{offset}'."
                return answers.refused(Refusal(400, "invalid_request", words), "active")
            for piece in payload.pieces():
                upload.spool.write(piece)
        if "finalize" not in commands:
            return answers.standing(upload.id, "active", upload.received)
        return self._finish(upload)

    def _finish(self, upload: _Upload) -> Reply:
        received, size = upload.received, upload.metadata.size
        spool, upload.spool = upload.spool, Spool()
        # Whatever comes of it, the bytes are wanted by nobody but the file.
        upload.is_cancelled = True
        if size is not None and size != received:
            raise invalid(f"The upload announced {size} bytes, and {received} have come.")
        upload.file = self._keep(upload.metadata, spool.payload())
        upload.is_cancelled = False
        return answers.final(upload.id, upload.file.resource())

    async def _take(self, request: Request) -> Reply:
        """
        A request whose body is the file.
        """
        metadata = announced(request, b"")
        if metadata.mime_type is None:
            metadata = replace(metadata, mime_type=_content_type(request))
        return self._whole(metadata, await request.body.whole())

    async def _take_parts(self, request: Request) -> Reply:
        """
        A request whose body is what is said of the file, and the file.
        """
        found = parts(request.header("content-type") or "", await request.body.whole())
        metadata = announced(request, found.metadata)
        mime_type = metadata.mime_type or found.mime_type
        return self._whole(replace(metadata, mime_type=mime_type), found.payload)

    def _whole(self, metadata: Metadata, payload: Payload) -> Reply:
        self._check(metadata)
        return answers.final(self._new_id(metadata), self._keep(metadata, payload).resource())

    def _check(self, metadata: Metadata) -> None:
        if metadata.mime_type is None:
            raise invalid(
                "An upload tells the type of the file in the header "
                "X-Goog-Upload-Header-Content-Type or in 'file.mime_type'; neither is there."
            )
        self._accept(metadata)

    def _new_id(self, metadata: Metadata) -> str:
        label = repr(metadata)
        times = self._times[label] = self._times.get(label, 0) + 1
        return "AJjja9" + word(self._dice.fork(f"upload {label} {times}"), 106)


_BY_PROTOCOL = {
    "resumable": Uploads._begin,  # noqa: SLF001 - the class's own table
    "raw": Uploads._take,  # noqa: SLF001
    "multipart": Uploads._take_parts,  # noqa: SLF001
}
_BY_TYPE = {"media": "raw", "multipart": "multipart"}


def _protocol(request: Request, query: dict[str, list[str]]) -> str:
    named = request.header("x-goog-upload-protocol")
    kind = query.get("uploadType", query.get("upload_type", [""]))[0]
    protocol = named or _BY_TYPE.get(kind, "")
    if protocol not in _BY_PROTOCOL:
        told = f"not {named!r}" if named else "and neither that nor a known uploadType is there"
        raise invalid(
            "An upload names its protocol, resumable, raw or multipart, in the header "
            f"X-Goog-Upload-Protocol, {told}."
        )
    return protocol


def _commands(request: Request) -> list[str]:
    words = (request.header("x-goog-upload-command") or "").split(",")
    return [word.strip().lower() for word in words if word.strip()]


def _quoted(commands: list[str]) -> str:
    return "'" + ", ".join(commands) + "'"


# What clients put there that know nothing of the file.
_MEANINGLESS = frozenset({"", "application/x-www-form-urlencoded"})


def _content_type(request: Request) -> str | None:
    named = request.header("content-type") or ""
    return None if named in _MEANINGLESS else named
