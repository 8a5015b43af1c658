"""
When the events of a stream arrive: while recording, at recorded pace, at once.
"""

from itertools import pairwise
from statistics import median

from journeys.sdks import frames, google, logged, post, recording, serving

GAP = 0.2
WISH = {"model": "gemini-2.5-flash", "input": "Tell me a short joke.", "stream": True}


def gaps(events):
    """
    The seconds between one event and the next.
    """
    return [after[0] - before[0] for before, after in pairwise(events)]


def recorded(cassette, tmp_path):
    """
    A stream with GAP seconds before each event, through the recorder; its events as they arrived.
    """
    with (
        google(tmp_path, "--gap", str(GAP)) as upstream,
        recording(cassette, upstream.url) as recorder,
    ):
        events = frames(post(f"{recorder.url}/v1/interactions", WISH))
        assert recorder.end() == 0, recorder.err
    return events


def test_each_event_passes_at_once_and_replays_when_it_came(tmp_path):
    """
    The first event is with the client before the second is sent; replay repeats the gaps, or none.
    """
    cassette = tmp_path / "joke.yaml"

    live = recorded(cassette, tmp_path)
    sent = [entry["at"] for entry in logged(tmp_path, "chunk")]

    assert live[0][0] < sent[1]
    assert median(arrived[0] - at for arrived, at in zip(live, sent, strict=True)) < 0.02

    with serving(cassette, "--pace", "recorded") as player:
        paced = frames(post(f"{player.url}/v1/interactions", WISH, key="any"))
    with serving(cassette, "--pace", "instant") as player:
        instant = frames(post(f"{player.url}/v1/interactions", WISH, key="any"))

    assert [event for _, event in live] == [event for _, event in paced]
    assert median(abs(a - b) for a, b in zip(gaps(live), gaps(paced), strict=True)) < 0.02
    assert [event for _, event in live] == [event for _, event in instant]
    assert sum(gaps(instant)) < 0.05


def test_a_factor_stretches_the_gaps(tmp_path):
    """
    A pace of 0.1 takes a tenth of the time.
    """
    cassette = tmp_path / "joke.yaml"
    live = recorded(cassette, tmp_path)

    with serving(cassette, "--pace", "0.1") as player:
        paced = frames(post(f"{player.url}/v1/interactions", WISH, key="any"))

    tenths = [gap / 10 for gap in gaps(live)]
    assert median(abs(a - b) for a, b in zip(tenths, gaps(paced), strict=True)) < 0.02
