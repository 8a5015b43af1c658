"""
Other libraries that stand between a test and its MockGemini, each with the line that lets it
through.

Looks at what is there when the test runs; nothing here is imported for its sake.
"""

from __future__ import annotations

import http.client
import socket
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from mockgemini.errors import UsageError
from pytest_mockgemini.reporting import warn

if TYPE_CHECKING:
    from mockgemini.handle.mock import MockGemini

_LOCAL = "127.0.0.1"
_URL = f"http://{_LOCAL}/v1beta/interactions"
_PYTEST_SOCKET = (
    "pytest-socket keeps the test from connecting to mockgemini: run pytest with "
    f"--allow-hosts={_LOCAL}, or mark the test with @pytest.mark.allow_hosts([{_LOCAL!r}])"
)


def check_sockets() -> None:
    """
    A UsageError where no server can be started.
    """
    if socket.socket.__module__ == "pytest_socket":
        raise UsageError(_PYTEST_SOCKET)


def look(item: pytest.Item) -> None:
    """
    Warn, before a test, of what keeps its requests to itself.
    """
    for neighbour in (_vcrpy, _cassetter, _pytest_socket, _block_network):
        if (told := neighbour(item)) is not None:
            warn(item, told)


def look_back(item: pytest.Item, mock: MockGemini) -> None:
    """
    Warn, after it, of what has kept them.

    Some clients do not notice a mock of another, and most mocks can be told to let us through until
    the end.
    """
    for neighbour in (_respx, _pytest_httpx):
        if (told := neighbour(item)) is not None and not mock.requests:
            warn(item, told)


def _vcrpy(item: pytest.Item) -> str | None:
    if (vcr := sys.modules.get("vcr.request")) is None:
        return None
    request = vcr.Request("POST", _URL, b"", {})
    if all(passes(request) is None for passes in _vcrpy_filters(item)):
        return None
    return (
        "a cassette of vcrpy takes the requests that mockgemini should get: give it "
        "ignore_localhost=True, in the fixture vcr_config, in @pytest.mark.vcr(…), or in vcr.VCR(…)"
    )


def _vcrpy_filters(item: pytest.Item) -> Iterator[Callable[[object], object]]:
    """
    What tells for each cassette which requests it ignores: those give None.
    """
    active = getattr(http.client.HTTPConnection, "cassette", None)
    if active is not None:
        yield active.filter_request
    wrapper = getattr(getattr(item, "obj", None), "_self_wrapper", None)
    decorator: Any = getattr(wrapper, "__self__", None)
    if type(decorator).__module__ == "vcr.cassette":
        yield decorator._args_getter()["before_record_request"]  # noqa: SLF001 - made when called


def _cassetter(_: pytest.Item) -> str | None:
    state = sys.modules.get("cassetter._state")
    cassette = None if state is None else state.get_current_cassette()
    if cassette is None or cassette.should_bypass(_URL):
        return None
    return (
        "a cassette of cassetter takes the requests that mockgemini should get: let the fixture "
        "vcr_config, or use_cassette(…), have ignore_localhost=True"
    )


def _pytest_socket(_: pytest.Item) -> str | None:
    return _PYTEST_SOCKET if _is_refused_by("pytest_socket") else None


def _block_network(_: pytest.Item) -> str | None:
    if not _is_refused_by("pytest_recording.network"):
        return None
    return (
        "--block-network keeps the test from connecting to mockgemini: run pytest with "
        f"--allowed-hosts={_LOCAL}, or mark the test with "
        f"@pytest.mark.block_network(allowed_hosts=[{_LOCAL!r}])"
    )


class _NoSocket:
    """
    Gets past whoever looks at addresses, and no further: Python connects nothing but sockets.
    """

    family = socket.AF_INET

    def close(self) -> None:
        """
        Some close what they refuse.
        """


def _is_refused_by(module: str) -> bool:
    connect: Any = socket.socket.connect
    if getattr(connect, "__module__", None) != module:
        return False
    with warnings.catch_warnings(action="ignore"), suppress(TypeError):
        try:
            connect(_NoSocket(), (_LOCAL, 9))
        except RuntimeError:
            return True
    return False


def _respx(_: pytest.Item) -> str | None:
    if (respx := sys.modules.get("respx.mocks")) is None:
        return None
    request = sys.modules["httpx"].Request("POST", _URL)
    routers = {router for mocker in respx.Mocker.registry.values() for router in mocker.routers}
    if all(_lets_pass(router, request) for router in routers):
        return None
    return (
        "respx answers httpx's requests itself, and none came to mockgemini: "
        f'respx_mock.route(host="{_LOCAL}").pass_through()'
    )


def _lets_pass(router: Any, request: object) -> bool:
    return any(route.is_pass_through and route.pattern.match(request) for route in router.routes)


def _pytest_httpx(item: pytest.Item) -> str | None:
    if "httpx_mock" not in getattr(item, "fixturenames", ()):
        return None
    if any("should_mock" in mark.kwargs for mark in item.iter_markers("httpx_mock")):
        return None
    return (
        "pytest-httpx answers httpx's requests itself, and none came to mockgemini: "
        f'@pytest.mark.httpx_mock(should_mock=lambda request: request.url.host != "{_LOCAL}")'
    )
