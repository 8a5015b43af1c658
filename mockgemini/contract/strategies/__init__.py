"""
Hypothesis strategies for all that goes over the wire, and a state machine that tests a client.

Needs Hypothesis (`pip install 'mockgemini[hypothesis]'`), which nothing else here does.
"""

from mockgemini.contract.strategies.breaking import Wrong, broken_event_streams
from mockgemini.contract.strategies.conversation import Round, conversations
from mockgemini.contract.strategies.machine import Client, ClientMachine, Emulator, Seen, Told
from mockgemini.contract.strategies.outcome import outcomes
from mockgemini.contract.strategies.request import requests
from mockgemini.contract.strategies.stream import event_streams, interactions, rechunked

__all__ = [
    "Client",
    "ClientMachine",
    "Emulator",
    "Round",
    "Seen",
    "Told",
    "Wrong",
    "broken_event_streams",
    "conversations",
    "event_streams",
    "interactions",
    "outcomes",
    "rechunked",
    "requests",
]
