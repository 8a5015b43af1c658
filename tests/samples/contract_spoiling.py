"""
Ways to spoil a sound cassette, each with the deviation that it is found as, and where.
"""

from samples.mutations import DROP, again, changed, dropped, swapped, without


def lines_of(found, code):
    """
    Where deviations of a kind stand.
    """
    return [each.line for each in found if each.code == code]


# --- streams ----------------------------------------------------------------------------------

# 1 created, 2 status, 3-5 a thought, 6-11 a text of four deltas, 12 completed, 13 done.


def put(value, number, *path):
    return lambda events: spoiled(events, value, number - 1, 1, *path)


def renumbered(index, *numbers):
    def mutate(events):
        for number in numbers:
            events = put(index, number, "index")(events)
        return events

    return mutate


def replaced(number, name, data):
    return lambda events: [*events[: number - 1], [name, data], *events[number:]]


def renamed(number, name):
    return lambda events: replaced(number, name, events[number - 1][1])(events)


STREAMS = {
    # What may follow what.
    "lost beginning": (without(1), "not_created", 1),
    "begun late": (swapped(1), "not_created", 1),
    "begun twice": (again(1, at=3), "created_twice", 3),
    "lost first start": (without(3), "not_started", 3),
    "lost second start": (without(6), "not_started", 6),
    "lost stop": (without(5), "not_stopped", 5),
    "lost last stop": (without(11), "not_stopped", 11),
    "stopped twice": (again(5, at=6), "not_started", 6),
    "interleaved": (swapped(5), "not_stopped", 5),
    "lost all deltas": (without(7, 8, 9, 10), "no_delta", 7),
    "lost end": (without(12), "not_completed", 12),
    "ended twice": (again(12, at=13), "completed_twice", 13),
    "event behind the end": (again(2, at=13), "after_completed", 13),
    "event behind done": (again(2, at=14), "after_done", 14),
    "no done": (without(13), "no_done", 12),
    "broken off": (lambda events: events[:8], "not_completed", 8),
    # Indexes and items.
    "index used again": (renumbered(0, 6, 7, 8, 9, 10, 11), "index_reused", 6),
    "index left out": (renumbered(2, 6, 7, 8, 9, 10, 11), "index_skipped", 6),
    "delta of another item": (renumbered(0, 9), "wrong_index", 9),
    "stop of another item": (renumbered(0, 11), "wrong_index", 11),
    "text in a thought": (put({"type": "text", "text": "x"}, 4, "delta"), "wrong_delta", 4),
    "summary in a text": (put({"type": "thought_summary"}, 8, "delta"), "wrong_delta", 8),
    # What the end tells.
    "no usage": (put(DROP, 12, "interaction", "usage"), "no_usage", 12),
    "not finished": (put("in_progress", 12, "interaction", "status"), "unfinished", 12),
    "wrong total": (put(1, 12, "interaction", "usage", "total_tokens"), "wrong_total", 12),
    "other interaction": (put("v1_x", 12, "interaction", "id"), "other_id", 12),
    "other status update": (put("v1_x", 2, "interaction_id"), "other_id", 2),
    "an error for an end": (
        replaced(12, "error", {"error": {"message": "m"}, "event_type": "error"}),
        "broken_off",
        12,
    ),
    "an empty error": (replaced(2, "error", {"event_type": "error"}), "empty_error", 2),
    # Events themselves.
    "renamed frame": (renamed(8, "delta"), "event_name", 8),
    "unknown event": (put("noise", 8, "event_type"), "unknown_type", 8),
    "no JSON": (replaced(8, "x", "{oops"), "event_not_json", 8),
    "no object": (replaced(8, "x", "7"), "event_not_json", 8),
    "no type": (put(DROP, 8, "event_type"), "missing_field", 8),
    "index as text": (put("1", 8, "index"), "wrong_type", 8),
    "no index": (put(DROP, 8, "index"), "missing_field", 8),
    "no delta": (put(DROP, 8, "delta"), "missing_field", 8),
    "delta is text": (put("hi", 8, "delta"), "wrong_type", 8),
    "delta without type": (put(DROP, 8, "delta", "type"), "missing_field", 8),
    "delta without text": (put(DROP, 8, "delta", "text"), "missing_field", 8),
    "text is a number": (put(7, 8, "delta", "text"), "wrong_type", 8),
    "signature is a number": (put(7, 4, "delta", "signature"), "wrong_type", 4),
    "unknown delta": (put("smell", 8, "delta", "type"), "unknown_type", 8),
    "unknown field": (put(1, 9, "delta", "mood"), "unknown_field", 9),
    "null": (put(None, 9, "event_id"), "null_field", 9),
    "no interaction": (put(DROP, 1, "interaction"), "missing_field", 1),
    "no status": (put(DROP, 1, "interaction", "status"), "missing_field", 1),
    "other object": (put("response", 1, "interaction", "object"), "wrong_value", 1),
    "no id of a status": (put(DROP, 2, "interaction_id"), "missing_field", 2),
    "unknown status": (put("asleep", 2, "status"), "unknown_value", 2),
    "tokens as text": (put("8", 12, "interaction", "usage", "total_tokens"), "wrong_type", 12),
    "start without item": (put(DROP, 3, "{item}"), "missing_field", 3),
    "item is text": (put("thought", 3, "{item}"), "wrong_type", 3),
    "unknown item": (put({"type": "dream"}, 3, "{item}"), "unknown_type", 3),
    # What the deltas add up to, which the GET behind the stream tells as well.
    "other first words": (put("It is snowing, so ta", 7, "delta", "text"), "folds_differently", 7),
    "other words amid": (put("ke an UMBRELLA and y", 8, "delta", "text"), "folds_differently", 8),
    "other last words": (put("me.", 10, "delta", "text"), "folds_differently", 10),
    "lost first words": (without(7), "folds_differently", 7),
    "lost words amid": (without(8), "folds_differently", 8),
    "lost last words": (without(10), "folds_differently", 9),
    "words twice": (again(8, at=9), "folds_differently", 9),
    "words swapped": (swapped(8), "folds_differently", 8),
    "other signature": (
        put("CiQBDDnWx+Xp0gYVp4DG", 4, "delta", "signature"),
        "folds_differently",
        4,
    ),
    "other model": (put("gemini-x", 12, "interaction", "model"), "folds_differently", 12),
    "other end": (put("incomplete", 12, "interaction", "status"), "folds_differently", 12),
    "other usage": (
        put({"total_tokens": 13, "total_input_tokens": 6}, 12, "interaction", "usage"),
        "folds_differently",
        12,
    ),
}


