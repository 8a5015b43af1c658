"""
Computer use: one action at a time, which the client carries out and answers with a screenshot.
"""

from __future__ import annotations

import re

from mockgemini.jsontext import Json
from mockgemini.synthesize import ids
from mockgemini.synthesize.composing.topic import query, topic
from mockgemini.synthesize.composing.used import Used, is_second_generation
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Tool
from mockgemini.wire.outcome import FunctionCall, Text
from mockgemini.wire.turns import USER

_HOME = "https://www.google.com"
_DELICATE = re.compile(
    r"\b(buy|purchase|pay|checkout|accept|agree|consent|terms|submit|delete|sign up)\b",
    re.IGNORECASE,
)
_EXCLUDED = ("excluded_predefined_functions", "excludedPredefinedFunctions")


def use(scene: Scene, tool: Tool, dice: Dice) -> Used | None:
    """
    The next action towards what was asked; None when all have been done.
    """
    task = _task(scene)
    actions = [each for each in _actions(scene, tool, task, dice) if each[0] not in _excluded(tool)]
    done = _done(scene, {name for name, _ in actions})
    if not task or done >= len(actions):
        return None
    name, arguments = actions[done]
    if done == len(actions) - 1 and _DELICATE.search(task):
        arguments["safety_decision"] = {
            "explanation": "This may have consequences that cannot be undone.",
            "decision": "require_confirmation",
        }
    return Used((FunctionCall(name, arguments, ids.call_id(dice)),))


def _actions(scene: Scene, tool: Tool, task: str, dice: Dice) -> list[tuple[str, dict[str, Json]]]:
    x, y = dice.integer(300, 700), dice.integer(200, 500)
    if is_second_generation(scene) or scene.brief.name.startswith("gemini-3-"):
        # The names of the first generation, which gave no intents.
        return [
            ("open_web_browser", {}),
            ("click_at", {"x": x, "y": y}),
            ("type_text_at", {"x": x, "y": y, "text": query(task), "press_enter": True}),
        ]
    return [
        _start(tool.extra.get("environment")),
        ("click", {"x": x, "y": y, "intent": "Focus the search field."}),
        (
            "type",
            {"text": query(task), "press_enter": True, "intent": f"Look for {topic(task)}."},
        ),
    ]


def _start(environment: Json) -> tuple[str, dict[str, Json]]:
    if environment == "mobile":
        return "open_app", {"app_name": "Chrome", "intent": "Open the browser."}
    if environment == "desktop":
        return "take_screenshot", {"intent": "See what is on the screen."}
    return "navigate", {"url": _HOME, "intent": "Go to the search engine."}


def _excluded(tool: Tool) -> set[str]:
    lists = [tool.extra.get(key) for key in _EXCLUDED]
    return {str(name) for names in lists if isinstance(names, list) for name in names}


def _task(scene: Scene) -> str:
    """
    What the user asked last in words; the results of actions say nothing new.
    """
    for turn in reversed(scene.turns):
        words = [part.text for part in turn.parts if isinstance(part, Text)]
        if turn.who == USER and any(each.strip() for each in words):
            return "\n".join(words)
    return ""


def _done(scene: Scene, names: set[str]) -> int:
    """
    The actions carried out since the last task was given.
    """
    count = 0
    for turn in reversed(scene.turns):
        if turn.who == USER and any(isinstance(part, Text) for part in turn.parts):
            break
        count += sum(isinstance(p, FunctionCall) and p.name in names for p in turn.parts)
    return count
