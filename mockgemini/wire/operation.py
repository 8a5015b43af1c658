"""
Which call of the API a request is, told from its method and path alone.

Serves every version (`/v1`, `/v1beta`, …) and Vertex-shaped paths alike; knows no bodies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache


class Kind(Enum):
    """
    The calls we tell apart; the value is what a reader is shown.
    """

    CREATE = "create interaction"
    GET = "get interaction"
    CANCEL = "cancel interaction"
    DELETE = "delete interaction"
    FILE_UPLOAD = "upload"
    FILE_LIST = "list files"
    FILE_REGISTER = "register files"
    FILE_DOWNLOAD = "download file"
    FILE_GET = "get file"
    FILE_DELETE = "delete file"
    GENERATE = "generate content"
    STREAM_GENERATE = "stream content"
    COUNT_TOKENS = "count tokens"
    MODEL_LIST = "list models"
    MODEL_GET = "get model"
    OPERATION_GET = "get operation"
    OTHER = "other call"


@dataclass(frozen=True, slots=True)
class Operation:
    """
    A call, and the id of the resource it is about (as in the path), None where it names none.
    """

    kind: Kind
    id: str | None = None

    @property
    def is_interaction(self) -> bool:
        """
        Is it one of the four calls of the Interactions API, which have revisions?
        """
        return self.kind in _INTERACTION

    @property
    def is_file(self) -> bool:
        """
        Is it a call of the Files API, an upload included?
        """
        return self.kind in _FILE

    @property
    def polls(self) -> bool:
        """
        Does a client that repeats this very call wait for a state to change? (A GET whose query
        asks for a stream does not; the path cannot tell.)
        """
        return self.kind in _POLLED


# Not sets: the hash of a member is worked out in Python.
_INTERACTION = (Kind.CREATE, Kind.GET, Kind.CANCEL, Kind.DELETE)
_FILE = tuple(kind for kind in Kind if kind.name.startswith("FILE_"))
_POLLED = (Kind.GET, Kind.FILE_GET, Kind.OPERATION_GET)

# Method and plain path of each call; the group is the id. Batches are polled as operations are.
_CALLS = {
    Kind.CREATE: "POST /interactions()",
    Kind.GET: "GET /interactions/([^/]+)",
    # Google's SDKs say `/cancel`; gateways (LiteLLM 1.106) spell it as Google's other APIs do.
    Kind.CANCEL: "POST /interactions/([^/]+?)[/:]cancel",
    Kind.DELETE: "DELETE /interactions/([^/]+)",
    Kind.FILE_UPLOAD: "(?:POST|PUT) /upload/.+()",
    Kind.FILE_LIST: "GET /files()",
    Kind.FILE_REGISTER: "POST /files:register()",
    Kind.FILE_DOWNLOAD: "GET (?:/download|(?=.+:download$))/files/([^/:]+)(?::download)?",
    Kind.FILE_GET: "GET /files/([^/:]+)",
    Kind.FILE_DELETE: "DELETE /files/([^/:]+)",
    Kind.GENERATE: "POST /(.+):generateContent",
    Kind.STREAM_GENERATE: "POST /(.+):streamGenerateContent",
    Kind.COUNT_TOKENS: "POST /(.+):countTokens",
    Kind.MODEL_LIST: "GET /(?:publishers/[^/]+/)?models()",
    Kind.MODEL_GET: "GET /(?:publishers/[^/]+/)?models/([^/:]+)",
    Kind.OPERATION_GET: "GET /(?:.+/)?(?:operations|batches)/([^/:]+)",
}
_CALL = re.compile("|".join(f"(?P<{kind.name}>{call})" for kind, call in _CALLS.items()))
_OTHER = Operation(Kind.OTHER)
_CREATION = Operation(Kind.CREATE)


@lru_cache(maxsize=512)
def operation(method: str, path: str) -> Operation:
    """
    The call that a method and a path (without query) make; Kind.OTHER for what we do not know.
    """
    return operation_at(method.upper(), plain_path(path))


def operation_at(method: str, plain: str) -> Operation:
    """
    The same, from an upper-case method and a plain path.
    """
    # Nearly all requests are this one; trying the pattern takes ten times as long.
    if plain == "/interactions" and method == "POST":
        return _CREATION
    found = _CALL.fullmatch(f"{method} {plain}")
    if found is None or found.lastgroup is None or found.lastindex is None:
        return _OTHER
    # The call's own group closes last, and the id's group is the one that opens next.
    return Operation(Kind[found.lastgroup], found[found.lastindex + 1] or None)


_HEAD = re.compile(
    r"(/upload|/download)?/v\d+(?:(?:alpha|beta)\d*)?(?=/)(?:/projects/[^/]+/locations/[^/]+(?=/))?"
)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@lru_cache(maxsize=512)
def plain_path(path: str) -> str:
    """
    The path without version and Vertex project; `/upload` and `/download` before them stay.

    Percent-escapes are spelled one way (RFC 3986, 6.2.2): none for unreserved characters, and
    upper-case digits for the others.
    """
    if "%" in path:
        path = _ESCAPE.sub(_spelled, path)
    head = _HEAD.match(path)
    return path if head is None else (head[1] or "") + path[head.end() :]


def _spelled(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()
