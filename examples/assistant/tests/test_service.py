"""
A program in another language, started once for all tests that ask it.
"""

import shutil
import subprocess
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

SERVICE = Path(__file__).parents[1] / "service"


@pytest.fixture(scope="session")
def service(mockgemini_session):
    """
    The address of the Node service, which has us for Google all the time.
    """
    node = shutil.which("node")
    if node is None or not (SERVICE / "node_modules/@google/genai").exists():
        pytest.skip("needs node, and `npm install` in service/")
    process = subprocess.Popen(
        [node, "haiku.mjs"],
        cwd=SERVICE,
        env=mockgemini_session.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield process.stdout.readline().strip()
        process.terminate()


def test_the_service_writes_haikus(service, mockgemini):
    """
    What the service asks belongs to the test that is running.
    """
    mockgemini.reply("Rain on the window.", when="rain")

    with urlopen(f"{service}/?about=rain") as answer:
        assert answer.read() == b"Rain on the window."

    assert mockgemini.requests[0].text == "A haiku about rain, please."


def test_the_service_says_so_when_the_model_is_not_well(service, mockgemini):
    """
    Each test has a world of its own, though the service is the same.
    """
    mockgemini.fail(400, message="Too short.")

    with pytest.raises(HTTPError) as refused:
        urlopen(f"{service}/?about=x")

    assert "not well" in refused.value.read().decode()
    refused.value.close()
