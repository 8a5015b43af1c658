"""
`mockgemini serve`, from its words to its answers.
"""

import pytest
from samples.replayed import ask, cassette, reply
from stages.commands import main_until
from stages.talking import greeting, post, put_cassette

from mockgemini.cassette.saving import save
from mockgemini.cli.main import main


def test_a_cassette_is_served(tmp_path, capsys):
    """
    One line says where it is and how much there is; requests get what was recorded.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World", "Moon")
    told = []

    code = main_until(lambda url: told.append((url, post(url, "Moon"))), "serve", str(path))

    (url, answer) = told[0]
    assert 0 == code
    assert (200, greeting("Moon")) == answer
    assert f"mockgemini: serving {url} (1 cassette, 2 exchanges)\n" == capsys.readouterr().out


def test_a_folder_serves_each_alone_too(tmp_path):
    """
    Without a space all cassettes answer; below /s/<name> the one of that name does.
    """
    put_cassette(tmp_path / "one.yaml", "World")
    put_cassette(tmp_path / "far/two.yaml", "Moon")
    codes = dict.fromkeys(("", "/s/one", "/s/far/two", "/s/anybody"))

    def work(url):
        for place in codes:
            codes[place] = [post(url + place, text)[0] for text in ("World", "Moon")]

    main_until(work, "serve", str(tmp_path))

    assert {
        "": [200, 200],
        "/s/one": [200, 422],
        "/s/far/two": [422, 200],
        "/s/anybody": [200, 200],
    } == codes


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], [200, 200]),
        (["--repeat", "last", "--on-miss", "error"], [200, 200]),
        (["--repeat", "never"], [200, 422]),
    ],
)
def test_answers_come_round_again(words, expected, tmp_path):
    """
    What was recorded once is given as often as it is asked, unless told otherwise.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")
    codes = []

    main_until(lambda url: codes.extend(post(url)[0] for _ in range(2)), "serve", str(path), *words)

    assert expected == codes


def test_a_miss_is_an_error_that_no_sdk_retries(tmp_path):
    """
    What was not recorded is answered with 422 and what differs.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")
    answers = []

    main_until(lambda url: answers.append(post(url, "Moon")), "serve", str(path))

    status, body = answers[0]
    assert 422 == status
    assert body["error"]["message"].startswith("No recorded answer: /input")


def test_without_a_cassette_all_is_synthesized(capsys):
    """
    `serve` alone answers everything itself, and says so.
    """
    answers = []

    code = main_until(lambda url: answers.append(post(url, "Moon", key="any")), "serve")

    status, body = answers[0]
    assert (0, 200, "completed") == (code, status, body["status"])
    assert "(synthesizing)" in capsys.readouterr().out


def test_misses_can_be_synthesized(tmp_path):
    """
    With `--on-miss synthesize` the cassette answers what it holds, and we the rest.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")
    answers = []

    main_until(
        lambda url: answers.extend([post(url, "World"), post(url, "Moon", key="any")]),
        *("serve", str(path), "--on-miss", "synthesize"),
    )

    assert (200, greeting("World")) == answers[0]
    assert "Moon" in str(answers[1])


def test_leftovers_are_named_when_it_starts(tmp_path, capsys):
    """
    A recording that was never finished is named, and the cassette is served all the same.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")
    (tmp_path / "talk.yaml.part").write_text("cassette: 1\n\nexchanges:\n")

    assert 0 == main_until(lambda _url: None, "serve", str(path))

    assert f"{path}.part is a recording that was never finished" in capsys.readouterr().err


def test_faults_come_from_a_file(tmp_path):
    """
    `--faults` makes every space go wrong as its file says.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")
    faults = tmp_path / "faults.yaml"
    faults.write_text("- fail: {status: 503}\n  when: {text: World}\n", encoding="utf-8")
    codes = []

    main_until(
        lambda url: codes.extend(post(url + place)[0] for place in ("", "", "/s/a")),
        *("serve", str(path), "--faults", str(faults)),
    )

    assert [503, 200, 503] == codes


def test_faults_that_cannot_be_read_are_misuse(tmp_path, capsys):
    """
    One sentence with file and line, and no server.
    """
    faults = tmp_path / "faults.yaml"
    faults.write_text("- reset\n- sabotage\n", encoding="utf-8")

    assert 2 == main(["serve", "--port", "0", "--faults", str(faults)])
    assert f"{faults}:2: there is no fault 'sabotage'" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "expected"), [([], 422), (["--translate"], 200)])
def test_recordings_of_the_other_revision_are_played_when_asked_for(words, expected, tmp_path):
    """
    With --translate a cassette of one revision answers clients of the other.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World", revision="outputs")
    codes = []

    main_until(lambda url: codes.append(post(url, "World")[0]), "serve", str(path), *words)

    assert [expected] == codes


def test_any_model_is_known_when_told_so():
    """
    A model that is not in the catalog is a 404, and with `--any-model` an ordinary one.
    """
    codes = []

    for words in ([], ["--any-model"]):
        main_until(
            lambda url: codes.append(post(url, "Hi", key="any", model="my-own-model")[0]),
            *("serve", *words),
        )

    assert [404, 200] == codes


@pytest.mark.parametrize(("check", "code"), [("off", 0), ("warn", 0), ("error", 1)])
def test_cassettes_are_checked_when_asked(check, code, tmp_path, capsys):
    """
    What breaks its schema is served with a warning, or not at all.
    """
    path = tmp_path / "talk.yaml"
    save(cassette((ask("World"), reply({"status": 7}))), path)
    words = ["serve", str(path), "--check", check]

    found = main(words) if code else main_until(lambda _url: None, *words)

    assert code == found
    assert (check != "off") == ("talk.yaml:" in capsys.readouterr().err)
