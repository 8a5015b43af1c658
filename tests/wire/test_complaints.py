import string

import pytest

from mockgemini.wire.complaints import Complaint
from mockgemini.wire.refusal import Refusal


@pytest.mark.parametrize("complaint", Complaint, ids=lambda each: each.name)
def test_words(complaint):
    """
    A complaint is one Google could make: a 400, a word for a code, and nothing left open.
    """
    fields = [name for _, name, _, _ in string.Formatter().parse(complaint.value.text) if name]

    refusal = complaint.refused(**dict.fromkeys(fields, "x")).refusal

    assert 400 == refusal.status
    assert refusal.code in {"invalid_request", "parameter_unknown"}
    assert "{" not in refusal.message
    assert complaint.evidence in {"recorded", "documented", "reported", "guessed"}


def test_words_are_googles_where_they_are_known():
    """
    What Google documents is said word by word.
    """
    message = (
        "The value 'invalid_tool_type_xyz' is not supported for 'type' at 'tools[0]'. "
        "Supported values: 'function'."
    )

    refused = Complaint.UNSUPPORTED.refused(
        value="invalid_tool_type_xyz", field="type", place="tools[0]", supported="'function'"
    )

    assert Refusal(400, "invalid_request", message) == refused.refusal
    assert message == str(refused)


def test_words_are_told_apart():
    """
    No two complaints say the same.
    """
    assert len(Complaint) == len({complaint.value.text for complaint in Complaint})
