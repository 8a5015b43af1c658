"""
Checks what was said in the revision `outputs`.
"""

from __future__ import annotations

from mockgemini.wire.checker import Checker
from mockgemini.wire.content import MEDIA
from mockgemini.wire.grammar import Grammar, Role
from mockgemini.wire.outputs.models import (
    CreateAgentInteraction,
    CreateModelInteraction,
    ErrorBody,
    Interaction,
    StreamEvent,
)
from mockgemini.wire.outputs.reading import FIELD, folded
from mockgemini.wire.shapes.form import Form

GRAMMAR = Grammar(
    roles={
        "interaction.start": Role.CREATED,
        "interaction.status_update": Role.STATUS,
        "content.start": Role.STARTED,
        "content.delta": Role.DELTA,
        "content.stop": Role.STOPPED,
        "interaction.complete": Role.COMPLETED,
        "error": Role.ERROR,
    },
    item="content",
    deltas={
        "text": frozenset({"text", "text_annotation"}),
        "thought": frozenset({"thought_summary", "thought_signature"}),
        **{kind: frozenset({kind}) for kind in MEDIA},
    },
)

CHECKER = Checker(
    field=FIELD,
    asked="",
    resource=Form(Interaction),
    refusal=Form(ErrorBody),
    to_model=Form(CreateModelInteraction),
    to_agent=Form(CreateAgentInteraction),
    event=Form(StreamEvent),
    grammar=GRAMMAR,
    folded=folded,
)

check_resource = CHECKER.check_resource
check_request = CHECKER.check_request
check_event = CHECKER.check_event
check_stream = CHECKER.check_stream
