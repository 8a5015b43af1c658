"""
Polls as a player answers them: what is seen, and when, of a resource that changes.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples.replayed import (
    ask,
    body_of,
    cassette,
    get,
    numbers,
    play,
    polls,
    reply,
    request,
    stream,
)

from mockgemini.clock import ManualClock, Pace
from mockgemini.replay.player import Player

ID = "v1_abc"
POLLED = f"/v1/interactions/{ID}"
BACKGROUND = ask("research", background=True)
IN_PROGRESS = {"id": ID, "status": "in_progress"}
COMPLETED = {"id": ID, "status": "completed"}


def background(took=0.0):
    return cassette(
        (BACKGROUND, reply(IN_PROGRESS, took=took)),
        (get(POLLED), polls((5.0, IN_PROGRESS, 13), (140.2, COMPLETED, 1))),
    )


def statuses(answers):
    return [body_of(each)["status"] for each in answers]


def test_instant_poll_is_completed_on_the_second_get():
    """
    At pace instant fourteen polls are two: in_progress, then completed for ever.
    """
    player = Player([background()], clock=ManualClock())

    answers = play(player, BACKGROUND, *[get(POLLED)] * 302)

    assert ["in_progress"] * 2 + ["completed"] * 301 == statuses(answers)


@pytest.mark.parametrize("times", [3, 300])
def test_scaled_poll_completes_at_the_scaled_moment(times):
    """
    However often it is polled, the state is that of the scaled time since the creating answer.
    """
    clock = ManualClock()
    player = Player([background(took=10.0)], clock=clock, pace=Pace(0.01))
    seen = []

    play(player, BACKGROUND)
    for _ in range(times):
        clock.advance(3.0 / times)
        seen.append((clock.now(), *statuses(play(player, get(POLLED)))))

    due = (10.0 + 140.2) * 0.01
    assert seen
    assert all((status == "completed") == (at >= due - 1e-6) for at, status in seen)


def test_poll_without_a_creator_counts_from_the_first_get():
    """
    Where the creating answer is in no cassette, time begins with the first GET.
    """
    clock = ManualClock()
    clock.advance(1000)
    path = "/v1beta/files/abc"
    recorded = cassette((get(path), polls((0.0, {"status": "a"}, 3), (20.0, {"status": "b"}, 1))))
    player = Player([recorded], clock=clock, pace=Pace(1.0))

    first = play(player, get(path))
    clock.advance(19.0)
    second = play(player, get(path))
    clock.advance(1.0)

    assert ["a", "a", "b"] == statuses([*first, *second, *play(player, get(path))])


def test_uploaded_file_is_polled_from_the_end_of_its_upload():
    """
    The answer that ends an upload names the file inside `file`; its polls count from there.
    """
    clock = ManualClock()
    finish = request("POST", "/upload/v1beta/files", b"\x00", query="upload_id=U")
    path = "/v1beta/files/abc"
    recorded = cassette(
        (finish, reply({"file": {"name": "files/abc", "status": "PROCESSING"}})),
        (get(path), polls((1.0, {"status": "PROCESSING"}, 2), (8.0, {"status": "ACTIVE"}, 1))),
    )
    player = Player([recorded], clock=clock, pace=Pace(1.0))

    play(player, finish)
    clock.advance(8.0)

    assert ["ACTIVE"] == statuses(play(player, get(path)))


def test_streamed_creation_counts_from_its_last_event():
    """
    A resource created by a stream is as old as the end of that stream.
    """
    clock = ManualClock()
    created = stream((0.5, {"interaction": {"id": ID}}), (2.0, {"event_type": "x"}))
    recorded = cassette(
        (BACKGROUND, created), (get(POLLED), polls((0.0, IN_PROGRESS, 2), (8.0, COMPLETED, 1)))
    )
    player = Player([recorded], clock=clock, pace=Pace(1.0))

    play(player, BACKGROUND)
    clock.advance(9.0)
    first = play(player, get(POLLED))
    clock.advance(1.0)

    assert ["in_progress", "completed"] == statuses([*first, *play(player, get(POLLED))])


def test_created_anew_it_is_polled_anew():
    """
    When the creating answer is given again, the states begin again.
    """
    player = Player([background()], repeat="cycle")

    answers = play(player, *[BACKGROUND, get(POLLED), get(POLLED)] * 2)

    assert ["in_progress", "in_progress", "completed"] * 2 == statuses(answers)


def test_what_was_read_after_a_change_waits_for_the_change():
    """
    A client that polls more often does not see `cancelled` before it cancels.
    """
    cancel = request("POST", POLLED + "/cancel")
    player = Player(
        [
            cassette(
                (BACKGROUND, reply(IN_PROGRESS)),
                (get(POLLED), reply(IN_PROGRESS)),
                (cancel, reply({"id": ID, "status": "cancelled"})),
                (get(POLLED), polls((9.0, {"status": "cancelled"}, 2))),
            )
        ]
    )

    answers = play(player, BACKGROUND, *[get(POLLED)] * 3, cancel, get(POLLED))

    assert ["in_progress"] * 4 + ["cancelled"] * 2 == statuses(answers)


def test_reset_begins_polls_again():
    """
    After a reset a poll is where it was at first.
    """
    player = Player([background()])
    play(player, BACKGROUND, get(POLLED), get(POLLED))

    player.reset()

    assert ["in_progress"] == statuses(play(player, get(POLLED)))


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.floats(0.1, 50), min_size=1, max_size=6),
    st.lists(st.floats(0, 60), max_size=30),
    st.sampled_from([0.0, 0.01, 1.0, 3.0]),
)
def test_polls_never_go_back(gaps, waits, factor):
    """
    However one polls, at whatever pace, no state is followed by an earlier one.
    """
    states = [(sum(gaps[:index]), {"n": index}, 1) for index in range(len(gaps) + 1)]
    clock = ManualClock()
    player = Player([cassette((get(POLLED), polls(*states)))], clock=clock, pace=Pace(factor))
    seen = []

    for wait in waits:
        clock.advance(wait)
        seen += numbers(play(player, get(POLLED)))

    assert sorted(seen) == seen
