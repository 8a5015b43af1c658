"""
What is said of jobs in the background.
"""

import pytest
from stages.judging import Client
from stages.scripts import REVISIONS

from mockgemini.verdict.history import History
from mockgemini.verdict.rules import judged


def polled(*moments, polls=2, date=REVISIONS[-1]):
    """
    A client that has looked at its job at these moments; the id of the job.
    """
    client = Client(date)
    client.told("Done.", polls=polls)
    job = client.asks("Work.", at=0.0, background=True)["id"]
    for moment in moments:
        client.looks(job, at=moment)
    return client, job


@pytest.mark.parametrize("date", REVISIONS)
def test_polling_too_fast(date):
    """
    More than one look a second is a finding, in both revisions.
    """
    client, job = polled(0.1, 0.2, 0.3, date=date)

    assert [("polled_too_fast", (2, 3, 4))] == client.found
    assert f"/interactions/{job} was asked 3 times, at the fastest after 0.1 s" in str(
        client.verdict
    )


def test_patient_polling():
    """
    A look a second, a quick second look, and looks at what is done are fine.
    """
    assert [] == polled(1.0, 2.0, 3.0)[0].found
    assert [] == polled(1.0, 1.1, 4.0, 4.01, 4.02)[0].found


def test_the_rate_is_given():
    """
    A test says how many polls a second it allows.
    """
    client, _ = polled(1.0, 2.0, 3.0)

    assert ["polled_too_fast"] == judged(History(client.journal, (), 0.1)).names


def test_polls_with_skipped_waits():
    """
    A client that slept between its polls, by skip_waits, was patient.
    """
    client, _ = polled(0.1, 0.2, 0.3)
    for moment in [0.15, 0.25]:
        client.sleeps(10.0, at=moment)

    assert [] == client.found


@pytest.mark.parametrize("date", REVISIONS)
def test_an_abandoned_job(date):
    """
    A job that was looked at, and was in progress at the last look, was given up.
    """
    client, _ = polled(1.0, 2.0, polls=9, date=date)

    assert [("abandoned_job", (1, 3))] == client.found


@pytest.mark.parametrize("end", [{"below": "/cancel"}, {"method": "DELETE"}])
def test_a_job_that_is_ended(end):
    """
    Who cancels or deletes a job has not given it up.
    """
    client, job = polled(1.0, 2.0, polls=9)
    client.looks(job, **end)

    assert [] == client.found


def test_a_job_that_nobody_looks_at():
    """
    A job that was never looked at may be somebody else's to wait for.
    """
    assert [] == polled(polls=9)[0].found
