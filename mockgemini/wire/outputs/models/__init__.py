"""
The schema of this revision, as SDKs 1.55 to 1.75 and the recordings of their time have it.
"""

from __future__ import annotations

from mockgemini.wire.outputs.models.events import StreamEvent
from mockgemini.wire.outputs.models.requests import CreateAgentInteraction, CreateModelInteraction
from mockgemini.wire.outputs.models.resource import Interaction
from mockgemini.wire.shapes.errors import ErrorBody

__all__ = [
    "CreateAgentInteraction",
    "CreateModelInteraction",
    "ErrorBody",
    "Interaction",
    "StreamEvent",
]
