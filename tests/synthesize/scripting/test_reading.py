"""
Scripts from files and from what is posted.
"""

import json
import re

import pytest
from stages.scripts import MODEL, Scripted, result

from mockgemini.errors import UsageError
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.media.png import png
from mockgemini.synthesize.scripting.reading import load, loads
from mockgemini.synthesize.scripting.reply import Reply
from mockgemini.synthesize.scripting.tool_script import (
    ToolScript,
    calls,
    expects_result,
    says,
)
from mockgemini.wire.outcome import FunctionCall, Text, Thought, ToolCall, ToolResult

WHOLE = """\
# What the model says.
- reply: It is sunny.
  when: {text: weather, model: gemini-3.5-flash}
  times: 2
- reply:
  - {thought: 'Hm.'}
  - {text: Sunny., citations: [{type: url_citation, url: 'https://example.com'}]}
  status: incomplete
  usage: {input: 10, output: 5}
  polls: 3
  chunks: [Sun, ny.]
- calls: {get_weather: {city: Paris}, get_time: null}
- expects_result: {result: {sky: blue}, of: get_weather}
- expects_result: {of: get_time, is_error: false}
- says: Go.
- reply: Anything.
  when: time
  times: null
- script:
  - calls: {f: {}}
  - expects_result: x
  - says: Done.
  when: {tool_result: g}
"""


def test_a_file_says_what_a_test_can_say():
    """
    Replies with all their words, tool scripts in a row or as a list.
    """
    cited = Text("Sunny.", ({"type": "url_citation", "url": "https://example.com"},))
    together = calls("get_weather", city="Paris").also("get_time")
    expected = (
        Reply.of("It is sunny.").on("weather", MODEL, times=2),
        Reply.of(
            Thought("Hm."),
            cited,
            status="incomplete",
            usage={"input": 10, "output": 5},
            polls=3,
            chunks=["Sun", "ny."],
        ),
        ToolScript.of(
            together,
            expects_result({"sky": "blue"}, of="get_weather"),
            expects_result(of="get_time", is_error=False),
            says("Go."),
        ),
        Reply.of("Anything.").on("time", times=None),
        ToolScript.of(calls("f"), expects_result("x"), says("Done.")).on(tool_result="g"),
    )

    assert expected == loads(WHOLE, "talk.yaml")


def test_json_says_the_same():
    """
    What is posted may be JSON.
    """
    posted = json.dumps([{"reply": "Sunny.", "when": {"text": "weather"}}, {"calls": {"f": {}}}])

    assert loads(posted, "x") == loads(
        "- reply: Sunny.\n  when: {text: weather}\n- calls: {f: {}}\n", "x"
    )
    assert () == loads("# nothing\n", "x")


def test_a_step_with_a_condition_begins_another_script():
    """
    Steps in a row are one script, up to one that says on which requests.
    """
    text = "- says: One.\n- says: Two.\n- says: Three.\n  when: three\n"

    one, other = loads(text, "x")

    assert ([2, 1], "three") == ([len(one.moves), len(other.moves)], other.when.text)


def test_parts_of_all_kinds():
    """
    A reply has thoughts, calls, tools and media as well.
    """
    text = """\
- reply:
  - {thought: '', signature: c2ln}
  - {calls: {f: {x: 1}}}
  - {tool_call: google_search, arguments: {queries: [a]}, id: c1}
  - {tool_result: google_search, result: {x: 1}, is_error: false, call_id: c1}
  - {image: a cat, size: [16, 8]}
  - {audio: hello, seconds: 0.5}
  - {video: waves, seconds: 0.25, size: [64, 64]}
  - {image: '', uri: 'https://example.com/a.png', mime_type: image/png}
- reply: null
"""
    (reply, empty) = loads(text, "x")

    assert (
        Thought("", "c2ln"),
        FunctionCall("f", {"x": 1}),
        ToolCall("google_search", {"queries": ["a"]}, "c1"),
        ToolResult("google_search", "c1", {"x": 1}, False),
    ) == reply.parts[:4]
    kinds = [(part.kind, part.mime_type) for part in reply.parts[4:7]]
    assert [("image", "image/png"), ("audio", "audio/wav"), ("video", "video/mp4")] == kinds
    assert "https://example.com/a.png" == reply.parts[7].uri
    assert () == empty.parts


