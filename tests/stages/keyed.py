"""
Keys of requests made in few words, for the tests of what makes two requests the same.
"""

import json

from mockgemini.exchange import Body, Payload, Request
from mockgemini.wire.canonical import canonical
from mockgemini.wire.forgetting import Rules

CREATE = "/v1beta/interactions"
UPLOAD = "/upload/v1beta/files"


def key(body=b"", path=CREATE, *, rules=None, revision="r", **head):
    if not isinstance(body, (bytes, Payload)):
        body = json.dumps(body).encode()
    request = Request(path=path, body=Body.of(body), **{"method": "POST"} | head)
    return canonical(request, revision, rules or Rules()).key()
