"""
What all tests of the assistant share.
"""

import pytest
from google import genai


@pytest.fixture
def client(mockgemini):
    """
    Google's own client; in a test it talks to mockgemini.
    """
    with genai.Client() as made:
        yield made


@pytest.fixture
async def async_client(mockgemini):
    """
    The same for asynchronous tests, whose connections are closed on their own event loop.
    """
    with genai.Client() as made:
        yield made
        await made.aio.aclose()


@pytest.fixture
def anyio_backend():
    """
    The event loop that asynchronous tests run on.
    """
    return "asyncio"
