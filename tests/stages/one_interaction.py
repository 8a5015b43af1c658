"""
Calls about one interaction, and two requests that make one.
"""

from samples.synthesized_corpus import FLASH, ask, told

RESEARCH = {"agent": "deep-research-preview-04-2026", "input": "Who invented the zip?"}
JOB = {**RESEARCH, "background": True}
TEXT = {"model": FLASH, "input": "I am Ada."}


def one(synthesizer, interaction_id, **more):
    """
    GET, by default: one interaction.
    """
    return ask(
        synthesizer, **{"method": "GET", **more}, path=f"/v1beta/interactions/{interaction_id}"
    )


def cancelled(synthesizer, interaction_id):
    """
    POST …/cancel.
    """
    return ask(synthesizer, path=f"/v1beta/interactions/{interaction_id}/cancel")


def error(answer):
    """
    Status, code and message of a refusal.
    """
    body = told(answer)["error"]
    return answer.status, body["code"], body["message"]