# --- bodies -----------------------------------------------------------------------------------


def spoiled(value, new, *path):
    return dropped(value, *path) if new is DROP else changed(value, new, *path)


# The line is the one that has these words; of what is not there, it is the line of what is around.
ANSWERS = {
    "status is a number": (7, ("status",), "wrong_type", "status: 7"),
    "no status": (DROP, ("status",), "missing_field", "body:"),
    "unknown status": ("asleep", ("status",), "unknown_value", "status: asleep"),
    "other object": ("response", ("object",), "wrong_value", "object: response"),
    "id is a number": (7, ("id",), "wrong_type", "id: 7"),
    "other id": ("v1_x", ("id",), "other_id", "id: v1_x"),
    "model is a number": (7, ("model",), "wrong_type", "model: 7"),
    "no model": (DROP, ("model",), "usual_field", "body:"),
    "no usage": (DROP, ("usage",), "usual_field", "body:"),
    "usage is text": ("12", ("usage",), "wrong_type", "usage: '12'"),
    "tokens as text": ("12", ("usage", "total_tokens"), "wrong_type", "total_tokens: '12'"),
    "wrong total": (99, ("usage", "total_tokens"), "wrong_total", "total_tokens: 99"),
    "null": (None, ("updated",), "null_field", "updated: null"),
    "no time": ("yesterday", ("created",), "bad_format", "created: yesterday"),
    "new field": ("blue", ("mood",), "unknown_field", "mood: blue"),
    "no items": (DROP, ("{field}",), "usual_field", "body:"),
    "items are text": ("hi", ("{field}",), "wrong_type", "{field}: hi"),
    "item is text": ("hi", ("{field}", 0), "wrong_type", "hi"),
    "item without type": (DROP, ("{field}", 0, "type"), "missing_field", "signature:"),
    "unknown item": ({"type": "dream"}, ("{field}", 0), "unknown_type", "dream"),
    "signature is a number": (7, ("{field}", 0, "signature"), "wrong_type", "signature: 7"),
    "other signature": (
        "CiQB",
        ("{field}", 0, "signature"),
        "folds_differently",
        "signature: CiQB",
    ),
    "an item less": (DROP, ("{field}", 0), "folds_differently", ""),
}

REQUESTS = {
    "no model": (DROP, ("model",), "no_subject", "body:"),
    "two subjects": ("deep-research", ("agent",), "two_subjects", "agent: deep-research"),
    "input of numbers": ([7], ("input",), "wrong_type", "input: [7]"),
    "input is a number": (7, ("input",), "wrong_type", "input: 7"),
    "unknown field": (1, ("temperature",), "unknown_field", "temperature: 1"),
    "store is text": ("yes", ("store",), "wrong_type", "store: 'yes'"),
    "tools are text": ("search", ("tools",), "wrong_type", "tools: search"),
    "unknown tool": ([{"type": "magic"}], ("tools",), "unknown_type", "type: magic"),
    "tool without type": ([{"name": "f"}], ("tools",), "missing_field", "name: f"),
    "stream is text": ("yes", ("stream",), "wrong_type", "stream: 'yes'"),
    "a stream was wanted": (True, ("stream",), "wrong_type", "answer:"),
}
