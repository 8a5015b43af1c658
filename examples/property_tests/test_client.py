"""
Hypothesis looks for a walk on which the client tells something else than the server said.
"""

from client import Client, text_of
from hypothesis import Phase, settings

from mockgemini import MockGemini
from mockgemini.contract.strategies import ClientMachine, Told


class Adapter:
    """
    Our client in the words of the machine.
    """

    def __init__(self, url):
        self.client = Client(url)

    def create(self, body):
        return told(self.client.create(body))

    def poll(self, name):
        return told(self.client.poll(name))

    def cancel(self, name):
        return told(self.client.cancel(name))

    def delete(self, name):
        self.client.delete(name)


def told(interaction):
    return Told(interaction["id"], interaction["status"], text_of(interaction))


class Machine(ClientMachine):
    def emulator(self):
        return MockGemini(on_miss="synthesize")

    def client(self, url):
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
