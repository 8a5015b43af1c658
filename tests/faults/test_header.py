import pytest
from hypothesis import given
from hypothesis import strategies as st
from stages.faulted import RAW, Stage

from mockgemini.errors import UsageError
from mockgemini.faults import HEADER, Cut, ErrorEvent, Fail, Latency, Reset
from mockgemini.faults.header import parse


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("reset", (Reset(times="always"),)),
        ("cut after_events=4", (Cut(4, times="always"),)),
        ("  cut   after_events=4  times=1 ", (Cut(4, times=1),)),
        ("fail status=429 retry_after=null", (Fail(429, None, times="always"),)),
        (
            "latency seconds=0.5;cut after_bytes=10 within=null",
            (Latency(0.5, times="always"), Cut(after_bytes=10, times="always")),
        ),
        (
            'error_event message="Not today; perhaps." is_empty=false',
            (ErrorEvent(message="Not today; perhaps.", times="always"),),
        ),
    ],
)
def test_a_header_says_what_goes_wrong(words, expected):
    """
    Name, options, and the next one behind a semicolon; without `times` each time it is said.
    """
    assert expected == parse(words)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "expected a fault such as 'cut after_events=4', and nothing came"),
        ("reset;", "nothing came"),
        ("cut 4", "expected a word and its value, as after_events=4, not '4'"),
        ("cut after_events=four", "cut: after_events takes a whole number from 0 on, not 'four'"),
        ("cut when=x", "'when' means nothing there"),
        ("sabotage", "there is no fault 'sabotage'"),
        ('error_event message="open', "cannot be read: No closing quotation"),
        ("reset " * 500, "3000 characters are more than 1000"),
    ],
)
def test_a_header_that_says_nothing_is_refused(words, sentence):
    """
    The program gets a 422 with one sentence, and nothing else has happened.
    """
    stage = Stage()

    told = stage.visit(headers=((HEADER, words),))

    assert 422 == told.status
    assert told.message.startswith(f"{HEADER}: ")
    assert sentence in told.message
    assert stage.player.unused()


def test_a_header_acts_on_its_own_request():
    """
    On each that carries it, and no other.
    """
    stage = Stage(repeat="cycle")

    told = [
        stage.visit(headers=((HEADER, "cut after_events=1"),)).body,
        stage.visit(headers=((HEADER, "cut after_events=2"),)).body,
        stage.visit(headers=((HEADER, "cut after_events=1"),)).body,
        stage.visit().body,
    ]

    assert [RAW[0], RAW[0] + RAW[1], RAW[0], b"".join(RAW)] == told


def test_a_header_may_act_a_few_times_only():
    """
    A client that sends it with every try gets through in the end; after a reset it counts anew.
    """
    stage = Stage()
    headers = ((HEADER, "fail status=503 times=2"),)

    assert [503, 503, 200] == [stage.visit(headers=headers).status for _ in range(3)]
    stage.world.reset()
    assert 503 == stage.visit(headers=headers).status


@given(st.text(max_size=60))
def test_whatever_it_says_it_is_faults_or_one_sentence(words):
    """
    Nothing else comes of it.
    """
    assert complaint(words).startswith(HEADER)


def complaint(words):
    """
    What is said of a header; its name alone where nothing is.
    """
    try:
        parse(words)
    except UsageError as error:
        return str(error)
    return HEADER


def test_so_many_different_headers_are_forgotten():
    """
    A space does not remember all it was ever told.
    """
    stage = Stage(repeat="cycle")
    for number in range(1003):
        stage.visit(headers=((HEADER, f"latency seconds=0 seed={number}"),))

    assert len(stage.world.faults._of_headers) < 1003
