"""
The parts of a scripted reply, as a file writes them: a text, or a mapping named by its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from mockgemini.errors import UsageError
from mockgemini.synthesize.scripting import media
from mockgemini.synthesize.scripting.placed import Placed
from mockgemini.wire.outcome import FunctionCall, Media, Part, Text, Thought, ToolCall, ToolResult

_Fields: TypeAlias = dict[str, Placed]


def parts(given: Placed, folder: Path | None) -> list[Part]:
    """
    One part; several where several functions are called. A UsageError names the line.

    `folder` is where the files lie that it names; None where it must not name any.
    """
    if isinstance(given.value, str):
        return [Text(given.value)]
    kinds = [name for name in given.fields(None, "a part") if name in _KINDS]
    if len(kinds) != 1:
        raise given.wrong(f"a part is a text or has one of {', '.join(_KINDS)}")
    read, options = _KINDS[kinds[0]]
    fields = given.fields((kinds[0], *options), f"a part of kind {kinds[0]}")
    return list(read(kinds[0], fields, folder))


def calls(given: Placed) -> list[FunctionCall]:
    """
    The functions that are called, each with its arguments.
    """
    called = given.fields(None, "functions and their arguments, {get_weather: {city: Paris}}")
    if not called:
        raise given.wrong("calls names a function and its arguments, {get_weather: {city: Paris}}")
    return [
        FunctionCall(name, {} if each.value is None else _arguments(each))
        for name, each in called.items()
    ]


def _arguments(given: Placed) -> Any:
    given.fields(None, "a call's arguments")
    return given.value


def _text(kind: str, fields: _Fields, _folder: Path | None) -> Iterator[Part]:
    cited = fields["citations"].items("citations") if "citations" in fields else []
    yield Text(fields[kind].text(kind), tuple(each.value for each in cited))


def _thought(kind: str, fields: _Fields, _folder: Path | None) -> Iterator[Part]:
    signature = fields["signature"].text("signature") if "signature" in fields else None
    yield Thought(fields[kind].text(kind) if fields[kind].value is not None else "", signature)


def _calls(kind: str, fields: _Fields, _folder: Path | None) -> Iterator[Part]:
    yield from calls(fields[kind])


def _tool_call(kind: str, fields: _Fields, _folder: Path | None) -> Iterator[Part]:
    arguments = fields["arguments"].value if "arguments" in fields else None
    name = fields["id"].text("id") if "id" in fields else None
    yield ToolCall(fields[kind].text(kind), arguments, name)


def _tool_result(kind: str, fields: _Fields, _folder: Path | None) -> Iterator[Part]:
    call_id = fields["call_id"].text("call_id") if "call_id" in fields else None
    is_error = fields["is_error"].value if "is_error" in fields else None
    if is_error is not None and not isinstance(is_error, bool):
        raise fields["is_error"].wrong(f"is_error takes true or false, not {is_error!r}")
    result = fields["result"].value if "result" in fields else None
    yield ToolResult(fields[kind].text(kind), call_id, result, is_error)


def _media(kind: str, fields: _Fields, folder: Path | None) -> Iterator[Part]:
    first = fields[kind]
    told = "" if first.value is None else first.text(kind)
    given: str | Path = told
    options: Any = {name: each.value for name, each in fields.items() if name != kind}
    if "size" in options:
        size = fields["size"]
        if not _is_size(size.value):
            raise size.wrong(f"size takes width and height, [320, 180], not {size.value!r}")
    if told and media.is_file(kind, told, folder):
        if folder is None:
            raise first.wrong(f"a posted script cannot name files such as {told!r}")
        given = folder / told
    try:
        made: Media = _MAKERS[kind](given, **options)
    except (UsageError, TypeError, ValueError) as error:
        raise first.wrong(str(error)) from None
    yield made


def _is_size(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == len(("width", "height"))
        and all(isinstance(side, int) and 0 < side <= _LARGEST for side in value)
    )


_LARGEST = 4096
_MAKERS: dict[str, Callable[..., Media]] = {
    "image": media.Image,
    "audio": media.Audio,
    "video": media.Video,
}
_OF_MEDIA = ("mime_type", "uri")
_KINDS: dict[str, tuple[Callable[[str, _Fields, Path | None], Iterator[Part]], tuple[str, ...]]] = {
    "text": (_text, ("citations",)),
    "thought": (_thought, ("signature",)),
    "calls": (_calls, ()),
    "tool_call": (_tool_call, ("arguments", "id")),
    "tool_result": (_tool_result, ("result", "is_error", "call_id")),
    "image": (_media, ("size", *_OF_MEDIA)),
    "audio": (_media, ("seconds", *_OF_MEDIA)),
    "video": (_media, ("seconds", "size", *_OF_MEDIA)),
}
