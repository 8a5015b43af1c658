from stages.staged import staged

from mockgemini.synthesize.composing.seeing import Sight
from mockgemini.synthesize.composing.speaking import Remarks, Speech, spoken
from mockgemini.synthesize.composing.voice import Voice
from mockgemini.wire.outcome import FunctionResult, Media, Text, Turn


def answer(scene, said=()):
    return Speech(scene, Sight(scene), Remarks(scene), said).told(Voice(scene))


def test_an_answer_shows_what_reached_the_model():
    """
    Instruction, prompt, media and the turns before are all in the answer, in paragraphs.
    """
    asked = Turn("user", (Text("What is this?"), Media("image", uri="https://a/b.png")))
    history = (Turn("user", (Text("Hi"),)), Turn("model", (Text("Hello"),)))

    text = answer(staged("", asked, history=history, system_instruction="Be brief."))

    for shown in ("Be brief.", "What is this?", "https://a/b.png", '"Hi"', '"Hello"'):
        assert shown in text
    assert 5 == text.count("\n\n") + 1


def test_other_dice_say_it_in_other_words():
    """
    The dice decide between phrasings, not what is told.
    """
    texts = {answer(staged("Tell me a joke.", seed=bytes([n]))) for n in range(9)}

    assert len(texts) > 2
    assert all('"Tell me a joke."' in text for text in texts)


def test_a_story_is_longer_than_a_joke():
    """
    A prompt that asks for something long gets several paragraphs.
    """
    story, joke = staged("Tell me a story."), staged("Tell me a joke.")

    assert len(Remarks(joke).told(Voice(joke))) < len(Remarks(story).told(Voice(story)))
    assert len(answer(joke)) * 1.5 < len(answer(story))


def test_results_speak_for_themselves():
    """
    Where only results came, the answer is what is said of them.
    """
    scene = staged("", Turn("user", (FunctionResult("a", "f", 1),)))

    assert "f gave 1." == answer(scene, ["f gave 1."])
    assert answer(staged("And you?"), ["f gave 1."]).startswith("f gave 1.\n\n")


def test_there_is_always_something_to_say():
    """
    Even nothing at all gets an answer.
    """
    assert answer(staged("", Turn("user", ())))


def test_the_same_speech_is_told_in_other_words():
    """
    What is to be said is known once; how it is said, the voice decides each time.
    """
    scene = staged("Tell me a joke.")
    speech = Speech(scene, Sight(scene), Remarks(scene))

    texts = {speech.told(Voice(staged("Tell me a joke.", seed=bytes([n])))) for n in range(9)}

    assert len(texts) > 2
    assert speech.told(Voice(scene)) == spoken(scene, Voice(scene), Sight(scene))
