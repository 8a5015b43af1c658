import base64
from datetime import timedelta

from samples.given_media import dice
from stages.staged import NOW, staged

from mockgemini.exchange import Payload
from mockgemini.synthesize.composing.seeing import Sight
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.files.stored import StoredFile
from mockgemini.synthesize.media.png import png
from mockgemini.synthesize.media.reading import Reading
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Brief
from mockgemini.wire.outcome import Media

PICTURE = png(3, 2, dice())


def stored(**more):
    file = StoredFile(
        "files/abc", "image/png", Payload(PICTURE), NOW, NOW, NOW + timedelta(days=2), **more
    )
    find = {file.uri: file}.get
    return Sight(Scene(Brief(model="m"), Dice(b""), NOW, files=find)), Media("image", uri=file.uri)


def test_media_in_the_request_are_measured():
    """
    Base64 is read, and measured once.
    """
    sight = Sight(staged())
    media = Media("image", data=base64.b64encode(PICTURE).decode())

    assert (3, 2) == sight.of(media).pixels
    assert sight.of(media) is sight.of(media)


def test_uploaded_files_are_measured():
    """
    What a uri of the Files API refers to is read, and has the name it was uploaded under.
    """
    sight, media = stored(display_name="Two dogs")

    assert (3, 2) == sight.of(media).pixels
    assert "Two dogs" == sight.file_name(media)


def test_a_file_without_a_name_goes_by_its_id():
    """
    A file that was given no name is called by its own.
    """
    sight, media = stored()

    assert "files/abc" == sight.file_name(media)


def test_what_lies_elsewhere_is_not_fetched():
    """
    Nothing is told of remote media, nor of what is no base64.
    """
    sight = Sight(staged())

    for media in (Media("image", uri="https://a/b"), Media("image", data="%"), Media("image")):
        assert Reading() == sight.of(media)
        assert None is sight.file_name(media)
