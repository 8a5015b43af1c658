"""
What the marker takes: a cassette's name, and words of which the closest counts.
"""

import pytest


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("'talk', 'twice'", "*too many positional arguments"),
        ("'talk', colour='red'", "*takes pace, repeat, *, not 'colour'"),
        ("7", "@pytest.mark.mockgemini takes a cassette's name, not 7"),
        ("''", "@pytest.mark.mockgemini takes a cassette's name, not ''"),
        ("'../talk'", "a cassette's name stays inside the cassette folder, unlike '../talk'"),
        ("'/talk'", "a cassette's name stays inside the cassette folder, unlike '/talk'"),
        ("'a/b:c'", "a cassette's name has folders with / and no ':', *, unlike 'a/b:c'"),
        ("'folder/'", "a cassette's name has a name on both sides of each /, unlike 'folder/'"),
        ("'a//b.yaml'", "a cassette's name has a name on both sides of each /, unlike 'a//b.yaml'"),
        ("' talk'", "a cassette's name neither begins nor ends in a blank, *, unlike ' talk'"),
        ("'v1./talk'", "a cassette's name *, nor does it end in a dot, unlike 'v1./talk'"),
        ("'a/Con.x'", "a cassette's name has no part 'Con', which Windows keeps *'a/Con.x'"),
        ("'é' * 101", "a cassette's name has at most 200 bytes between two /, unlike 'éé*"),
        ("'talk.yml'", "a cassette's name ends in .yaml, or leaves it out, unlike 'talk.yml'"),
        ("'talk', 'more'", "@pytest.mark.mockgemini takes one name: *"),
        ("'talk', pace=True", "pace takes instant, recorded or a factor *, not True"),
        ("'talk', ignore='/input'", "*ignore takes a list of texts, not '/input'"),
        ("'talk', ignore=['input']", "*'input'*"),
        ("'talk', normalize=7", "*normalize takes a list of texts, not 7"),
        ("'talk', normalize=['(']", "*'('*"),
        ("'talk', pace='soon'", "pace takes instant, recorded or a factor such as 0.5, not 'soon'"),
        ("'talk', pace=[]", "pace takes instant, recorded or a factor *"),
        ("'talk', repeat='twice'", "repeat takes never, last, cycle, not 'twice'"),
        ("'talk', on_miss='shrug'", "on_miss takes error, synthesize, not 'shrug'"),
        ("'talk', unused='maybe'", "*mockgemini: unused takes error, ignore, not 'maybe'"),
        ("'talk', unread=True", "*mockgemini: unread takes warn, error, ignore, not True"),
        ("'talk', redact=['(']", "*mockgemini: redact takes regular expressions, not '(': *"),
    ],
)
def test_wrong_arguments_are_quoted(arguments, expected, runs):
    """
    A marker that makes no sense is an error of the test, in one sentence.
    """
    runs.cassette("talk", "World")
    runs.write(f"""
        @pytest.mark.mockgemini({arguments})
        def test_it(mockgemini):
            pass
    """)

    result = runs.run()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([expected])
    result.stdout.no_fnmatch_line("*Traceback*")


@pytest.mark.parametrize("name", ["a/b.c/talk", "console", "talk.v2.yaml", "x" * 200])
def test_a_name_may_be_what_every_system_takes(name, runs, upstream):
    """
    Folders, dots within, and all the letters that a file may have are fine.
    """
    runs.write(f"""
        @pytest.mark.mockgemini({name!r})
        def test_it(mockgemini):
            ask("World")
    """)

    runs.record("once", upstream).assert_outcomes(passed=1)

    assert [f"{name.removesuffix('.yaml')}.yaml"] == runs.cassettes()


def test_the_closest_marker_counts(runs):
    """
    A marker on a function goes before that of its class, and that before the module's.
    """
    runs.cassette("near", "World")
    runs.write("""
        pytestmark = pytest.mark.mockgemini("far")

        @pytest.mark.mockgemini("further")
        class TestIt:
            @pytest.mark.mockgemini("near")
            def test_it(self, mockgemini):
                ask("World")
    """)

    runs.run().assert_outcomes(passed=1)


def test_the_ending_may_be_written(runs):
    """
    A name with `.yaml` is the same cassette.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.mark.mockgemini("talk.yaml")
        def test_it(mockgemini):
            ask("World")
    """)

    runs.run().assert_outcomes(passed=1)


def test_the_marker_alone_will_do(runs):
    """
    A test with the marker has the fixture, before what else is made for the test alone.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.fixture
        def client():
            return os.environ["GOOGLE_GEMINI_BASE_URL"]

        @pytest.mark.mockgemini("talk")
        def test_it(client, tmp_path):
            assert ask("World", client)[0] == 200

        @pytest.mark.mockgemini("talk")
        def test_bare():
            assert ask("World")[0] == 200

        def test_other():
            assert "GOOGLE_GEMINI_BASE_URL" not in os.environ
    """)

    runs.run().assert_outcomes(passed=3)
