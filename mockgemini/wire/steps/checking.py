"""
Checks what is said in the revision `steps`.
"""

from __future__ import annotations

from mockgemini.wire.checker import Checker
from mockgemini.wire.content import MEDIA
from mockgemini.wire.grammar import Grammar, Role
from mockgemini.wire.shapes.form import Form
from mockgemini.wire.steps.models import (
    CreateAgentInteraction,
    CreateModelInteraction,
    ErrorBody,
    Interaction,
    StreamEvent,
)
from mockgemini.wire.steps.reading import FIELD, folded

GRAMMAR = Grammar(
    roles={
        "interaction.created": Role.CREATED,
        "interaction.status_update": Role.STATUS,
        "step.start": Role.STARTED,
        "step.delta": Role.DELTA,
        "step.stop": Role.STOPPED,
        "interaction.completed": Role.COMPLETED,
        "error": Role.ERROR,
    },
    item="step",
    deltas={
        "model_output": frozenset({"text", "text_annotation_delta", *MEDIA}),
        "user_input": frozenset({"text", *MEDIA}),
        "thought": frozenset({"thought_summary", "thought_signature"}),
        "function_call": frozenset({"arguments_delta"}),
        # Only the arguments of functions were recorded in pieces; the schema allows it for both.
        "mcp_server_tool_call": frozenset({"arguments_delta"}),
    },
)

CHECKER = Checker(
    field=FIELD,
    asked="user_input",
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
