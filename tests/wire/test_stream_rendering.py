import pytest

from mockgemini.wire.outcome import Error, FunctionCall, Media, Outcome, Text, Thought
from mockgemini.wire.pieces import as_recorded
from mockgemini.wire.stream_rendering import (
    Item,
    Names,
    argument_pieces,
    media_deltas,
    render,
    status_update,
    text_deltas,
    thought_item,
)
from mockgemini.wire.usage import Usage

NAMES = Names("made", "began", "went", "ended", "over", "item", "items")
WHOLE = {"id": "v1_a", "status": "completed", "usage": {}, "items": [1], "error": {}, "x": 1}


def told(outcome, items=(), **more):
    return list(render(outcome, items, NAMES, lambda: dict(WHOLE), **more))


def by_fives(index, kind, text):  # noqa: ARG001
    return [text[at : at + 5] for at in range(0, len(text), 5)]


def test_a_model():
    """
    A model's stream opens with little, tells its items, and ends with all but the items.
    """
    items = [Item({"type": "a"}, [{"text": "x", "type": "text"}]), Item({"type": "b"})]

    events = told(Outcome(status="completed", id="v1_a", model="m"), items)

    interaction = {"id": "v1_a", "status": "in_progress", "object": "interaction", "model": "m"}
    assert [
        ("made", {"interaction": interaction}),
        ("interaction.status_update", {"interaction_id": "v1_a", "status": "in_progress"}),
        ("began", {"index": 0, "item": {"type": "a"}}),
        ("went", {"index": 0, "delta": {"text": "x", "type": "text"}}),
        ("ended", {"index": 0}),
        ("began", {"index": 1, "item": {"type": "b"}}),
        ("ended", {"index": 1}),
        ("over", {"interaction": {"id": "v1_a", "status": "completed", "usage": {}, "x": 1}}),
    ] == [(name, without_type(name, data)) for name, data in events]


def without_type(name, data):
    *_, last = data
    assert (last, data[last]) == ("event_type", name)
    return {key: value for key, value in data.items() if key != "event_type"}


def test_what_is_not_stored():
    """
    The id of an interaction that is not stored is empty, and stands first all the same.
    """
    first, second, _ = told(Outcome(status="completed"))

    assert "" == first[1]["interaction"]["id"] == second[1]["interaction_id"]


@pytest.mark.parametrize("status", ["in_progress", "queued"])
def test_unfinished(status):
    """
    An interaction that still runs is opened with its status and not completed.
    """
    events = told(Outcome(status=status, id="v1_a"))

    assert [status, status] == [events[0][1]["interaction"]["status"], events[1][1]["status"]]
    assert 2 == len(events)


def test_errors():
    """
    An error is an event of its own, before the one that completes a stream, if one does.
    """
    error = Error("not_found", "no")

    alone = told(Outcome(error=error))

    said = {"error": {"message": "no", "code": "not_found"}, "event_type": "error"}
    assert [("error", said)] == alone
    names = [name for name, _ in told(Outcome(status="failed", error=error))]
    assert ["made", "interaction.status_update", "error", "over"] == names


def test_agents_that_repeat():
    """
    Antigravity opens with times, and repeats all its steps at the end.
    """
    outcome = Outcome(
        status="completed",
        agent="antigravity-preview-05-2026",
        created="c",
        updated="u",
        service_tier="standard",
    )

    first, *_, last = told(outcome)

    keys = ["id", "status", "created", "updated", "service_tier", "object", "agent"]
    assert keys == list(first[1]["interaction"])
    assert [1] == last[1]["interaction"]["items"]


def test_agents_that_can_be_resumed():
    """
    Deep Research gives every delta an id made of its place, and tells no usage at the end.
    """
    deltas = [{"type": "thought_summary"}, {"type": "thought_signature"}]
    outcome = Outcome(status="completed", agent="deep-research-x", usage=Usage(1))

    events = told(outcome, [Item({"type": "thought"}, deltas)])

    ids = [data["event_id"] for _, data in events if "delta" in data]
    assert ["v1_MF90aG91Z2h0XzA", "v1_MF90aG91Z2h0XzE"] == ids
    assert ["index", "delta", "event_id", "event_type"] == list(events[3][1])
    assert "usage" not in events[-1][1]["interaction"]


def test_events_come_again():
    """
    Whoever goes through the events again finds the same, the keys of each in the order asked for.
    """
    items = [Item({"type": "a"}, [{"text": "x", "type": "text"}])]
    whole = dict(WHOLE)

    def backwards(data):
        return dict(reversed(data.items()))

    plain = render(Outcome(status="completed"), items, NAMES, lambda: whole)
    turned = render(Outcome(status="completed"), items, NAMES, lambda: whole, order=backwards)

    assert list(plain) == list(plain) == list(turned)
    assert [[*data][::-1] for _, data in plain] == [[*data] for _, data in turned]


def test_status_updates():
    """
    A status may be told on its own, with where to continue.
    """
    assert (
        "interaction.status_update",
        {
            "interaction_id": "v1_a",
            "status": "requires_continuation",
            "continuation_token": "t",
            "event_type": "interaction.status_update",
        },
    ) == status_update("v1_a", "requires_continuation", "t")


def test_deltas_of_texts():
    """
    A text is told by pieces, at least one; the first has what is told besides.
    """
    part = Text("abcdefg", extra={"mood": 1})

    assert [
        {"text": "abcde", "type": "text", "mood": 1},
        {"text": "fg", "type": "text"},
    ] == text_deltas(part, 0, by_fives)
    assert [{"text": "", "type": "text"}] == text_deltas(Text(""), 0, by_fives)


def test_deltas_of_media():
    """
    Sound comes by pieces, each with its type; everything else in one.
    """
    sound = Media("audio", "audio/wav", "AAAABBBB", "u", extra={"sample_rate": 1})

    assert [
        {"type": "audio", "mime_type": "audio/wav", "data": "AAAAB", "uri": "u", "sample_rate": 1},
        {"type": "audio", "mime_type": "audio/wav", "data": "BBB", "sample_rate": 1},
    ] == media_deltas(sound, 0, by_fives)
    for one in (Media("image", data="AAAABBBB"), Media("audio", uri="u")):
        assert 1 == len(media_deltas(one, 0, by_fives))


def test_thoughts():
    """
    A thought's summary comes before its signature, pictures in it one by one.
    """
    pictures = [{"type": "text", "text": "a"}, {"type": "image"}]

    item = thought_item(Thought("a", "s", {"summary": pictures, "mood": 1}), 0, as_recorded)

    assert {"type": "thought", "mood": 1} == item.start
    assert [
        *({"content": each, "type": "thought_summary"} for each in pictures),
        {"signature": "s", "type": "thought_signature"},
    ] == item.deltas
    assert [] == thought_item(Thought(), 0, as_recorded).deltas
    assert 1 == len(thought_item(Thought("a"), 0, as_recorded).deltas)


def test_arguments():
    """
    Arguments are JSON text by pieces; those of a call that broke off, the text there was.
    """
    assert ['{"a":', "1}"] == argument_pieces(FunctionCall("f", {"a": 1}), 0, by_fives)
    assert ['{"a'] == argument_pieces(FunctionCall("f", '{"a'), 0, by_fives)
