"""
What makes two requests the same: one key for recording, replay and import alike.

Forgets what SDK generations spell differently and what says nothing (key order, versions, trace
headers). What users add to be forgotten is in `forgetting.py`; nothing here looks at answers.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final, TypeAlias
from urllib.parse import parse_qsl, urlencode

import orjson

from mockgemini.exchange import Headers, Payload, Request
from mockgemini.jsontext import Json, fold, unfold
from mockgemini.redaction import Redactor
from mockgemini.redaction.spooled import cleaned
from mockgemini.wire.forgetting import Rules
from mockgemini.wire.operation import Kind, operation_at, plain_path
from mockgemini.wire.spellings import file_upload, interaction, plain

__all__ = ["Canonical", "Rules", "canonical", "quick", "said_of_upload"]

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
_Clean: TypeAlias = Callable[[str], str]
"""Takes the secrets out of a text."""

_NO_RULES = Rules()
_REDACTOR = Redactor()


@dataclass(slots=True)
class Canonical:
    """
    A request with all forgotten that must not tell two apart.

    `path` is without version; `query` is sorted. `upload` holds the upload's command, offset and
    protocol. `body` is the canonical JSON, None for an empty one; `digest` stands for a body that
    is no JSON: the first 16 hex digits of its SHA-256.
    """

    # Final is for the checker: a frozen dataclass takes five times as long to make.
    method: Final[str]
    path: Final[str]
    query: Final[tuple[tuple[str, str], ...]] = ()
    revision: Final[str | None] = None
    upload: Final[tuple[tuple[str, str], ...]] = ()
    body: Final[Json] = None
    digest: Final[str] = ""

    def text(self) -> str:
        """
        The whole value on one line, for `read`; equal values give equal texts.
        """
        return self._bytes().decode()

    def _bytes(self) -> bytes:
        upload = self.upload
        value = [self.method, self.path, self.query, self.revision, upload, self.digest, self.body]
        try:
            return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        except TypeError:
            # Half a surrogate pair, or an integer of more than 64 bits.
            return _encode(value).encode()

    @classmethod
    def read(cls, text: str) -> Canonical:
        """
        The inverse of `text`.
        """
        method, path, query, revision, upload, digest, body = json.loads(text)
        return cls(method, path, _pairs(query), revision, _pairs(upload), body, digest)

    def key(self) -> bytes:
        """
        A digest of 16 bytes, equal for equal values.
        """
        return hashlib.blake2b(self._bytes(), digest_size=16).digest()

    def __str__(self) -> str:
        query = "?" + urlencode(self.query, safe=":/,$<>*") if self.query else ""
        revision = f" ({self.revision})" if self.revision else ""
        lines = [f"{self.method} {self.path}{query}{revision}"]
        lines += [f"upload {name}: {value}" for name, value in self.upload]
        if self.digest:
            lines.append(f"sha256: {self.digest}")
        elif self.body is not None:
            lines.append(json.dumps(self.body, indent=2, sort_keys=True, ensure_ascii=False))
        return "\n".join(lines)


def _pairs(value: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, item) for name, item in value)


def canonical(
    request: Request,
    revision: str | None,
    rules: Rules = _NO_RULES,
    redactor: Redactor | None = _REDACTOR,
) -> Canonical:
    """
    The canonical form of a request whose body is whole.

    `redactor` takes out of a live request what was taken out of the recorded one; with what is
    already redacted it changes nothing. With None secrets are not looked for, which would take
    longer than all the rest.
    """
    clean = _as_it_is if redactor is None else redactor.clean
    path = plain_path(request.path)
    method = request.method.upper()
    upload = _upload(request)
    is_chunk = bool(upload) and "upload" in dict(upload).get("command", "")
    payload = request.body.payload
    # What was recorded is clean already, and to read a large file takes long.
    if redactor is not None and request.base and (is_chunk or _is_large_text(payload)):
        payload = cleaned(payload, clean)
    body, digest = _body(payload, clean, is_binary=is_chunk)
    kind = operation_at(method, path).kind
    body = _known_spellings(kind, body)
    # The path of a create call is always the same, and holds nothing to be forgotten.
    if kind is not Kind.CREATE or (redactor and redactor.rules) or rules.normalize:
        path = rules.normalized_text(clean(path))
    return Canonical(
        method,
        path,
        _query(request.query, path, rules, clean),
        revision,
        upload,
        rules.applied(None if body == {} else body),
        digest,
    )


def _as_it_is(text: str) -> str:
    return text


def _known_spellings(kind: Kind, body: Json) -> Json:
    if not isinstance(body, dict):
        return body
    if kind is Kind.CREATE:
        return interaction(body)
    if kind is Kind.FILE_UPLOAD:
        return file_upload(body)
    return body


# --- query and headers ------------------------------------------------------------------------

# `alt=sse` is what curl says where the SDKs say `stream`; but it chooses between an array and a
# stream at streamGenerateContent.
_ALT = ("alt", "sse")
_SILENT = frozenset({("stream", "false"), _ALT})


def _query(query: str, path: str, rules: Rules, clean: _Clean) -> tuple[tuple[str, str], ...]:
    if not query:
        return ()
    keeps_alt = ":stream" in path
    pairs = parse_qsl(clean("?" + query)[1:], keep_blank_values=True)
    return tuple(
        sorted(
            (name, rules.normalized_text(value))
            for name, value in pairs
            if name != "key"
            and ((name, value) not in _SILENT or (keeps_alt and (name, value) == _ALT))
        )
    )


_UPLOAD = {
    "x-goog-upload-command": "command",
    "x-goog-upload-offset": "offset",
    "x-goog-upload-protocol": "protocol",
}


def _upload(request: Request) -> tuple[tuple[str, str], ...]:
    """
    What an upload's headers ask for; the file's name is for the display name, which the body has.

    Some generations repeat the protocol with every chunk; it counts where the upload begins.
    """
    found = {
        _UPLOAD[name]: ", ".join(word.strip().lower() for word in value.split(","))
        for name, value in request.headers
        if name in _UPLOAD
    }
    if not found:
        return ()
    if found.get("command", "start") != "start":
        found.pop("protocol", None)
    return tuple(sorted(found.items()))


# --- body -------------------------------------------------------------------------------------

_SHORT = 64 * 1024
_LARGEST_JSON = 64 * 1024 * 1024
_OPENINGS = ("{", "[")
_BLANKS = " \t\r\n"


def _body(payload: Payload, clean: _Clean, *, is_binary: bool) -> tuple[Json, str]:
    """
    The plain JSON of a body, or else its digest; of a large file without reading all of it.
    """
    if is_binary:
        return None, payload.name
    text = _text(payload, clean)
    if text == "":
        return None, ""
    if text is not None and text.lstrip(_BLANKS).startswith(_OPENINGS):
        try:
            return plain(text), ""
        except ValueError:
            pass
    return None, _digest(payload, clean)


def _text(payload: Payload, clean: _Clean) -> str | None:
    """
    The body without secrets and without long base64, as far as `plain` does not see to that; None
    for what is no JSON at the first look.
    """
    if payload.folded is not None:
        return clean(payload.folded)
    if payload.path is not None and not _may_be_json(payload):
        return None
    try:
        text = payload.read().decode()
    except UnicodeDecodeError:
        return None
    # To look for base64 takes as long as to look for secrets, and most bodies have neither. One
    # character is looked for much faster than two.
    is_literal = "$" not in text or '"$' not in text
    if len(text) <= _SHORT and is_literal and clean(text) == text:
        return text
    return clean(fold(text)[0])


def _is_large_text(payload: Payload) -> bool:
    # Of binary files no more than the beginning will be read.
    return payload.path is not None and not _may_be_json(payload)


def _may_be_json(payload: Payload) -> bool:
    if payload.size > _LARGEST_JSON:
        return False
    start = next(payload.pieces(), b"").lstrip(_BLANKS.encode())
    return start.startswith(tuple(opening.encode() for opening in _OPENINGS))


def _digest(payload: Payload, clean: _Clean) -> str:
    """
    The digest of a body that is no JSON, as it is after redaction and without chosen boundaries.
    """
    start = payload.read() if payload.path is None else next(payload.pieces(), b"")
    if start.startswith(b"--"):
        return _multipart(payload, start)
    if payload.path is not None or payload.folded is not None:
        return payload.name
    try:
        folded, blobs = fold(start.decode())
    except UnicodeDecodeError:
        return payload.name
    redacted = clean(folded)
    if redacted == folded:
        return payload.name
    return hashlib.sha256(unfold(redacted, blobs.get).encode()).hexdigest()[:16]


_BOUNDARY = re.compile(rb"--([^\r\n]{1,70})\r?\n")


def _multipart(payload: Payload, start: bytes) -> str:
    """
    The digest with the boundary, which every client makes up anew, cut out wherever it stands.
    """
    found = _BOUNDARY.match(start)
    if found is None:
        return payload.name
    boundary = found[1]
    sha = hashlib.sha256()
    rest = b""
    for piece in payload.pieces():
        *parts, rest = (rest + piece).split(boundary)
        for part in parts:
            sha.update(part + b"<boundary>")
        # The rest may end in the first half of a boundary.
        keep = max(len(rest) - len(boundary) + 1, 0)
        sha.update(rest[:keep])
        rest = rest[keep:]
    sha.update(rest)
    return sha.hexdigest()[:16]


# --- the quick key ----------------------------------------------------------------------------

_QUICK_UP_TO = 4096


def said_of_upload(headers: Headers) -> Headers:
    """
    The headers that tell one request of an upload from the next.
    """
    return tuple([header for header in headers if header[0] in _UPLOAD])


def quick(
    request: Request, revision: str | None, upload: Headers | None = None
) -> tuple[Hashable, bytes] | None:
    """
    A cheap key: equal ones mean equal canonical requests under any rules, unequal ones nothing.

    In two parts, of the head and of the body; there are few different heads. Made of the bytes
    themselves, so JSON is not even parsed. None for a recorded request whose bytes would have to be
    put together from blobs first. `upload`: what `said_of_upload` gives, where that is known.
    """
    body = _quick_body(request.body.payload)
    if body is None:
        return None
    if upload is None:
        upload = said_of_upload(request.headers)
    return (request.method, request.path, request.query, revision, upload), body


def _quick_body(payload: Payload) -> bytes | None:
    if payload.path is not None:
        return payload.name.encode()
    if payload.folded is None:
        data = payload.read()
    elif '"$' in payload.folded:
        return None
    else:
        data = payload.folded.encode()
    return data if len(data) <= _QUICK_UP_TO else hashlib.sha256(data).hexdigest()[:16].encode()
