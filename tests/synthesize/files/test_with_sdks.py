"""
The real SDKs upload, wait, list, download and delete.
"""

import base64
import hashlib

import pytest
from journeys.sdks import Sdk, param, transcript
from samples import given_media
from stages.asked_files import store

from mockgemini.clock import RealClock
from mockgemini.server.app import App
from mockgemini.server.running import BackgroundServer
from mockgemini.spaces.worlds import World, Worlds

EVERY = [
    Sdk("python", "1.55.0"),
    Sdk("python", "3.4.0"),
    Sdk("python", "3.4.0", asynchronous=True),
    Sdk("js", "1.33.0"),
    Sdk("js", "3.1.0"),
]

DIGEST = hashlib.sha256(hashlib.shake_128(b"a film of nothing").digest(20_000_000)).hexdigest()
GONE = "You do not have permission to access the File my-film or it may not exist."
EXPECTED = f"""\
film files/my-film 20000000 PROCESSING {base64.b64encode(DIGEST.encode()).decode()}
states PROCESSING ACTIVE
clash 409 ALREADY_EXISTS Requested entity already exists
listed 5 5
downloaded {DIGEST}
left []
gone 403 PERMISSION_DENIED {GONE}
"""


def space(name):
    """
    A space that knows files and nothing else.
    """
    files = store(clock=RealClock())
    return World(name, files.respond, clock=RealClock(), reset=files.reset)


@pytest.mark.parametrize("sdk", [param(sdk) for sdk in EVERY])
def test_an_sdk_handles_files(sdk, tmp_path):
    """
    Either language and generation: a picture is active at once, a film of 20 MB after a poll, pages
    end, bytes come back, and what was deleted is forbidden.
    """
    picture = tmp_path / "picture.png"
    picture.write_bytes(given_media.png(30, 20, given_media.dice()))

    with BackgroundServer(App(Worlds(space))) as server:
        first, rest = transcript(sdk, "files", f"{server.url}/s/films", str(picture)).split("\n", 1)

    size = picture.stat().st_size
    assert first.startswith("picture files/")
    assert first.endswith(f" image/png {size} ACTIVE")
    assert EXPECTED == rest
