"""
A TLS context for clients that speak to us only, in plain HTTP.
"""

from __future__ import annotations

import ssl


def no_tls() -> ssl.SSLContext:
    """
    It trusts nobody, so that TLS cannot be spoken with it; made in no time, for reading the
    certificates that are trusted takes most of what making a client takes.
    """
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
