import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.openapi import OPENAPI, needs_openapi

from mockgemini.contract.description import Description, describe
from mockgemini.contract.drifting import RULES, drift
from mockgemini.wire.register import NAMES

TEXT, NUMBER = {"type": "string"}, {"type": "number"}


def thing(required=(), **properties):
    return {"type": "object", "properties": properties, "required": list(required)}


def described(request=None, answer=None, *, lists_calls=False, **more):
    parts = {"request": request, "answer": answer, **more}
    kept = {name: schema for name, schema in parts.items() if schema is not None}
    return Description("x", {}, kept, lists_calls)


def told(old, new):
    """
    Severity, code and place of every change in a schema that is sent and received alike.
    """
    found = drift(described(old, old), described(new, new))
    return [
        tuple(
            f"{each.severity} {each.code} {each.place.partition('.')[2]}".strip()
            for each in found[side]
        )
        for side in ("sent", "received")
    ]


KINDS = [thing(["type"], type={"const": kind}, x=TEXT) for kind in ("a", "b", "c")]
A, B, C = KINDS

CHANGES = {
    "more": (thing(x=TEXT), thing(x=TEXT, y=TEXT), "info field_added y", "info field_added y"),
    "new, required": (
        thing(x=TEXT),
        thing("y", x=TEXT, y=TEXT),
        "breaking field_demanded y",
        "info field_demanded y",
    ),
    "less": (
        thing(x=TEXT, y=TEXT),
        thing(x=TEXT),
        "breaking field_removed y",
        "breaking field_removed y",
    ),
    "now required": (
        thing(x=TEXT),
        thing("x", x=TEXT),
        "breaking field_required x",
        "info field_required x",
    ),
    "now optional": (
        thing("x", x=TEXT),
        thing(x=TEXT),
        "info field_optional x",
        "breaking field_optional x",
    ),
    "wider": (
        thing(x=TEXT),
        thing(x={"anyOf": [TEXT, NUMBER]}),
        "info type_added x",
        "breaking type_added x",
    ),
    "narrower": (
        thing(x={"anyOf": [TEXT, NUMBER]}),
        thing(x=TEXT),
        "breaking type_removed x",
        "info type_removed x",
    ),
    "integers are numbers": (
        thing(x={"type": "integer"}),
        thing(x=NUMBER),
        "info type_added x",
        "breaking type_added x",
    ),
    "a word more": (
        thing(x={"enum": ["a"]}),
        thing(x={"enum": ["a", "b"]}),
        "info value_added x",
        "warning value_added x",
    ),
    "a word less": (
        thing(x={"enum": ["a", "b"]}),
        thing(x={"enum": ["a"]}),
        "breaking value_removed x",
        "info value_removed x",
    ),
    "a word less, of open ones": (
        thing(x={"anyOf": [{"enum": ["a", "b"]}, TEXT]}),
        thing(x={"anyOf": [{"enum": ["a"]}, TEXT]}),
        "warning value_unlisted x",
        "info value_unlisted x",
    ),
    "opened": (
        thing(x={"enum": ["a"]}),
        thing(x={"anyOf": [{"enum": ["a"]}, TEXT]}),
        "info values_opened x",
        "warning values_opened x",
    ),
    "closed": (
        thing(x={"anyOf": [{"enum": ["a"]}, TEXT]}),
        thing(x={"enum": ["a"]}),
        "breaking values_closed x",
        "info values_closed x",
    ),
    "a kind more": (
        thing(x={"oneOf": [A, B]}),
        thing(x={"oneOf": [A, B, C]}),
        "info kind_added x",
        "warning kind_added x",
    ),
    "a kind less": (
        thing(x={"oneOf": [A, B, C]}),
        thing(x={"oneOf": [A, B]}),
        "breaking kind_removed x",
        "breaking kind_removed x",
    ),
    "the same in a list": (
        thing(x={"type": "array", "items": thing(y=TEXT, z=TEXT)}),
        thing(x={"type": "array", "items": thing(y=TEXT)}),
        "breaking field_removed x[].z",
        "breaking field_removed x[].z",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_both_sides(name):
    """
    What breaks senders and what breaks receivers are two matters.
    """
    old, new, sent, received = CHANGES[name]

    assert [(sent,), (received,)] == told(old, new)


def test_within_a_kind():
    """
    Members with the same tag are compared with each other, wherever they stand in the union.
    """
    other = thing(["type"], type={"const": "a"}, x=NUMBER)

    sent, _ = told(thing(u={"oneOf": [A, B]}), thing(u={"anyOf": [B, other]}))

    assert ("info type_added u(a).x", "breaking type_removed u(a).x") == sent


def test_a_renamed_member():
    """
    A discriminator is what tells a member; its words are no changes of their own.
    """
    _, received = told({"oneOf": [A, B]}, {"oneOf": [A, C]})

    assert ("breaking kind_removed", "warning kind_added") == received


def test_without_a_tag():
    """
    Members without a tag are compared with those that they share most fields with.
    """
    model, agent = thing(["model"], model=TEXT, x=TEXT), thing(["agent"], agent=TEXT, y=TEXT)
    newer = thing(["agent"], agent=TEXT, y=NUMBER)

    sent, _ = told({"oneOf": [model, agent]}, {"oneOf": [newer, model]})
    gone, came = told({"oneOf": [model, agent]}, {"oneOf": [model]})
    _, more = told({"oneOf": [model, agent]}, {"oneOf": [model, agent, thing(z=TEXT)]})

    assert ("info type_added y", "breaking type_removed y") == sent
    assert gone == came == ("breaking kind_removed",)
    assert ("warning kind_added",) == more


def test_any_object():
    """
    Where any object may stand, one member more or less is no change; that any may, is.
    """
    free = {"type": "object"}

    assert [("info kind_added",), ("warning kind_added",)] == told(
        {"oneOf": [A, B]}, {"oneOf": [A, free]}
    )
    assert [("breaking kind_removed",), ()] == told({"oneOf": [A, free]}, {"oneOf": [A, B]})


def test_anything():
    """
    Where anything may stand, nothing can be told.
    """
    assert [(), ()] == told(thing(x={}), thing(x=TEXT))
    found = drift(described(thing(x={}, z=TEXT)), described(thing(x={}, y={})))
    assert ["string", "anything"] == [each.was or each.now for each in found["sent"]]


def test_calls():
    """
    Calls come and go, as far as both descriptions list them.
    """
    more = {"cancel answer": TEXT, "drop request": TEXT}
    one = described(lists_calls=True, **more)
    none = described(lists_calls=True)

    gone, came = drift(one, none), drift(none, one)

    assert [("call_removed", "breaking", "drop request")] == [
        (each.code, each.severity, each.place) for each in gone["sent"]
    ]
    assert [("call_added", "info", "cancel answer")] == [
        (each.code, each.severity, each.place) for each in came["received"]
    ]
    assert {"sent": [], "received": []} == drift(one, described()) == drift(described(), one)


def test_recursion():
    """
    A schema may hold itself.
    """
    node = thing(next={"$ref": "#/$defs/N"}, x=TEXT)
    other = thing(next={"$ref": "#/$defs/N"}, x=NUMBER)
    one, two = (
        Description("x", {"$defs": {"N": each}}, {"answer": each}) for each in (node, other)
    )

    places = [each.place for each in drift(one, two)["received"]]

    assert ["answer.x", "answer.x"] == places


SCHEMAS = st.recursive(
    st.sampled_from([TEXT, NUMBER, {}, {"enum": ["a", "b"]}, {"type": "boolean"}]),
    lambda below: st.one_of(
        st.builds(lambda items: {"type": "array", "items": items}, below),
        st.builds(
            lambda fields, some: thing([name for name in fields if name in some], **fields),
            st.dictionaries(st.sampled_from("xyz"), below, min_size=1),
            st.sets(st.sampled_from("xyz")),
        ),
        st.builds(lambda members: {"anyOf": members}, st.lists(below, min_size=1, max_size=3)),
    ),
    max_leaves=8,
)


@given(SCHEMAS)
def test_nothing_drifts_from_itself(schema):
    """
    A schema has not changed from itself.
    """
    assert [(), ()] == told(schema, schema)


@given(SCHEMAS, SCHEMAS)
def test_any_two(old, new):
    """
    Any two schemas can be compared, and every change has a rule.
    """
    for changes in drift(described(old, old), described(new, new)).values():
        assert {each.code for each in changes} <= RULES.keys()


def test_rules_are_sentences():
    """
    Every code has a meaning in one sentence.
    """
    assert all(name.isidentifier() and rule.meaning.endswith(".") for name, rule in RULES.items())


# --- the real ones ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_revision_and_itself(name):
    """
    A revision has not changed from itself.
    """
    assert {"sent": [], "received": []} == drift(describe(name), describe(name))


def codes_and_places(changes, severity):
    return {
        (each.code, f"{each.place} {each.was or each.now}".strip())
        for each in changes
        if each.severity == severity
    }


def test_from_one_revision_to_the_next():
    """
    The revision of May 2026 broke those who read the list of outputs and the events of streams,
    and those who sent tool calls as contents of turns.
    """
    found = drift(*map(describe, NAMES))

    breaking = codes_and_places(found["received"], "breaking")
    assert {
        ("field_removed", "answer.outputs array"),
        ("field_removed", "answer.role string"),
        ("field_removed", "answer.usage.total_reasoning_tokens integer"),
        ("kind_removed", "event interaction.start"),
        ("kind_removed", "event interaction.complete"),
        ("kind_removed", "event content.start"),
        ("kind_removed", "event content.delta"),
        ("kind_removed", "event content.stop"),
    } <= breaking
    warnings = codes_and_places(found["received"], "warning")
    assert {
        ("kind_added", "event step.start"),
        ("kind_added", "event step.delta"),
        ("kind_added", "event step.stop"),
        ("kind_added", "event interaction.created"),
        ("kind_added", "event interaction.completed"),
        ("value_added", "answer.status budget_exceeded, queued, requires_continuation"),
    } <= warnings
    assert ("field_added", "answer.steps array") in codes_and_places(found["received"], "info")
    sent = codes_and_places(found["sent"], "breaking")
    assert ("kind_removed", "request.input.content[] function_call") in sent
    assert ("kind_added", "request.input user_input") in codes_and_places(found["sent"], "info")


@needs_openapi
def test_from_googles_document_to_ours():
    """
    What Google's first document says and our models of the older revision say otherwise is what the
    later SDKs of that revision brought, and what recordings taught.
    """
    found = drift(describe(str(OPENAPI)), describe(NAMES[0]))

    received = codes_and_places(found["received"], "breaking")
    # Not stored, there is no id; items are begun with less than they end with.
    assert ("field_optional", "answer.id") in received
    begun = {place for code, place in received if code == "field_optional"} - {"answer.id"}
    assert all(place.startswith("event(content.start).content(") for place in begun)
    # Results were objects and texts before they were lists of contents as well.
    widened = {place for code, place in received if code == "type_added"}
    assert all("result" in place or place.startswith("answer.error") for place in widened)
    assert {"field_optional", "type_added"} == {code for code, _ in received}
    # Fields became required; none was ever taken away.
    assert {"field_required"} == {code for code, _ in codes_and_places(found["sent"], "breaking")}
    assert ("value_added", "answer.status incomplete") in codes_and_places(
        found["received"], "warning"
    )