def test_files_lie_beside_the_script(tmp_path):
    """
    Media that a script names are found in its folder.
    """
    (tmp_path / "cat.png").write_bytes(png(8, 8, Dice(b"x")))
    path = tmp_path / "talk.yaml"
    path.write_text("- reply: [{image: cat.png}]\n")

    ((cue,),) = [load(path)]

    assert "image/png" == cue.parts[0].mime_type


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("reply: Hi\n", "talk.yaml:1: expected a list of replies"),
        ("- reply: Hi\n\n- 3\n", "talk.yaml:3: expected an entry of a script, not 3"),
        ("- repply: Hi\n", "talk.yaml:1: an entry of a script has reply, script, calls"),
        ("- reply: Hi\n  colour: red\n", "talk.yaml:2: an entry of a script has"),
        ("- when: x\n", "talk.yaml:1: an entry of a script has one of reply, script"),
        ("- reply: Hi\n  says: Ho\n", "reply and says came"),
        ("- reply: Hi\n  status: done\n", "talk.yaml:1: status= takes"),
        ("- reply: Hi\n  times: 0\n", "talk.yaml:1: times= takes a number"),
        ("- reply: Hi\n  usage: 3\n", "talk.yaml:2: expected usage, not 3"),
        ("- reply: Hi\n  when:\n    text: a\n    colour: b\n", "talk.yaml:4: when has text, model"),
        ("- reply: Hi\n  when: {text: 3}\n", "talk.yaml:2: text is a text, not 3"),
        ("- reply:\n  - Hi\n  - {txt: x}\n", "talk.yaml:3: a part is a text or has one of text"),
        ("- reply:\n  - {text: x,\n     size: 3}\n", "talk.yaml:3: a part of kind text has text"),
        ("- reply: [{text: 3}]\n", "talk.yaml:1: text is a text, not 3"),
        ("- reply: [{calls: 3}]\n", "talk.yaml:1: expected functions and their arguments"),
        ("- reply: [{calls: {}}]\n", "talk.yaml:1: calls names a function"),
        ("- calls:\n    f: 3\n", "talk.yaml:2: expected a call's arguments, not 3"),
        ("- calls: {f: {}}\n  status: failed\n", "talk.yaml:2: status belongs to reply and says"),
        ("- calls: {f: {}}\n- expects_result: x\n", "talk.yaml:1: a script ends in what the model"),
        ("- expects_result: {is_error: 3}\n", "talk.yaml:1: is_error takes true or false, not 3"),
        ("- expects_result: {holds: x}\n", "talk.yaml:1: expects_result has result, of, is_error"),
        ("- script:\n  - reply: Hi\n", "talk.yaml:2: a step of a script is one of calls"),
        ("- script: Hi\n", "talk.yaml:1: expected a list of steps"),
        ("- reply: [{image: cat.png}]\n", "talk.yaml:1: a posted script cannot name files"),
        ("- reply: [{image: a cat, size: [0, 8]}]\n", "talk.yaml:1: size takes width and height"),
        ("- reply: [{audio: x, seconds: long}]\n", "talk.yaml:1: "),
        ("- reply: [{tool_result: x, is_error: 3}]\n", "talk.yaml:1: is_error takes"),
        ("- reply: &a Hi\n", "talk.yaml:1: anchors (&a) are not allowed here"),
        ("- reply: yes\n", "talk.yaml:1: yes needs quotes"),
        ("- [\n", "talk.yaml:2: not readable as YAML"),
        ("#" * 1024 * 1025, "talk.yaml:1: scripts of more than 1 MiB"),
    ],
)
def test_complaints_name_the_line(text, complaint):
    """
    What is wrong in a script is told with file and line.
    """
    with pytest.raises(UsageError, match=re.escape(complaint)):
        loads(text, "talk.yaml")


@pytest.mark.parametrize(("data", "why"), [(None, "No such file"), (b"\xff", "it is not UTF-8")])
def test_a_file_that_cannot_be_read(tmp_path, data, why):
    """
    A file that is missing, or no text, is told.
    """
    path = tmp_path / "talk.yaml"
    if data is not None:
        path.write_bytes(data)

    with pytest.raises(UsageError, match=f"talk.yaml: cannot be read: {why}"):
        load(path)


def test_a_script_from_a_file_is_played():
    """
    What a file says is what the model does.
    """
    space = Scripted()
    space.script.add(loads("- calls: {f: {}}\n- expects_result: x\n- says: Done.\n", "talk.yaml"))
    first = space.ask()

    second = space.ask([result(first.items[0]["id"], "x", "f")], previous_interaction_id=first.id)

    assert "Done." == second.text


@pytest.mark.parametrize(
    "text", ["cu\tt", "- a\tb\n", "- {a: b?c}\n", '[{"reply"\t: "x", "y": 1}]']
)
def test_every_text_is_read_by_one_parser(text):
    """
    Where parsers of YAML differ, a script is still a script or a complaint with its line.
    """
    with pytest.raises(UsageError, match=r"^talk\.yaml:1: "):
        loads(text, "talk.yaml")
