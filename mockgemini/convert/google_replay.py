"""
Google's own recordings: those of google/test-server, and the replay files of google-genai.

Both keep parsed JSON, so the bytes are written anew; the second cuts what is no JSON short.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mockgemini.convert.framing import RESTORED, framed
from mockgemini.convert.pairing import PARSED, Pair, Skipped, imported
from mockgemini.convert.places import Place
from mockgemini.convert.source import Imported
from mockgemini.exchange import Headers, first

TEST_SERVER = "google test-server"
REPLAY = "google-genai replay"
ADDRESS = "the address of a request was shortened by the recorder and is restored"
UPLOAD = "the address and headers of an upload were not recorded and are restored"

_STUDIO = "{MLDEV_URL_PREFIX}"
_VERTEX = "{VERTEX_URL_PREFIX}"
_VERSION = re.compile(r"/v\d\w*/")

# The recorder keeps so much of a piece, or of a download, and drops the rest.
_CUT_AT = frozenset({100, 64 * 1024})


def read(document: Place) -> Imported:
    """
    The exchanges of either format; a CassetteError for what is no such file.
    """
    if document.has("replay_id", "replayId"):
        return imported(REPLAY, _Replay().pairs(document))
    return imported(TEST_SERVER, [_pair(each) for each in document.get("interactions").items()])


# --- google/test-server -----------------------------------------------------------------------


def _pair(interaction: Place) -> Pair | Skipped:
    request, response = interaction.get("request"), interaction.get("response")
    line = request.get("request").text("").split(" ")
    method = request.get("method").text(line[0])
    path = request.get("url").text(line[1] if len(line) == 3 else "")
    asked, answered = _lowered(request.get("headers")), _lowered(response.get("headers"))
    body = _segments(request)
    answer = _answer(response, answered, path)
    if _is_lost(body, asked) or _is_lost(answer.body, answered):
        return Skipped("an exchange lacks a body that the recorder did not keep")
    return Pair(
        method=method,
        address=_address(request, path),
        asked=asked,
        body=body[0] if body else b"",
        status=response.get("statusCode", "status_code").whole(200),
        answered=answered,
        answer=answer.body[0] if answer.body else b"",
        remarks=answer.remarks or ((PARSED,) if body else ()),
    )


def _address(request: Place, path: str) -> str:
    host = request.get("serverAddress").text("")
    if not host or "://" in path:
        return path
    port = request.get("port").whole(443)
    return f"{request.get('protocol').text('https')}://{host}:{port}{path}"


def _is_lost(body: list[bytes], given: Headers) -> bool:
    """
    Did the wire carry a body of which the file has nothing?
    """
    return not body and (first(given, "content-length") or "0").strip() not in {"0", ""}


# --- segments, alike in both ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Answer:
    body: list[bytes]
    remarks: tuple[str, ...] = ()


def _segments(side: Place) -> list[bytes]:
    """
    The JSON texts of a body; `null` is none.
    """
    segments = side.get("bodySegments", "body_segments").items()
    return [segment.json() for segment in segments if segment.value is not None]


def _answer(response: Place, answered: Headers, path: str) -> _Answer:
    segments = _segments(response)
    content_type = first(answered, "content-type") or ""
    if content_type.startswith("text/event-stream") or "alt=sse" in path:
        if not segments:
            return _Answer([])
        try:
            return _Answer([framed(segment.decode() for segment in segments)], (PARSED, RESTORED))
        except ValueError:
            raise response.error("an event of a stream is no JSON object") from None
    if len(segments) > 1:
        return _Answer([b"[" + b",\r\n".join(segments) + b"]"], (PARSED,))
    return _Answer(segments, (PARSED,) if segments else ())


def _lowered(place: Place) -> Headers:
    return tuple((name.lower(), value) for name, value in place.headers())


# --- google-genai -----------------------------------------------------------------------------


class _Replay:
    """
    Reads a replay file in order: an upload's second leg has the address that the first was given.
    """

    def __init__(self) -> None:
        self._upload_address = ""

    def pairs(self, document: Place) -> list[Pair | Skipped]:
        return [self._pair(each) for each in document.get("interactions").items()]

    def _pair(self, interaction: Place) -> Pair | Skipped:
        request, response = interaction.get("request"), interaction.get("response")
        answered = _lowered(response.get("headers"))
        address = first(answered, "x-goog-upload-url")
        uploaded_to, self._upload_address = self._upload_address, address or self._upload_address
        url = request.get("url").text("")
        if not url:
            return _upload(request, response, uploaded_to)
        body = [segment for segment in _segments(request) if segment != b"{}"]
        answer = _binary(response) or _answer(response, answered, url)
        remarks = [*answer.remarks, *([PARSED] if body else []), *([ADDRESS] if "{" in url else [])]
        if _CUT_AT & {len(piece) for piece in answer.body if PARSED not in answer.remarks}:
            return Skipped("a download was cut short by the recorder")
        is_empty = first(answered, "content-length") == "0" or address is not None
        return Pair(
            method=request.get("method").text(),
            address=_expanded(url),
            asked=_lowered(request.get("headers")),
            body=body[0] if body else b"",
            status=response.get("status_code", "statusCode").whole(200),
            answered=answered,
            answer=b"" if is_empty else b"".join(answer.body),
            remarks=tuple(dict.fromkeys(remarks)),
        )


def _binary(response: Place) -> _Answer | None:
    segments = [each.base64() for each in response.get("byte_segments", "byteSegments").items()]
    return _Answer(segments) if any(segments) else None


def _upload(request: Place, response: Place, address: str) -> Pair | Skipped:
    """
    The leg that carries a file: recorded with its bytes, or only with the name of the file.
    """
    given = request.get("body_segments", "bodySegments").items()
    if not address or not given or not given[0].has("bytes"):
        return Skipped("an upload lacks a body that the recorder did not keep")
    answer = _segments(response)
    return Pair(
        method="POST",
        address=address,
        asked=(
            ("x-goog-upload-command", "upload, finalize"),
            ("x-goog-upload-offset", "0"),
        ),
        body=given[0].get("bytes").base64(),
        status=response.get("status_code", "statusCode").whole(200),
        answered=_lowered(response.get("headers")),
        answer=answer[0] if answer else b"",
        remarks=(UPLOAD,),
    )


def _expanded(url: str) -> str:
    """
    The recorder puts a word for host and version; of an upload it keeps the version.
    """
    if url.startswith(_VERTEX):
        return "/v1beta1" + url.removeprefix(_VERTEX)
    path = url.removeprefix(_STUDIO)
    if path == url:
        return url
    return f"/upload{path}" if _VERSION.match(path) else f"/v1beta{path}"
