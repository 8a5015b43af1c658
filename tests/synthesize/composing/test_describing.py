import base64

from samples.given_media import dice
from stages.staged import NOW, staged

from mockgemini.exchange import Payload
from mockgemini.synthesize.composing.describing import described, named
from mockgemini.synthesize.composing.seeing import Sight
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.files.stored import StoredFile
from mockgemini.synthesize.media.png import png
from mockgemini.synthesize.media.wav import wav
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Brief
from mockgemini.wire.outcome import Media, Text

SIGHT = Sight(staged())
IMAGE = Media("image", "image/png", base64.b64encode(png(64, 48, dice())).decode())
SOUND = Media("audio", None, base64.b64encode(wav(2.0, dice())).decode())
ONE_PAGE = b"%PDF-1.4\n1 0 obj << /Type /Page >> endobj\n%%EOF"
DOCUMENT = Media("document", "application/pdf", base64.b64encode(ONE_PAGE).decode())


def test_a_picture_is_told_by_type_and_pixels():
    """
    One picture is described in one sentence; words are not media.
    """
    assert ["The image is image/png, 64 × 48 pixels."] == described([Text("Hi"), IMAGE], SIGHT)


def test_several_media_are_numbered():
    """
    Sound is told by its seconds, a document by its pages, each with its place among the media.
    """
    assert [
        "Audio 1 is audio/wav, 2.0 seconds.",
        "Document 2 is application/pdf, 1 page.",
        "File 3 is of an unknown type.",
    ] == described([SOUND, DOCUMENT, Media("hologram")], SIGHT)


def test_remote_media_are_named():
    """
    What lies on the web is named by its address and not fetched.
    """
    remote = Media("video", "video/mp4", uri="https://example.com/a.mp4")

    assert [
        "The video at https://example.com/a.mp4 is video/mp4, which I do not fetch."
    ] == described([remote], SIGHT)


def test_a_wrong_type_shows():
    """
    Where the bytes are of another kind than the request says, both are told.
    """
    wrong = Media("audio", "audio/wav", IMAGE.data)

    assert ["The audio is audio/wav, in truth image/png, 64 × 48 pixels."] == described(
        [wrong], SIGHT
    )


def test_media_are_named_within_a_sentence():
    """
    Type and size stand in brackets behind the word.
    """
    assert "an image (image/png, 64 × 48 pixels)" == named(IMAGE, SIGHT)
    assert "a document (application/pdf, 1 page)" == named(DOCUMENT, SIGHT)


def test_an_uploaded_file_goes_by_its_name():
    """
    What was uploaded is told by the name it was given.
    """
    file = StoredFile(
        *("files/abc", "image/png", Payload(base64.b64decode(IMAGE.data))),
        *(NOW, NOW, NOW),
        display_name="Two dogs",
    )
    sight = Sight(Scene(Brief(model="m"), Dice(b""), NOW, files={file.uri: file}.get))

    assert ['The image in the file "Two dogs" is image/png, 64 × 48 pixels.'] == described(
        [Media("image", uri=file.uri)], sight
    )
