import json

import pytest
from samples.shared import RECORDINGS, needs_recordings
from stages.staged import parts_of, seen, staged

from mockgemini.synthesize.composing.filming import Filming
from mockgemini.wire.brief import Format
from mockgemini.wire.outcome import Media, Text
from mockgemini.wire.refusal import Refused

OMNI = "gemini-omni-1.1-flash"


def filmed(model=OMNI, **brief):
    scene = staged("A cat that sails.", model=model, **brief)
    return Filming().compose(scene) if Filming().concerns(scene.brief) else None


def test_film_plays():
    """
    One film of eight seconds, and nothing before it.
    """
    outcome = filmed()

    (film,) = outcome.parts

    assert ("video/mp4", 8.0) == (seen(film).mime_type, seen(film).seconds)
    assert (film.mime_type, "completed") == ("video/mp4", outcome.status)
    assert outcome.usage.thought > 0


def test_length_is_as_asked():
    """
    Shape, resolution and duration are those of the format.
    """
    form = Format("video", extra={"duration": "3s", "resolution": "360p", "aspect_ratio": "9:16"})

    (film,) = parts_of(Media, filmed(formats=(form,)))

    assert 3.0 == seen(film).seconds


@pytest.mark.parametrize(
    "settings", [{"duration": "soon"}, {"resolution": "8k"}, {"aspect_ratio": "1:1"}], ids=str
)
def test_impossible_films_are_refused(settings):
    """
    What no model could film is refused.
    """
    with pytest.raises(Refused):
        filmed(formats=(Format("video", path="response_format", extra=settings),))


def test_others_film_when_asked():
    """
    Other models film only if a film is asked for; these do not if text is.
    """
    assert filmed("gemini-3.5-flash") is None
    assert filmed("gemini-3.5-flash", modalities=("video",)) is not None
    assert filmed(modalities=("text",)) is None
    assert [Text, Media] == [type(part) for part in filmed(modalities=("text", "video")).parts]


@needs_recordings
def test_parts_are_the_recorded_ones():
    """
    As recorded there is one video with type, mime type and data, and its tokens are counted.
    """
    lines = (RECORDINGS / "vercel-ai/steps/video-response-format.chunks.txt").read_text()
    events = [json.loads(line) for line in lines.splitlines() if line]
    (delta,) = [event["delta"] for event in events if event["event_type"] == "step.delta"]
    usage = events[-1]["interaction"]["usage"]

    (film,) = filmed().parts

    assert {"type", "mime_type", "data"} == delta.keys()
    assert delta["mime_type"] == film.mime_type
    assert film.data.startswith(delta["data"])
    assert [each["modality"] for each in usage["output_tokens_by_modality"]] == [
        kind for kind, _ in filmed().usage.output_by
    ]
