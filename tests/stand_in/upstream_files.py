# ruff: noqa: ARG002 - every route is called alike
"""
The Files API of the stand-in for Google: resumable uploads, and what becomes of them.
"""

import base64
import hashlib
import json
import re
from dataclasses import dataclass, field

from upstream_bodies import CREATED
from upstream_values import JSON_UTF8, Answer, Asked, refused


@dataclass
class Stored:
    """
    A file; `left`: how many more GETs find it still being processed.
    """

    fields: dict
    data: bytes
    left: int = 0

    def seen(self) -> dict:
        if self.left == 0:
            self.fields["state"] = "ACTIVE"
        self.left -= 1
        return self.fields


@dataclass
class Upload:
    """
    An upload that has begun.
    """

    file: dict
    type: str
    data: bytearray = field(default_factory=bytearray)


@dataclass
class Files:
    """
    The files there are. `polls`: the GETs that find a film or a sound still in processing.
    """

    polls: int = 3
    stored: dict[str, Stored] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def begin(self, asked: Asked, version: str) -> Answer:
        """
        The start of an upload, or (its address says so) the next bytes of one.
        """
        if "upload_id" in asked.query:
            return self._leg(asked)
        chance = hashlib.sha512(b"%d" % len(self.uploads)).digest()
        identity = "ABgVH" + base64.urlsafe_b64encode(chance).decode().rstrip("=")
        kind = asked.headers.get("x-goog-upload-header-content-type", "application/octet-stream")
        self.uploads[identity] = Upload(asked.json.get("file", {}), kind)
        query = f"upload_id={identity}&upload_protocol=resumable"
        url = f"http://{asked.headers['host']}/upload/{version}/files?{query}"
        headers = [
            ("content-type", "text/plain; charset=utf-8"),
            ("x-guploader-uploadid", identity),
            ("x-goog-upload-status", "active"),
            ("x-goog-upload-url", url),
            ("x-goog-upload-control-url", url),
            ("x-goog-upload-chunk-granularity", "8388608"),
            ("x-goog-upload-header-content-type", "application/json; charset=UTF-8"),
            ("x-goog-upload-header-vary", "Origin"),
            ("content-length", "0"),
            ("server", "UploadServer"),
        ]
        return Answer(200, headers, [])

    def _leg(self, asked: Asked) -> Answer:
        upload = self.uploads.get(asked.query["upload_id"])
        if upload is None:
            return refused(404, "The upload is not known.")
        commands = {word.strip() for word in asked.headers["x-goog-upload-command"].split(",")}
        if "upload" in commands:
            offset = int(asked.headers.get("x-goog-upload-offset", "0"))
            if offset != len(upload.data):
                return refused(400, f"Expected the byte at {len(upload.data)}, not at {offset}.")
            upload.data += asked.body
        received = ("x-goog-upload-size-received", str(len(upload.data)))
        if "finalize" not in commands:
            active = ("x-goog-upload-status", "active")
            return Answer(200, [active, received, ("content-length", "0")], [])
        final = ("x-goog-upload-status", "final")
        body = json.dumps({"file": self._keep(upload)}, indent=2).encode() + b"\n"
        return Answer(200, [JSON_UTF8, final, ("server", "UploadServer")], [body])

    def _keep(self, upload: Upload) -> dict:
        digest = hashlib.sha256(upload.data).hexdigest()
        letters = hashlib.sha256(f"{len(self.uploads)} {digest}".encode()).hexdigest()[:12]
        name = f"files/{letters}"
        slow = upload.type.startswith(("video/", "audio/"))
        said = upload.file.get("displayName") or upload.file.get("display_name")
        stamp = CREATED.replace("Z", ".094797Z")
        fields = {"name": name} | ({"displayName": said} if said else {})
        fields |= {"mimeType": upload.type, "sizeBytes": str(len(upload.data))}
        fields |= {"createTime": stamp, "updateTime": stamp}
        fields |= {"expirationTime": "2026-06-05T09:14:21.503405945Z"}
        fields |= {"sha256Hash": base64.b64encode(digest.encode()).decode()}
        fields |= {"uri": f"https://generativelanguage.googleapis.com/v1beta/{name}"}
        fields |= {"state": "PROCESSING" if slow else "ACTIVE", "source": "UPLOADED"}
        self.stored[name] = Stored(fields, bytes(upload.data), self.polls if slow else 0)
        return dict(fields)

    def get(self, asked: Asked, name: str) -> Answer:
        """
        What is known of a file.
        """
        if name not in self.stored:
            return _unknown(name)
        return Answer(200, [JSON_UTF8], [json.dumps(self.stored[name].seen(), indent=2).encode()])

    def listed(self, asked: Asked) -> Answer:
        """
        A page of files; the token is the place where the next page begins.
        """
        size, start = int(asked.query.get("pageSize", 10)), int(asked.query.get("pageToken", 0))
        every = [stored.fields for stored in self.stored.values()]
        page = {"files": every[start : start + size]} if every[start:] else {}
        if start + size < len(every):
            page["nextPageToken"] = str(start + size)
        return Answer(200, [JSON_UTF8], [json.dumps(page, indent=2).encode()])

    def download(self, asked: Asked, name: str) -> Answer:
        """
        A file's bytes, in pieces.
        """
        if name not in self.stored:
            return _unknown(name)
        stored = self.stored[name]
        pieces = [stored.data[at : at + 65536] for at in range(0, len(stored.data), 65536)]
        return Answer(200, [("content-type", stored.fields["mimeType"])], pieces)

    def delete(self, asked: Asked, name: str) -> Answer:
        """
        Forget a file.
        """
        if self.stored.pop(name, None) is None:
            return _unknown(name)
        return Answer(200, [JSON_UTF8], [b"{}\n"])

    def unready(self, body: bytes) -> str | None:
        """
        A file that the body names and that cannot be used yet.
        """
        named = re.findall(r"files/[a-z0-9]{12}", body.decode(errors="replace"))
        states = {name: self.stored[name].fields["state"] for name in named if name in self.stored}
        return next((name for name, state in states.items() if state != "ACTIVE"), None)


def _unknown(name: str) -> Answer:
    short = name.removeprefix("files/")
    message = f"You do not have permission to access the File {short} or it may not exist."
    return refused(403, message)
