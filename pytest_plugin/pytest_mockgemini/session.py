"""
What suites get that start their app, a browser or a Node program once, before any test.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

from mockgemini.environment import environment


@dataclass(frozen=True)
class Session:
    """
    The server of this run, at `url`: what comes there belongs to the test that is running.
    """

    url: str
    _clients: list[Any] = field(default_factory=list, repr=False)

    @property
    def environment(self) -> dict[str, str]:
        """
        The variables for a program of yours, as in `subprocess.Popen(command, env=...)`.
        """
        return environment(self.url, os.environ)

    def client(self, **options: Any) -> Any:
        """
        A `google.genai.Client` for all of the run, made without setting up TLS. `options` are the
        client's own.
        """
        from mockgemini.handle.clients import client  # noqa: PLC0415 - others use clients of their own

        made = client(self.url, **options)
        self._clients.append(made)
        return made

    def close(self) -> None:
        """
        Close the clients that were made here.
        """
        for each in self._clients:
            each.close()
