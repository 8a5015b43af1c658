import pytest
from stages.staged import staged

from mockgemini.synthesize.composing.operating import use
from mockgemini.synthesize.dice import Dice
from mockgemini.wire.brief import Tool
from mockgemini.wire.outcome import FunctionResult, Media, Text, Turn

TASK = Turn("user", (Text("Search for smart fridges."),))
BROWSER = Tool("computer_use", {"environment": "browser"})


def actions(task=TASK, tool=BROWSER, model="gemini-3.5-flash"):
    """
    All actions, each answered by the client with a screenshot.
    """
    turns, found = [task], []
    while (used := use(staged("", *turns, model=model), tool, Dice(b""))) is not None:
        (call,) = used.parts
        found.append(call)
        shot = [{"type": "image", "data": "iVBORw0KGgo=", "mime_type": "image/png"}]
        turns += [Turn("model", (call,)), Turn("user", (FunctionResult(call.id, call.name, shot),))]
    return found


def test_actions_follow_one_another():
    """
    Each result brings the next action, until all is done.
    """
    assert ["navigate", "click", "type"] == [call.name for call in actions()]
    assert {"text", "press_enter", "intent"} == actions()[2].arguments.keys()
    assert "search for smart fridges" not in actions()[2].arguments["text"]


@pytest.mark.parametrize(
    "model", ["gemini-2.5-computer-use-preview-10-2025", "gemini-3-flash-preview"]
)
def test_early_models_have_their_own_names(model):
    """
    The first generation's actions have other names and give no intent.
    """
    found = actions(model=model)

    assert ["open_web_browser", "click_at", "type_text_at"] == [call.name for call in found]
    assert all("intent" not in call.arguments for call in found)


@pytest.mark.parametrize(
    ("environment", "first"), [("mobile", "open_app"), ("desktop", "take_screenshot")]
)
def test_first_action_fits_the_environment(environment, first):
    """
    Telephones and desktops begin otherwise than browsers.
    """
    assert first == actions(tool=Tool("computer_use", {"environment": environment}))[0].name


@pytest.mark.parametrize("key", ["excluded_predefined_functions", "excludedPredefinedFunctions"])
def test_excluded_actions_are_left_out(key):
    """
    What the client excludes is not asked for, whichever way it is spelled.
    """
    tool = Tool("computer_use", {key: ["click"]})

    assert ["navigate", "type"] == [call.name for call in actions(tool=tool)]


def test_delicate_actions_want_confirmation():
    """
    Where money or consent is in play the last action asks for confirmation.
    """
    last = actions(Turn("user", (Text("Buy the cheapest fridge."),)))[-1]

    assert "require_confirmation" == last.arguments["safety_decision"]["decision"]
    assert "safety_decision" not in actions()[-1].arguments


def test_new_task_begins_anew():
    """
    Actions count from the task that was given last.
    """
    (first, *_) = actions()
    turns = [TASK, Turn("model", (first,)), Turn("user", (Text("Look for ovens."),))]

    (call,) = use(staged("", *turns), BROWSER, Dice(b"")).parts

    assert "navigate" == call.name


def test_without_task_nothing_is_done():
    """
    A picture alone is no task.
    """
    turn = Turn("user", (Media("image", "image/png", "iVBORw0KGgo="),))

    assert use(staged("", turn), BROWSER, Dice(b"")) is None
