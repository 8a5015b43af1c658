"""
Tests that record into one cassette: who begins it, who adds to it, and who may not.
"""

import pytest

from mockgemini.cassette.reading import load


def test_two_tests_do_not_record_over_one_another(runs, upstream):
    """
    With `all` a cassette that two want is recorded by neither, and what was in it stays.
    """
    runs.cassette("talk", "World", "Moon")
    runs.write("""
        @pytest.mark.mockgemini("talk")
        @pytest.mark.parametrize("text", ["World", "Moon"])
        def test_it(mockgemini, text):
            ask(text)
    """)

    result = runs.record("all", upstream)

    result.assert_outcomes(errors=2)
    told = "*talk.yaml is wanted by test_it.py::test_it?World? and test_it.py::test_it?Moon?, *"
    result.stdout.fnmatch_lines([told])
    assert 2 == len(load(runs.path / "cassettes/talk.yaml").exchanges)


@pytest.mark.parametrize("mode", ["once", "rewrite"])
def test_tests_that_share_a_cassette_record_it_together(mode, runs, upstream):
    """
    Where the first of them has begun it in this run, the others add what it lacks; it is listed
    as one recording.
    """
    runs.write("""
        @pytest.mark.mockgemini("talk")
        @pytest.mark.parametrize("text", ["World", "Moon", "World"])
        def test_it(mockgemini, text):
            ask(text)
    """)

    result = runs.record(mode, upstream)

    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["1 recording:", "  cassettes/talk.yaml"])
    assert 2 == len(load(runs.path / "cassettes/talk.yaml").exchanges)
    runs.run().assert_outcomes(passed=3)


def test_once_leaves_a_shared_cassette_of_another_run_alone(runs, upstream):
    """
    What an older cassette lacks is a miss: `once` adds only to what it has begun itself.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.mark.mockgemini("talk")
        @pytest.mark.parametrize("text", ["World", "Moon"])
        def test_it(mockgemini, text):
            ask(text)
    """)

    runs.record("once", upstream).assert_outcomes(passed=1, failed=1)


SHARED = """
    @pytest.mark.mockgemini("talk")
    @pytest.mark.parametrize("text", ["World", "Moon"])
    def test_it(mockgemini, text):
        assert [200, 200] == [ask(each)[0] for each in ("Hi", text)]
"""


def test_rewrite_begins_a_shared_cassette_anew(runs, upstream):
    """
    With `rewrite` the first test begins it anew, the others add what it lacks; what nobody asks for
    is gone.
    """
    path = runs.cassette("talk", "Sun")
    runs.write(SHARED)

    runs.record("rewrite", upstream).assert_outcomes(passed=2)
    runs.run().assert_outcomes(passed=2)

    assert 3 == len(upstream.keys)
    assert 3 == len(load(path).exchanges)


def test_rewrite_begins_again_where_the_first_has_failed(runs, upstream):
    """
    What a failed test recorded is not the beginning of the others' cassette.
    """
    path = runs.cassette("talk", "Sun")
    runs.write(SHARED + "        assert text == 'Moon'\n")

    runs.record("rewrite", upstream).assert_outcomes(passed=1, failed=1)

    assert 2 == len(load(path).exchanges)


def test_rewrite_goes_on_with_what_it_has_just_recorded(runs, upstream):
    """
    What was recorded in the same run is alive, so that a later test may continue it.
    """
    runs.write("""
        @pytest.mark.mockgemini("talk")
        @pytest.mark.parametrize("text", ["World", "Moon"])
        def test_it(mockgemini, text):
            name = json.loads(ask("Hi")[1])["id"]
            assert ask(text, more={"previous_interaction_id": name})[0] == 200
    """)
    test = runs.path / "test_it.py"
    test.write_text("import json\n" + test.read_text())

    runs.record("rewrite", upstream).assert_outcomes(passed=2)
    runs.run().assert_outcomes(passed=2)


def test_a_test_that_failed_leaves_its_cassette_to_others(runs, upstream):
    """
    Nothing came of the first recording, so the second test makes one.
    """
    runs.write("""
        @pytest.mark.mockgemini("talk")
        @pytest.mark.parametrize("text", ["World", "Moon"])
        def test_it(mockgemini, text):
            ask(text)
            assert text == "Moon"
    """)

    runs.record("once", upstream).assert_outcomes(passed=1, failed=1)

    assert ["talk.failed.yaml", "talk.yaml"] == runs.cassettes()
