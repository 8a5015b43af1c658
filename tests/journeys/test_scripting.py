"""
Tests as users write them: scripted models, met by the real SDKs of several generations.
"""

import json
import sysconfig

import pytest
from journeys.sdks import KEY, ROOT, Sdk, environment, param, post, ran, serving

SDKS = [param(Sdk("python", version)) for version in ["1.75.0", "2.34.0", "3.4.0"]]
SCRIPT = """\
- reply: It is sunny.
  when: {text: weather}
- calls: {get_time: {zone: CET}}
- says: It is noon.
"""


@pytest.fixture(params=SDKS, scope="module", ids=str)
def transcript(request):
    """
    What the program told, by the first word of each line.
    """
    sdk = request.param
    packages = sysconfig.get_paths()["purelib"]
    done = ran(
        [str(sdk.interpreter), str(ROOT / "tests/programs/scripted.py"), packages],
        environment(key=None),
    )
    assert 0 == done.code, done.err[-3000:]
    return dict(line.split(" ", 1) for line in done.out.splitlines())


def test_a_fake_model_in_ten_lines(transcript):
    """
    A function answers, calls the client's function, and sees its result.
    """
    assert '"HELLO"' == transcript["upper"]
    assert '"requires_action" "get_weather" {"city": "Paris"}' == transcript["call"]
    assert '"It is sunny in get_weather."' == transcript["result"]
    assert '["hello", "weather in Paris", ""] ["get_weather"]' == transcript["seen"]


def test_a_tool_script(transcript):
    """
    A wrong result is told as an error that no SDK tries again; the right one goes on.
    """
    assert "true" == transcript["wrong"]
    assert '"Take no umbrella." []' == transcript["right"]


def test_jobs(transcript):
    """
    A job is in progress for as many polls as told, and can be cancelled.
    """
    states = ["in_progress"] * 4 + ["completed"]
    assert f'{json.dumps(states)} "Done."' == transcript["polled"]
    assert '"cancelled"' == transcript["cancelled"]
    assert '[["completed", "Done."], ["cancelled", ""]]' == transcript["interactions"]


def test_a_scripted_interaction_can_be_continued(transcript):
    """
    The emulator goes on where the script ended.
    """
    assert '"incomplete" "completed" ["text", "image"]' == transcript["chained"]
    assert '["script", "synthesizer"]' == transcript["sources"]


def test_streams_are_cut_as_told(transcript):
    """
    The SDK sees exactly the chunks that were told.
    """
    assert '["It ", "is ", "sunny."]' == transcript["stream"]
    assert "true" == transcript["sent"]


def test_a_client_lives_as_long_as_the_mock(transcript):
    """
    A client that nobody else holds on to is kept alive; making one takes no time.
    """
    assert '"Alone."' == transcript["unheld"]
    assert "true" == transcript["quick"]


def test_clients_that_wait(transcript):
    """
    An async client and an async fake model.
    """
    assert '"cba"' == transcript["async"]


def test_a_script_for_the_command_line(tmp_path):
    """
    `serve --script` answers from a file first, in every space anew, and takes more.
    """
    path = tmp_path / "talk.yaml"
    path.write_text(SCRIPT)
    with serving(None, "--script", str(path)) as server:
        for space in ["", "/s/one"]:
            url = f"{server.url}{space}/v1beta/interactions"
            weather, time = (
                json.loads(post(url, {"model": "gemini-3.5-flash", "input": said}).read())
                for said in ["The weather?", "The time?"]
            )

            assert "It is sunny." == weather["steps"][0]["content"][0]["text"]
            assert {"zone": "CET"} == time["steps"][0]["arguments"]
        posted = post(f"{server.url}/__mockgemini__/script", [{"reply": "Posted."}])
        assert {"cues": 1} == json.loads(posted.read())
        answer = post(
            f"{server.url}/v1beta/interactions", {"model": "gemini-3.5-flash", "input": "x"}
        )
        assert "Posted." == json.loads(answer.read())["steps"][0]["content"][0]["text"]


def test_a_script_with_a_mistake_is_told(tmp_path):
    """
    A file that cannot be read ends the command with a sentence that names the line.
    """
    from journeys.sdks import MOCKGEMINI

    path = tmp_path / "talk.yaml"
    path.write_text("- reply: Hi\n- replay: Ho\n")

    done = ran([*MOCKGEMINI, "serve", "--port", "0", "--script", str(path)], environment(key=KEY))

    assert 2 == done.code
    assert f"mockgemini: {path}:2: an entry of a script has" in done.err
