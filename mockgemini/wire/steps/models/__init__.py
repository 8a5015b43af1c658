"""
The schema of this revision, as SDKs 2.0 to 3.4 and the recordings of their time have it.
"""

from __future__ import annotations

from mockgemini.wire.shapes.errors import ErrorBody
from mockgemini.wire.steps.models.events import StreamEvent
from mockgemini.wire.steps.models.requests import CreateAgentInteraction, CreateModelInteraction
from mockgemini.wire.steps.models.resource import Interaction

__all__ = [
    "CreateAgentInteraction",
    "CreateModelInteraction",
    "ErrorBody",
    "Interaction",
    "StreamEvent",
]
