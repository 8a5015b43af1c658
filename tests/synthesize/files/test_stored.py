"""
A file as it is told.
"""

from datetime import UTC, datetime, timedelta, timezone

import yaml
from samples import given_media
from samples.recorded_upload import legs
from samples.shared import needs_recordings

from mockgemini.exchange import Payload
from mockgemini.synthesize.files.stored import StoredFile, unready

MOMENT = datetime(2026, 8, 19, 14, 34, 14, 94797, UTC)


def stored(mime_type="application/pdf", data=b"%PDF", **more):
    """
    A file made at MOMENT.
    """
    named = {"name": "files/k4t1ywl66fz2", "created": MOMENT, "updated": MOMENT}
    named |= {"expires": MOMENT + timedelta(hours=48), "size": len(data)}
    return StoredFile(mime_type=mime_type, payload=Payload(data), **(named | more))


@needs_recordings
def test_a_file_is_told_as_recorded():
    """
    Key by key, in order, the resource is the one that Google told of the same bytes.
    """
    (_, (data, _, text)) = legs()
    file = yaml.safe_load(text)["file"]
    expires = datetime(2026, 8, 21, 14, 34, 13, 503405, UTC)

    told = stored(data=data, display_name="sample.pdf", expires=expires, nanoseconds=945).resource()

    assert list(file.items()) == list(told.items())


def test_a_digest_is_the_base64_of_its_hex_digits():
    """
    Not of the bytes, as the documentation has it.
    """
    digest = (
        "ZTNiMGM0NDI5OGZjMWMxNDlhZmJmNGM4OTk2ZmI5MjQyN2FlNDFlNDY0OWI5MzRjYTQ5NTk5MWI3ODUyYjg1NQ=="
    )

    assert digest == stored(data=b"").resource()["sha256Hash"]


def test_an_active_film_tells_how_long_it_is():
    """
    Its own seconds; those of its size where it does not tell; none while it is processed.
    """
    film = given_media.mp4(64, 48, 2, given_media.dice())

    assert {"videoDuration": "2s"} == stored("video/mp4", film).resource()["videoMetadata"]
    assert {"videoDuration": "4s"} == stored("video/mp4", bytes(10**6)).resource()["videoMetadata"]
    assert "videoMetadata" not in stored("video/mp4", film, state="PROCESSING").resource()


def test_a_generated_file_tells_where_to_download_it():
    """
    Its download address is its uri and what to do with it.
    """
    told = stored(source="GENERATED").resource()

    assert f"{told['uri']}:download?alt=media" == told["downloadUri"]
    assert "downloadUri" not in stored().resource()


def test_a_registered_file_tells_nothing_of_its_bytes():
    """
    They lie elsewhere.
    """
    told = stored(source="REGISTERED", registered="gs://a/b.pdf").resource()

    assert {"sizeBytes", "sha256Hash"}.isdisjoint(told)


def test_times_are_told_in_utc():
    """
    Whatever zone a clock has, and always with all their digits.
    """
    there = datetime(2026, 1, 1, 3, tzinfo=timezone(timedelta(hours=3)))

    assert "2026-01-01T00:00:00.000000Z" == stored(created=there).resource()["createTime"]


def test_a_file_in_processing_cannot_be_used():
    """
    Google's words for it.
    """
    refusal = unready(stored(state="PROCESSING"))

    assert 400 == refusal.status
    assert refusal.message == (
        "The File k4t1ywl66fz2 is not in an ACTIVE state and usage is not allowed."
    )
