"""
`mockgemini diff`: exit codes, and what is printed.
"""

import json

from samples.contract_cassettes import cassette, written

from mockgemini.cli.main import main


def test_two_cassettes(tmp_path, capsys):
    """
    Two recordings of the same end with 0, whatever was made up anew.
    """
    written(tmp_path / "a.yaml", cassette("steps"))
    text = (tmp_path / "a.yaml").read_text()
    (tmp_path / "b.yaml").write_text(text.replace("v1_talk", "v1_walk"))

    assert 0 == main(["diff", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")])

    told = capsys.readouterr().out
    assert told.startswith("0 breaking, 0 warning, 0 info in 10 pairs of exchanges; set apart")


def test_what_breaks_clients(tmp_path, capsys):
    """
    What breaks clients ends with 1.
    """
    old, new = tmp_path / "a.yaml", tmp_path / "b.yaml"
    written(old, cassette("outputs"))
    written(new, cassette("steps"))

    assert 1 == main(["diff", str(old), str(new)])

    lines = capsys.readouterr().out.splitlines()
    assert f"{old} → {new}" == lines[0]
    assert any(
        line.startswith("breaking  event_removed     event(content.delta)") for line in lines
    )


def test_two_folders(tmp_path, capsys):
    """
    Folders are compared by the names of their cassettes.
    """
    written(tmp_path / "old" / "a.yaml", cassette("steps"))
    written(tmp_path / "old" / "b.yaml", cassette("steps"))
    written(tmp_path / "new" / "a.yaml", cassette("steps"))

    words = ["diff", str(tmp_path / "old"), str(tmp_path / "new"), "--format", "json"]
    assert 0 == main(words)

    first, second = json.loads(capsys.readouterr().out)["cassettes"]
    assert ([], 10) == (first["changes"], first["aligned"])
    assert ["cassette_removed"] == [each["code"] for each in second["changes"]]


def test_misuse(tmp_path, capsys):
    """
    A file is not compared with a folder, nor with what is not there.
    """
    path = tmp_path / "a.yaml"
    written(path, cassette("steps"))

    for words in ([str(path), str(tmp_path)], [str(path), "gone.yaml"], [str(path)]):
        assert 2 == main(["diff", *words])
        assert 1 == len(capsys.readouterr().err.splitlines())
