"""
Tests that replay: each in a space of its own, however it asks.
"""


def test_a_test_is_answered_from_its_cassette(runs):
    """
    The marker names the cassette; the code under test finds its way by the environment.
    """
    runs.cassette("weather/paris", "World")
    runs.write("""
        @pytest.mark.mockgemini("weather/paris")
        def test_it(mockgemini):
            assert mockgemini.url == os.environ["GOOGLE_GEMINI_BASE_URL"]
            assert "Hello, World!" in ask("World")[1]
    """)

    runs.run().assert_outcomes(passed=1)


def test_two_tests_do_not_meet(runs):
    """
    Each test has a space of its own: what one has asked is there for the next.
    """
    runs.cassette("talk", "World")
    runs.write("""
        URLS = set()

        @pytest.mark.mockgemini("talk")
        @pytest.mark.parametrize("number", range(3))
        def test_it(mockgemini, number):
            URLS.add(mockgemini.url)
            assert ask("World")[0] == 200
            assert len(URLS) == number + 1
    """)

    runs.run().assert_outcomes(passed=3)


def test_a_world_ends_with_its_test(runs):
    """
    Tests are kept to the end of the run, but not what they have loaded, asked and been answered.
    """
    runs.write("""
        import weakref

        KNOWN = []

        def test_one(mockgemini):
            KNOWN.append(weakref.ref(mockgemini))

        def test_two(mockgemini):
            assert KNOWN[0]() is None
    """)

    runs.run().assert_outcomes(passed=2)


def test_async_tests_need_no_plugin(runs):
    """
    The server runs in a thread of its own, so a test may run its own event loop.
    """
    runs.cassette("talk", "World")
    runs.write("""
        import asyncio

        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            async def work():
                return await asyncio.to_thread(ask, "World")

            assert asyncio.run(work())[0] == 200
    """)

    runs.run().assert_outcomes(passed=1)


def test_threads_are_answered(runs):
    """
    Code under test may ask from many threads at once.
    """
    texts = [f"T{number}" for number in range(8)]
    runs.cassette("talk", *texts)
    runs.write("""
        from concurrent.futures import ThreadPoolExecutor

        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            texts = [f"T{number}" for number in range(8)]
            with ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(ask, texts))
            assert all(f"Hello, {text}!" in body for text, (_, body) in zip(texts, answers))
    """)

    runs.run().assert_outcomes(passed=1)


def test_rules_of_the_marker_hold(runs):
    """
    `ignore` and `normalize` forget what changes from run to run.
    """
    runs.cassette("talk", "On 2026-06-03")
    runs.write("""
        @pytest.mark.mockgemini("talk", normalize=["date"])
        def test_dates(mockgemini):
            assert ask("On 2026-12-24")[0] == 200

        @pytest.mark.mockgemini("talk", ignore=["/input"])
        def test_anything(mockgemini):
            assert ask("Whatever")[0] == 200
    """)

    runs.run().assert_outcomes(passed=2)


def test_many_workers(runs):
    """
    Under xdist every process has a server of its own.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.mark.mockgemini("talk")
        @pytest.mark.parametrize("number", range(6))
        def test_it(mockgemini, number):
            assert ask("World")[0] == 200
    """)

    runs.run("-p", "xdist", "-n", "2").assert_outcomes(passed=6)


def test_unittest_classes_are_tests_too(runs):
    """
    The marker on a TestCase, or on one of its methods, is enough.
    """
    runs.cassette("talk", "World")
    runs.write("""
        import unittest

        @pytest.mark.mockgemini("talk")
        class TestIt(unittest.TestCase):
            def test_it(self):
                self.assertEqual(200, ask("World")[0])

            def test_miss(self):
                ask("Moon")
    """)

    result = runs.run()

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*No recorded answer: */input*"])
