"""
What a bare client gets from the cassette is what it got from the API, byte for byte.
"""

import json

from journeys.sdks import KEY, ask, google, recording, serving

HELLO = {"contents": [{"parts": [{"text": "The colour of the sky, in one word."}]}]}
TURN = {"model": "gemini-2.5-flash", "input": "Name one city with seven bridges."}
ASKED = [
    ("POST", "/v1beta/interactions", TURN),
    ("POST", "/v1beta/interactions?alt=sse", TURN | {"stream": True}),
    ("POST", "/v1beta/interactions", TURN),
    ("POST", "/v1beta/models/gemini-2.5-flash:generateContent", HELLO),
    ("POST", "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", HELLO),
    ("GET", "/v1beta/files?pageSize=5", None),
    ("GET", "/v1beta/files/nobodysfile1", None),
    ("GET", "/v1beta/no/such/method", None),
    ("POST", "/v1beta/interactions", TURN | {"previous_interaction_id": "v1_nobody"}),
]


def told(url, key):
    """
    Status, type and body of every answer.
    """
    answers = []
    for method, path, body in ASKED:
        sent = None if body is None else json.dumps(body).encode()
        answer = ask(method, url + path, sent, key)
        answers.append((answer.status, answer.getheader("content-type"), answer.read()))
    return answers


def test_every_answer_is_kept_to_the_byte(tmp_path):
    """
    JSON, pretty or compact, streams of both framings, refusals: all come back as they were.
    """
    cassette = tmp_path / "all.yaml"
    with (
        google(tmp_path) as upstream,
        recording(cassette, upstream.url, "--record-errors") as recorder,
    ):
        live = told(recorder.url, KEY)
        assert recorder.end() == 0, recorder.err
    with serving(cassette) as player:
        replayed = told(player.url, "any")

    assert [200, 200, 200, 200, 200, 200, 403, 404, 404] == [status for status, _, _ in live]
    assert live == replayed


def test_a_folder_offers_each_cassette_alone(tmp_path):
    """
    `serve` of a folder plays all; below /s/ and its name each cassette is asked alone.
    """
    bodies = {}
    for name in ("first", "second"):
        cassette = tmp_path / "kept" / f"{name}.yaml"
        folder = tmp_path / name
        folder.mkdir()
        with google(folder) as upstream, recording(cassette, upstream.url) as recorder:
            url = f"{recorder.url}/v1/interactions"
            for number in range(1 if name == "first" else 2):
                wish = json.dumps(TURN | {"input": f"{name} {number}"}).encode()
                bodies[name] = (wish, ask("POST", url, wish).read())
            recorder.end()

    with serving(tmp_path / "kept") as player:
        for name, (wish, body) in bodies.items():
            assert body == ask("POST", f"{player.url}/s/{name}/v1/interactions", wish).read()
            assert body == ask("POST", f"{player.url}/v1/interactions", wish).read()
        strange = ask("POST", f"{player.url}/s/first/v1/interactions", bodies["second"][0])
        assert strange.status == 422
        strange.read()
