"""
Background interactions that come to no good end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from mockgemini.clock import Clock
from mockgemini.exchange import Payload, Reply, Request
from mockgemini.faults.failing import refusal
from mockgemini.faults.fault import After, Before, Given, Throw
from mockgemini.jsontext import Json, parse
from mockgemini.wire import register
from mockgemini.wire.encoding import encode
from mockgemini.wire.fields import Fields
from mockgemini.wire.operation import Kind, operation


@dataclass(frozen=True)
class NeverEnds(After):
    """
    Whoever looks at an interaction that has ended sees it in progress still.
    """

    NAME: ClassVar[str] = "never_ends"
    LASTS: ClassVar[bool] = True

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The resource as it was before.
        """
        return _with_status(request, answer, "in_progress")


@dataclass(frozen=True)
class EndsFailed(After):
    """
    Whoever looks at an interaction that has ended sees that it failed.
    """

    NAME: ClassVar[str] = "ends_failed"
    LASTS: ClassVar[bool] = True

    def change(self, request: Request, answer: Given, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The resource without a result.
        """
        return _with_status(request, answer, "failed")


@dataclass(frozen=True)
class Vanishes(Before):
    """
    Interactions cannot be found any more; `after` lets so many looks at them pass.
    """

    NAME: ClassVar[str] = "vanishes"
    LASTS: ClassVar[bool] = True

    def concerns(self, request: Request) -> bool:
        """
        Is it a GET of an interaction?
        """
        return _is_look(request)

    async def meet(self, request: Request, clock: Clock, throw: Throw) -> Given | None:  # noqa: ARG002
        """
        The documented words.
        """
        words = "Failed to get completed interaction: Result not found."
        return refusal(404, message=words).interactions()


def _is_look(request: Request) -> bool:
    return operation(request.method, request.path).kind is Kind.GET


def _with_status(request: Request, answer: Given, status: str) -> Reply | None:
    """
    The resource that has ended with another status, and nothing of what came of it.
    """
    if not isinstance(answer, Reply) or not _is_look(request):
        return None
    body = _resource(answer)
    if body is None or Fields(body).text("status") in _RUNNING:
        return None
    results = {"usage", *(register.reader(name).FIELD for name in register.NAMES)}
    kept = {name: value for name, value in body.items() if name not in results}
    return replace(answer, body=Payload(encode(kept | {"status": status})))


_RUNNING = frozenset({"queued", "in_progress"})


def _resource(reply: Reply) -> dict[str, Json] | None:
    try:
        body = parse(reply.body.read().decode())
    except ValueError:
        return None
    return body if isinstance(body, dict) and "status" in body else None
