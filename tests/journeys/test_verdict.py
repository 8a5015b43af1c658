"""
The real SDKs are well behaved, and what an application does wrong around them is found.
"""

import sysconfig

import pytest
from journeys.sdks import ROOT, Sdk, environment, param, ran

SDKS = [param(Sdk("python", version)) for version in ["1.75.0", "2.34.0", "3.4.0"]]
WELL = '"the client is well behaved"'


@pytest.fixture(params=SDKS, scope="module", ids=str)
def transcript(request):
    """
    What the program told, by the first word of each line.
    """
    packages = sysconfig.get_paths()["purelib"]
    program = ROOT / "tests/programs/behaved.py"
    done = ran([str(request.param.interpreter), str(program), packages], environment(key=None))
    assert 0 == done.code, done.err[-3000:]
    return dict(line.split(" ", 1) for line in done.out.splitlines())


def test_retries_of_the_sdk(transcript):
    """
    An SDK with its own settings, told when to come back or not, gives no finding; its waits are
    skipped and noted.
    """
    assert WELL == transcript["retries"]
    assert "[20.0, 20.0, 20.0] true" == transcript["slept"]


def test_clients_that_wait(transcript):
    """
    So does the async client, alone and nine at a time.
    """
    assert f'"completed" [5.0, 5.0] {WELL}' == transcript["waiting"]


def test_an_impatient_application(transcript):
    """
    A retried 400, hasty polls and a job given up are found.
    """
    expected = (
        '[["retried_refusal", [1, 2]], ["abandoned_job", [3, 6]], ["polled_too_fast", [4, 5, 6]]]'
    )
    assert expected == transcript["impatience"]


def test_a_patient_application(transcript):
    """
    A loop that sleeps between its polls is fine although the sleep is skipped, and so is a
    conversation with a function.
    """
    assert f"[10.0, 10.0, 10.0] {WELL}" == transcript["patience"]
    assert WELL == transcript["conversation"]


def test_a_cancel_button(transcript):
    """
    A stream that is held after three events and closed by its reader has sent three, and its client
    was seen to leave; one that is released goes on.
    """
    assert "[true, false] true 3 3 false" == transcript["cancel"]
    assert "3 true false true" == transcript["release"]
