"""
Jobs in the background, without waiting for them.
"""

import pytest
from assistant.researcher import GaveUp, research, research_async


def test_polls_every_ten_seconds_until_there_is_a_report(client, mockgemini):
    """
    Nobody waits for it: the pauses are skipped, and noted.
    """
    waits = mockgemini.skip_waits()
    mockgemini.reply("Bridges are old.", polls=3)

    assert research(client, "bridges") == "Bridges are old."

    assert waits.seconds == [10, 10, 10, 10]
    mockgemini.assert_well_behaved()


@pytest.mark.anyio
async def test_does_the_same_without_blocking(async_client, mockgemini):
    """
    Waits of asyncio are skipped as well.
    """
    waits = mockgemini.skip_waits()
    mockgemini.reply("Bridges are old.", polls=1)

    assert await research_async(async_client, "bridges") == "Bridges are old."

    assert waits.total == 20


@pytest.mark.mockgemini("research")
def test_a_recorded_job_goes_from_state_to_state(client, mockgemini):
    """
    Its polls are one exchange of the cassette.
    """
    mockgemini.skip_waits()

    assert research(client, "the history of bridges")


def test_cancels_what_takes_too_long(client, mockgemini):
    """
    A job that is given up is not paid for any longer.
    """
    mockgemini.skip_waits()
    mockgemini.reply("Never.", polls=100)

    with pytest.raises(GaveUp):
        research(client, "everything", patience=30)

    assert mockgemini.interactions[0].status == "cancelled"


def test_a_failed_job_is_an_error(client, mockgemini):
    """
    What ended otherwise is told as it is.
    """
    mockgemini.skip_waits()
    mockgemini.reply(status="failed", polls=1)

    with pytest.raises(RuntimeError, match="failed"):
        research(client, "the impossible")
