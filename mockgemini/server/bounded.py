"""
uvicorn's fast HTTP protocol with a bound on what it collects before a request's head is whole.
"""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 256 * 1024
"""Bytes; a head of one read may be a little larger."""


class BoundedProtocol(HttpToolsProtocol):
    """
    Answers 400 and hangs up when a request's head does not end.
    """

    _head = 0

    def data_received(self, data: bytes) -> None:
        """
        Parse what came; the application is called as soon as a head is whole.
        """
        super().data_received(data)
        # uvicorn enters the path when the head is whole.
        if self.scope is None or "path" in self.scope:
            self._head = 0
            return
        self._head += len(data)
        if self._head > LARGEST_HEAD and not self.transport.is_closing():
            self.send_400_response("The request's head is too large.")
