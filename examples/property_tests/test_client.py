"""
Hypothesis looks for a walk on which the client tells something else than the server said.
"""

from typing import Any

from client import Client, text_of
from hypothesis import Phase, settings

from mockgemini import MockGemini
from mockgemini.contract.strategies import ClientMachine, Told


class Adapter:
    """
    Our client in the words of the machine.
    """

    def __init__(self, url: str) -> None:
        self.client = Client(url)

    def create(self, body: dict[str, Any]) -> Told:
        return told(self.client.create(body))

    def poll(self, name: str) -> Told:
        return told(self.client.poll(name))

    def cancel(self, name: str) -> Told:
        return told(self.client.cancel(name))

    def delete(self, name: str) -> None:
        self.client.delete(name)


def told(interaction: Any) -> Told:
    """
    What our client says, as the machine wants to hear it.
    """
    return Told(interaction["id"], interaction["status"], text_of(interaction))


class Machine(ClientMachine):
    """
    Our client before the emulator.
    """

    def emulator(self) -> MockGemini:
        return MockGemini(on_miss="synthesize")

    def client(self, url: str) -> Adapter:
        return Adapter(url)


TestClient = Machine.TestCase
TestClient.settings = settings(
    max_examples=30,
    stateful_step_count=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate, Phase.shrink),
)
