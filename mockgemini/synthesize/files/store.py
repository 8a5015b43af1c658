"""
The files of one space: uploaded, generated or registered; listed, waited for, downloaded, deleted.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import parse_qs

from mockgemini.clock import INSTANT, Clock, Pace
from mockgemini.exchange import Payload, Reply, Request
from mockgemini.jsontext import Json, parse
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.files import answers
from mockgemini.synthesize.files.metadata import Metadata
from mockgemini.synthesize.files.stored import Source, State, StoredFile
from mockgemini.synthesize.files.uploads import Uploads
from mockgemini.synthesize.ids import word
from mockgemini.wire.operation import Kind, operation, plain_path
from mockgemini.wire.refusal import Refusal, Refused, invalid

LIFE = timedelta(hours=48)
"""How long Google keeps a file."""

_PAGE, _LARGEST_PAGE = 10, 100


@dataclass(frozen=True, slots=True)
class Processing:
    """
    How films and sounds become active. At pace instant: after so many looks (a GET, or a list that
    shows it) that find them still in processing. At other paces, and for clients that wait without
    looking: after so many seconds.
    """

    polls: int = 1
    seconds: float = 5.0


@dataclass(slots=True)
class _Entry:
    """
    A file, and what is known of it besides. `began` is in the clock's seconds.
    """

    file: StoredFile
    number: int
    began: float
    looks: int = 0


class FileStore:
    """
    Answers every call of the Files API. The same uploads get the same names from the same dice.
    """

    def __init__(
        self,
        dice: Dice,
        clock: Clock,
        pace: Pace = INSTANT,
        *,
        processing: Processing | None = None,
    ) -> None:
        self._dice = dice
        self._clock = clock
        self._pace = pace
        self._processing = Processing() if processing is None else processing
        self._entries: dict[str, _Entry] = {}
        self._made = 0
        self._times: dict[str, int] = {}
        self._uploads = Uploads(dice, self._keep, self._accept)

    async def respond(self, request: Request) -> Reply:
        """
        The answer to a call of the Files API; 404 for what is none.
        """
        call = operation(request.method, request.path)
        if call.kind is Kind.FILE_UPLOAD and plain_path(request.path) == "/upload/files":
            return await self._uploads.respond(request)
        answer = _ANSWERS.get(call.kind)
        if answer is None:
            return Refusal(404, "not_found", "Method not found.").google()
        if call.kind is Kind.FILE_REGISTER:
            await request.body.whole()
        try:
            return answer(self, request, call.id or "")
        except Refused as error:
            return error.refusal.google()

    def find(self, uri_or_name: str) -> StoredFile | None:
        """
        A file by `files/<id>` or by its uri, be the host Google's or ours; also by the address it
        is downloaded from, or registered under.
        """
        found = _REFERENCE.fullmatch(uri_or_name)
        if found is not None:
            entry = self._entry(found[1])
            return entry.file if entry is not None else None
        files = (entry.file for entry in self._living())
        return next((file for file in files if file.registered == uri_or_name), None)

    def add_generated(
        self, content: bytes | Payload, mime_type: str, display_name: str | None = None
    ) -> StoredFile:
        """
        Keep something that was made here; it can be used and downloaded at once.
        """
        payload = content if isinstance(content, Payload) else Payload(content)
        metadata = Metadata(display_name=display_name, mime_type=mime_type)
        return self._add(metadata, payload, "GENERATED", "ACTIVE")

    def reset(self) -> None:
        """
        Forget all files and uploads, so that everything happens as it first did.
        """
        self._entries.clear()
        self._times.clear()
        self._made = 0
        self._uploads.reset()

    def __len__(self) -> int:
        return len(self._living())

    # --- what comes in --------------------------------------------------------------------------

    def _accept(self, metadata: Metadata) -> None:
        if metadata.name is not None and self._entry(metadata.name) is not None:
            raise Refused(Refusal(409, "already_exists", "Requested entity already exists"))

    def _keep(self, metadata: Metadata, payload: Payload) -> StoredFile:
        self._accept(metadata)
        is_slow = (metadata.mime_type or "").startswith(("video/", "audio/"))
        state: State = "PROCESSING" if is_slow and self._takes_time else "ACTIVE"
        return self._add(metadata, payload, "UPLOADED", state)

    @property
    def _takes_time(self) -> bool:
        if self._pace.is_instant:
            return self._processing.polls > 0
        return self._processing.seconds > 0

    def _add(
        self, metadata: Metadata, payload: Payload, source: Source, state: State
    ) -> StoredFile:
        today = self._clock.today()
        dice = self._thrown(payload.digest())
        file = StoredFile(
            name=metadata.name or self._free_name(dice),
            mime_type=metadata.mime_type or "application/octet-stream",
            payload=payload,
            created=today,
            updated=today,
            expires=today + LIFE,
            display_name=metadata.display_name,
            state=state,
            source=source,
            nanoseconds=dice.integer(0, 999),
            size=payload.size,
        )
        return self._put(file)

    def _put(self, file: StoredFile) -> StoredFile:
        self._made += 1
        self._entries[file.name] = _Entry(file, self._made, self._clock.now())
        return file

    def _thrown(self, label: str) -> Dice:
        """
        Dice for the next file of these bytes: what else is uploaded meanwhile does not matter.
        """
        times = self._times[label] = self._times.get(label, 0) + 1
        return self._dice.fork(f"file {label} {times}")

    def _free_name(self, dice: Dice) -> str:
        name = f"files/{word(dice, 12)}"
        while name in self._entries:
            name = f"files/{word(dice, 12)}"
        return name

    # --- what is known --------------------------------------------------------------------------

    def _living(self) -> list[_Entry]:
        return [entry for name in list(self._entries) if (entry := self._entry(name)) is not None]

    def _entry(self, name: str) -> _Entry | None:
        """
        The entry of that name as it is by now; None where there is none, or no longer.
        """
        entry = self._entries.get(name)
        if entry is None:
            return None
        age = self._clock.now() - entry.began
        if age >= LIFE.total_seconds():
            del self._entries[name]
            return None
        factor = 1.0 if self._pace.is_instant else self._pace.factor
        if age >= self._processing.seconds * factor:
            self._activate(entry)
        return entry

    def _look(self, entry: _Entry) -> StoredFile:
        if self._pace.is_instant and entry.looks >= self._processing.polls:
            self._activate(entry)
        entry.looks += 1
        return entry.file

    def _activate(self, entry: _Entry) -> None:
        if entry.file.state == "PROCESSING":
            entry.file = replace(entry.file, state="ACTIVE", updated=self._clock.today())

    def _known(self, file_id: str) -> _Entry:
        entry = self._entry(f"files/{file_id}")
        if entry is None:
            words = f"You do not have permission to access the File {file_id} or it may not exist."
            raise Refused(Refusal(403, "permission_denied", words))
        return entry

    # --- what is answered -----------------------------------------------------------------------

    def _get(self, request: Request, file_id: str) -> Reply:  # noqa: ARG002 - all are called alike
        return answers.told(self._look(self._known(file_id)).resource())

    def _delete(self, request: Request, file_id: str) -> Reply:  # noqa: ARG002
        del self._entries[self._known(file_id).file.name]
        return answers.told({})

    def _list(self, request: Request, file_id: str) -> Reply:  # noqa: ARG002
        query = parse_qs(request.query)
        size = _page_size(_first(query, "pageSize", "page_size"))
        below = _number(_first(query, "pageToken", "page_token"))
        newest = sorted(self._living(), key=lambda entry: -entry.number)
        left = [entry for entry in newest if below is None or entry.number < below]
        page: dict[str, Json] = {}
        if left:
            page["files"] = [self._look(entry).resource() for entry in left[:size]]
        # An empty token would send the JavaScript SDK round for ever.
        if len(left) > size:
            page["nextPageToken"] = _token(left[size - 1].number)
        return answers.told(page)

    def _download(self, request: Request, file_id: str) -> Reply:
        file = self._known(file_id).file
        if not request.path.startswith("/download/"):
            query = f"?{request.query}" if request.query else ""
            return answers.moved(f"{request.base}/download{request.path}{query}")
        return answers.content(file.payload, file.mime_type)

    def _register(self, request: Request, file_id: str) -> Reply:  # noqa: ARG002
        uris = _uris(request.body.payload.read())
        return answers.told({"files": [self._registered(uri).resource() for uri in uris]})

    def _registered(self, uri: str) -> StoredFile:
        ending = uri.rpartition(".")[2].lower()
        today = self._clock.today()
        dice = self._thrown(uri)
        return self._put(
            StoredFile(
                name=self._free_name(dice),
                mime_type=_ENDINGS.get(ending, "application/octet-stream"),
                payload=Payload(),
                created=today,
                updated=today,
                expires=today + LIFE,
                source="REGISTERED",
                registered=uri,
                nanoseconds=dice.integer(0, 999),
            )
        )


_ANSWERS: dict[Kind, Callable[[FileStore, Request, str], Reply]] = {
    Kind.FILE_GET: FileStore._get,  # noqa: SLF001 - the class's own table
    Kind.FILE_DELETE: FileStore._delete,  # noqa: SLF001
    Kind.FILE_LIST: FileStore._list,  # noqa: SLF001
    Kind.FILE_DOWNLOAD: FileStore._download,  # noqa: SLF001
    Kind.FILE_REGISTER: FileStore._register,  # noqa: SLF001
}

_REFERENCE = re.compile(r"(?:https?://[^?#]+/v\d\w*/)?(files/[a-z0-9-]+)(?::download)?(?:\?[^#]*)?")

_ENDINGS = {
    "pdf": "application/pdf",
    "csv": "text/csv",
    "txt": "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
    "wav": "audio/wav",
    "mp3": "audio/mp3",
    "mp4": "video/mp4",
    "mov": "video/mov",
}


def _first(query: dict[str, list[str]], *names: str) -> str | None:
    return next((query[name][0] for name in names if name in query), None)


def _page_size(text: str | None) -> int:
    if text is None:
        return _PAGE
    if re.fullmatch(r"-?\d{1,9}", text) is None:
        raise invalid(f"Invalid value at 'page_size' (TYPE_INT32), \"{text}\"")
    if int(text) < 0:
        raise invalid(f"Invalid value at 'page_size': {text} is less than 0.")
    return min(int(text), _LARGEST_PAGE) or _PAGE


def _token(number: int) -> str:
    return base64.urlsafe_b64encode(b"file %d" % number).decode()


def _number(token: str | None) -> int | None:
    """
    The inverse of `_token`; None where there is none, or an empty one.
    """
    if not token:
        return None
    try:
        plain = base64.urlsafe_b64decode(token.encode())
    except binascii.Error:
        plain = b""
    found = re.fullmatch(rb"file (\d{1,18})", plain)
    if found is None:
        raise invalid(f"Invalid page token '{token}'.")
    return int(found[1])


def _uris(body: bytes) -> list[str]:
    try:
        value = parse(body.decode())
    except ValueError:
        raise invalid("Invalid JSON payload received.") from None
    uris = value.get("uris") if isinstance(value, dict) else None
    if not isinstance(uris, list) or not uris:
        raise invalid("Invalid value at 'uris': a list of addresses was expected.")
    found: list[str] = []
    for uri in uris:
        if not isinstance(uri, str) or not uri.startswith("gs://"):
            raise invalid(f"Invalid value at 'uris': {uri!r} is no address of Cloud Storage.")
        found.append(uri)
    return found
