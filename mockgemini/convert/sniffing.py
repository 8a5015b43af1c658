"""
Which tool wrote a file, told by its content, and the reader for it.
"""

from __future__ import annotations

import json
from pathlib import Path

from mockgemini.convert import google_replay, har, httpmock, raw_sse, ruby_vcr, vcrpy, yamltext
from mockgemini.convert.places import Place
from mockgemini.convert.source import Imported
from mockgemini.errors import CassetteError, UsageError
from mockgemini.jsontext import Json, parse

LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is read."""

_FORMATS = (
    "vcrpy, Ruby VCR, HAR, httpmock, google test-server or google-genai replay,"
    " an event stream or a JSON body"
)
_BOM = "\ufeff"
_SSE = ("data:", "event:", "id:", "retry:", ":")


class OwnCassetteError(CassetteError):
    """
    The file is a cassette already; there is nothing to import.
    """


def read(path: Path) -> Imported:
    """
    The exchanges of a file in any of the formats; a CassetteError where it is in none of them or
    is damaged, a UsageError where it is no file that can be read.
    """
    text = _text(path)
    body = text.removeprefix(_BOM).strip()
    if not body:
        raise CassetteError(f"{path}: expected a recording ({_FORMATS}), found nothing")
    if body[0] in "{[":
        return _read_json(text, path)
    if body.startswith(_SSE):
        return raw_sse.stream(text.encode(), path)
    return _read_yaml(text, path)


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise CassetteError(f"{path}: {size} bytes are more than the {LARGEST} that are read")
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise CassetteError(
            f"{path}: expected a recording in UTF-8 ({_FORMATS}), found other bytes at"
            f" {error.start}"
        ) from None


def _read_json(text: str, path: Path) -> Imported:
    plain = text.removeprefix(_BOM)
    try:
        value: Json = json.loads(plain)
    except RecursionError:
        raise CassetteError(f"{path}: its JSON is nested too deeply") from None
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and "\n" in plain:
            return _read_lines(plain.split("\n"), path)
        raise CassetteError(f"{path}:{error.lineno}: not readable as JSON: {error.msg}") from None
    except ValueError as error:
        raise CassetteError(f"{path}: not readable as JSON: {error}") from None
    if (found := _recording(Place(value, str(path)))) is not None:
        return found
    if isinstance(value, dict) and "event_type" in value:
        return raw_sse.events([plain], path)
    if raw_sse.is_answer(value):
        return raw_sse.reply(value, plain.encode(), path)
    raise _unknown(path)


def _read_lines(lines: list[str], path: Path) -> Imported:
    """
    One JSON value a line: the exchanges of a recording, or the events of a stream.
    """
    values: list[Json] = []
    for number, line in enumerate(lines, 1):
        try:
            values += [parse(line)] if line.strip() else []
        except ValueError as error:
            raise CassetteError(f"{path}:{number}: not readable as JSON: {error}") from None
    place = Place({"interactions": values}, str(path))
    if all(each.has("request") for each in place.get("interactions").items()):
        return _interactions(place)
    return raw_sse.events(lines, path)


def _read_yaml(text: str, path: Path) -> Imported:
    documents = yamltext.load(text.removeprefix(_BOM), str(path))
    filled = [document for document in documents if document.value is not None]
    if filled and all(document.has("when") and document.has("then") for document in filled):
        return httpmock.read(filled)
    if len(filled) == 1 and (found := _recording(filled[0])) is not None:
        return found
    raise _unknown(path)


def _recording(document: Place) -> Imported | None:
    """
    What YAML and JSON have in common: the keys at the top, and those of the first interaction.
    """
    if document.has("cassette"):
        raise OwnCassetteError(f"{document.file}: is a cassette already, with nothing to import")
    if document.has("http_interactions"):
        return ruby_vcr.read(document)
    if document.has("log") and document.get("log").has("entries"):
        return har.read(document)
    if document.has("interactions"):
        return _interactions(document)
    if isinstance(document.value, list) and any(each.has("request") for each in document.items()):
        raise document.error("a recording of vcrpy before 1.0; `python -m vcr.migration` renews it")
    return None


def _interactions(document: Place) -> Imported:
    if document.has("replay_id", "replayId", "recordID"):
        return google_replay.read(document)
    for interaction in document.get("interactions").items():
        if interaction.has("request") and interaction.get("request").has(
            "bodySegments", "serverAddress"
        ):
            return google_replay.read(document)
    return vcrpy.read(document)


def _unknown(path: Path) -> CassetteError:
    return CassetteError(f"{path}: expected a recording ({_FORMATS}), found none of them")
