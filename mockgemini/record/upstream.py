"""
The one way out: requests to the real API, and its answers as they come in.

Connects to a single origin, whatever a request says. What is kept of it all is not known here.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from multidict import CIMultiDict
from yarl import URL

from mockgemini.errors import UpstreamError
from mockgemini.exchange import SPOOL_AT, Body, Cut, Headers, Request, first
from mockgemini.record.url import judged

if TYPE_CHECKING:
    from pathlib import Path

CONNECT_WITHIN = 30.0
SILENT_FOR = 900.0
"""Seconds without a byte before upstream is given up; its models may think for minutes."""

_READ_BUFFER = 1024 * 1024
_LONGEST_LINE = 64 * 1024

_HOP_BY_HOP = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
# Cookies and the rest are a browser's for *us*. Upstream is asked for plain bytes, not for gzip.
_NOT_SENT = _HOP_BY_HOP | {"accept-encoding", "content-length", "cookie", "expect", "host"}
# Another port and another protocol, at upstream's host: of no use to one who came to us.
_NOT_GIVEN = _HOP_BY_HOP | {"alt-svc"}


class BrokenOffError(UpstreamError):
    """
    An answer that ends before its end; `cut` says how.
    """

    def __init__(self, message: str, cut: Cut) -> None:
        super().__init__(message)
        self.cut = cut


class UpstreamAnswer:
    """
    An answer whose head is there and whose body is still to come; read to its end, or closed.
    """

    def __init__(self, response: aiohttp.ClientResponse, host: str) -> None:
        self._response = response
        self._host = host
        self.status = response.status
        pairs = [
            (name.decode("latin-1").lower(), value.decode("latin-1"))
            for name, value in response.raw_headers
        ]
        self.headers: Headers = _without(pairs, _NOT_GIVEN)

    @property
    def is_at_end(self) -> bool:
        """
        Every byte has been read.
        """
        return self._response.content.at_eof()

    def whole(self) -> bytes | None:
        """
        All of the body, where all of it came with the head; else None, and nothing is read.
        """
        content = self._response.content
        return content.read_nowait() if content.is_eof() else None

    async def read(self) -> bytes:
        """
        What has come in, after waiting for something; empty at the end. A BrokenOffError if torn.
        """
        try:
            return await self._response.content.readany()
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            self.close()
            cut: Cut = "timeout" if isinstance(error, TimeoutError) else "upstream"
            words = "sent nothing more" if cut == "timeout" else "broke off"
            raise BrokenOffError(
                f"{self._host} {words} before its answer was whole ({type(error).__name__})", cut
            ) from None

    def close(self) -> None:
        """
        Hang up, unless all was read. Twice is as once.
        """
        self._response.close()


class Upstream:
    """
    The real API at `url`, an origin and perhaps a path to put before every request's.

    Follows HTTPS_PROXY, HTTP_PROXY and NO_PROXY, as a company's network may need; never reads
    .netrc, whose passwords are not meant for us. `ca`: a file of certificates to trust instead of
    the system's. Redirects are answers like others, and cookies are forgotten.
    """

    def __init__(
        self,
        url: str,
        *,
        ca: Path | None = None,
        connect_within: float = CONNECT_WITHIN,
        silent_for: float = SILENT_FOR,
    ) -> None:
        self._parts = judged(url)
        self._ca = ca
        self._timeout = aiohttp.ClientTimeout(
            total=None, sock_connect=connect_within, sock_read=silent_for
        )
        self._proxy = _proxy(self._parts)
        self._session: aiohttp.ClientSession | None = None

    @property
    def url(self) -> str:
        """
        Scheme, host and path prefix, without a slash at the end.
        """
        return f"{self._parts.scheme}://{self._parts.netloc}{self._parts.path}"

    @property
    def host(self) -> str:
        """
        The host's name alone, as errors say it.
        """
        return self._parts.hostname or ""

    def relative(self, address: str) -> str | None:
        """
        Path and query of an address of upstream's, below its prefix; None for any other's.

        A ValueError where it is no address.
        """
        parts = urlsplit(address)
        is_ours = _origin(parts) == _origin(self._parts)
        if not is_ours or not parts.path.startswith(self._parts.path + "/"):
            return None
        path = parts.path.removeprefix(self._parts.path)
        return f"{path}?{parts.query}" if parts.query else path

    async def send(self, request: Request) -> UpstreamAnswer:
        """
        Pass a request on, its body as it comes; an UpstreamError where there is no answer.

        What the body raises while it is read, such as that its client left, is raised as it is.
        """
        sending = _Sending(request.body)
        headers = CIMultiDict(_sendable(request.headers))
        data = await sending.data(request, headers)
        try:
            response = await self._open().request(
                request.method,
                self._address(request),
                headers=headers,
                data=data,
                allow_redirects=False,
                proxy=self._proxy,
            )
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            if sending.error is not None:
                raise sending.error from None
            raise UpstreamError(self._unreachable(error)) from None
        return UpstreamAnswer(response, self.host)

    async def close(self) -> None:
        """
        Close all connections.
        """
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            tls = ssl.create_default_context(cafile=self._ca)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, ssl=tls),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=self._timeout,
                auto_decompress=False,
                trust_env=False,
                read_bufsize=_READ_BUFFER,
                max_line_size=_LONGEST_LINE,
                max_field_size=_LONGEST_LINE,
                skip_auto_headers=("accept", "accept-encoding", "content-type", "user-agent"),
            )
        return self._session

    def _address(self, request: Request) -> URL:
        if not request.path.startswith("/"):
            raise UpstreamError(f"a path begins with '/', not as in {request.path[:100]!r}")
        query = f"?{request.query}" if request.query else ""
        return URL(f"{self.url}{request.path}{query}", encoded=True)

    def _unreachable(self, error: Exception) -> str:
        # Never the error's own text: it may hold the whole address, and that a key.
        why = next((words for kind, words in _REASONS if isinstance(error, kind)), None)
        if why is None:
            why = (isinstance(error, OSError) and error.strerror) or type(error).__name__
        return f"{self.host} could not be reached{self._way} ({why})"

    @property
    def _way(self) -> str:
        """
        The proxy that a request takes, without the password that it may need.
        """
        if self._proxy is None:
            return ""
        # It may be written without its scheme.
        name = self._proxy.rstrip("/").rpartition("@")[2].rpartition("/")[2]
        return f" through the proxy {name}"


_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientConnectorCertificateError, "its TLS certificate is not trusted"),
    (aiohttp.ClientConnectorSSLError, "no TLS connection came about"),
    (aiohttp.ClientConnectorDNSError, "no such name"),
    (aiohttp.ServerDisconnectedError, "it closed the connection without an answer"),
    (aiohttp.ClientResponseError, "what it sent is no HTTP"),
    (TimeoutError, "it did not answer in time"),
    (ValueError, "a header holds a line's end: does the key end with one?"),
)


class _Sending:
    """
    A body on its way out; remembers what broke it, which aiohttp would wrap.
    """

    def __init__(self, body: Body) -> None:
        self._body = body
        self.error: Exception | None = None

    async def data(
        self, request: Request, headers: CIMultiDict[str]
    ) -> bytes | AsyncIterator[bytes] | None:
        """
        Small bodies whole, which is faster; all else chunk by chunk, its length kept if known.
        """
        length = request.header("content-length")
        is_unbounded = length is None and request.header("transfer-encoding") is not None
        if is_unbounded or (length is not None and int(length) > SPOOL_AT):
            if length is not None:
                headers["content-length"] = length
            return self._chunks()
        return (await self._body.whole()).read() or None

    async def _chunks(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._body.chunks():
                yield chunk
        except Exception as error:
            self.error = error
            raise


def _sendable(headers: Headers) -> Headers:
    named = {name.strip().lower() for name in (first(headers, "connection") or "").split(",")}
    passed = _without(headers, _NOT_SENT | named)
    ours = tuple(header for header in passed if not header[0].startswith("x-mockgemini-"))
    return (*ours, ("accept-encoding", "identity"))


def _without(headers: Headers | list[tuple[str, str]], names: frozenset[str] | set[str]) -> Headers:
    return tuple(header for header in headers if header[0] not in names)


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname, parts.port or default


def _proxy(parts: SplitResult) -> str | None:
    return None if proxy_bypass(parts.netloc) else getproxies().get(parts.scheme)
