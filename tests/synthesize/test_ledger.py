"""
The ledger: what it remembers, and how interactions come to their end.
"""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mockgemini.clock import INSTANT, ManualClock, Pace
from mockgemini.synthesize.ledger import Interaction, Ledger, Progress
from mockgemini.synthesize.lifecycle import BEGINNINGS, CANCELLED, FOLLOWS
from mockgemini.wire.brief import Brief
from mockgemini.wire.outcome import Outcome, Text, Turn
from mockgemini.wire.refusal import Refused
from mockgemini.wire.usage import Usage


def interaction(name="v1_a", *, status="completed", background=True, began=0.0, **more):
    """
    An interaction on its way to an end.
    """
    end = Outcome((Text("Done."),), status, Usage(total=3), id=name, created="t")
    brief = Brief(model="m", turns=(Turn("user", (Text("Hi"),)),), background=background)
    return Interaction(brief, (), end, began, **more)


def ledger(pace=INSTANT, clock=None, **more):
    """
    An empty ledger.
    """
    return Ledger(clock or ManualClock(), pace, **more)


def test_a_background_interaction_ends_after_its_polls():
    """
    At pace instant so many polls see it running as its progress says, and none after.
    """
    known = ledger()
    known.add(interaction(progress=Progress(polls=2)))

    seen = [known.poll("v1_a").status for _ in range(5)]

    assert ["in_progress"] * 2 + ["completed"] * 3 == seen


def test_at_a_pace_the_clock_decides():
    """
    At half the recorded time a job of 30 seconds is done after 15, however often it is polled.
    """
    clock = ManualClock()
    known = ledger(Pace(0.5), clock)
    known.add(interaction())

    early = [known.poll("v1_a").status for _ in range(50)]
    clock.advance(15.0)

    assert {"in_progress"} == set(early)
    assert "completed" == known.poll("v1_a").status


def test_as_long_as_it_runs_nothing_is_told():
    """
    An interaction in progress has no parts and no usage yet.
    """
    known = ledger()
    known.add(interaction())

    outcome = known.poll("v1_a").outcome()

    assert ("in_progress", (), None) == (outcome.status, outcome.parts, outcome.usage)


def test_a_cancelled_interaction_stays_cancelled():
    """
    What was cancelled tells nothing, and cannot be cancelled again.
    """
    known = ledger()
    known.add(interaction())

    known.cancel("v1_a")

    assert CANCELLED == known.poll("v1_a").outcome().status
    with pytest.raises(Refused, match="is cancelled and cannot be cancelled"):
        known.cancel("v1_a")


def test_a_foreground_interaction_cannot_be_cancelled():
    """
    Only background interactions can be cancelled.
    """
    known = ledger()
    known.add(interaction(background=False))

    with pytest.raises(Refused):
        known.cancel("v1_a")


def test_a_deleted_interaction_is_unknown():
    """
    After a delete every call answers 404.
    """
    known = ledger()
    known.add(interaction())

    known.delete("v1_a")

    for call in (known.get, known.poll, known.cancel, known.delete, known.history):
        with pytest.raises(Refused) as refused:
            call("v1_a")
        assert 404 == refused.value.refusal.status


def test_an_interaction_expires():
    """
    After 55 days, or as long as the ledger keeps, an interaction is gone.
    """
    clock = ManualClock()
    known = ledger(clock=clock, kept_for=timedelta(days=1))
    known.add(interaction())

    clock.advance(24 * 3600 + 1)

    with pytest.raises(Refused):
        known.get("v1_a")


def test_history_is_the_whole_conversation():
    """
    What is continued is said before: both sides, oldest first.
    """
    known = ledger()
    known.add(interaction(background=False, status="completed"))
    known.finish(known.get("v1_a"))

    history = known.history("v1_a")

    assert [("user", (Text("Hi"),)), ("model", (Text("Done."),))] == [
        (turn.who, turn.parts) for turn in history
    ]
    assert () == known.history(None)


def test_what_runs_cannot_be_continued():
    """
    An interaction in progress is refused as the previous one.
    """
    known = ledger()
    known.add(interaction(progress=Progress(polls=9)))

    with pytest.raises(Refused, match="still in progress"):
        known.history("v1_a")


def test_an_unknown_interaction_may_be_adopted():
    """
    What a cassette knows of a conversation is taken over.
    """
    before = (Turn("user", (Text("Hello"),)),)

    assert before == ledger(adopt=lambda _: before).history("v1_cassette")


def test_the_oldest_are_forgotten(monkeypatch):
    """
    A ledger is bounded; what was asked first is forgotten first.
    """
    monkeypatch.setattr("mockgemini.synthesize.ledger.MOST", 2)
    known = ledger()
    for name in "abc":
        known.add(interaction(name))

    assert 2 == len(known)
    with pytest.raises(Refused):
        known.get("a")
    known.reset()
    assert 0 == len(known)


class Walk(RuleBasedStateMachine):
    """
    Any walk of polls, cancels, deletes and continuations keeps to the status table.
    """

    def __init__(self):
        super().__init__()
        self.known = ledger()
        self.seen: dict[str, str] = {}
        self.names = 0

    @rule(
        end=st.sampled_from(["completed", "failed", "requires_action", "incomplete"]),
        begins=st.sampled_from(sorted(BEGINNINGS)),
        polls=st.integers(0, 3),
    )
    def create(self, end, begins, polls):
        self.names += 1
        name = str(self.names)
        self.known.add(interaction(name, status=end, progress=Progress(polls=polls)))
        self.known.get(name).status = begins
        self.seen[name] = begins

    @rule(number=st.integers(1, 9), call=st.sampled_from(["poll", "cancel", "delete", "history"]))
    def call(self, number, call):
        try:
            getattr(self.known, call)(str(number))
        except Refused:
            return
        if call == "delete":
            del self.seen[str(number)]

    @invariant()
    def every_step_is_in_the_table(self):
        for name, before in self.seen.items():
            now = self.known.get(name).status
            steps = FOLLOWS[before] | {after for s in FOLLOWS[before] for after in FOLLOWS[s]}
            assert now == before or now in steps, (before, now)
            self.seen[name] = now


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=60, stateful_step_count=20)
