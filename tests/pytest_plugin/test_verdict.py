"""
The verdict on the client, as pytest prints it; waits that end with their test.
"""


def test_a_verdict_fails_the_test(runs):
    """
    The findings stand in the failure, and the line that asked, nothing of ours.
    """
    runs.write("""
        from mockgemini import FunctionCall

        def test_it(mockgemini):
            mockgemini.reply(FunctionCall("get_weather", {}, "c1"))
            ask("Weather?")
            mockgemini.assert_well_behaved()
    """)

    result = runs.run()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            ">* mockgemini.assert_well_behaved()",
            "E * one finding about the client",
            "E * unanswered_call (request 1): the model called get_weather (c1), and nobody *",
            "E *   Send a `function_result` for each call at once, *",
        ]
    )
    result.stdout.no_fnmatch_line("*watching.py*")


def test_waits_end_with_their_test(runs):
    """
    What one test skips, the next one waits for.
    """
    runs.write("""
        import time

        def test_it(mockgemini):
            waits = mockgemini.skip_waits()
            time.sleep(3600)
            assert [3600] == waits.seconds

        def test_next(mockgemini):
            start = time.perf_counter()
            time.sleep(0.01)
            assert time.perf_counter() - start >= 0.01
    """)

    runs.run("-p", "no:randomly", "-o", "mockgemini_guard=off").assert_outcomes(passed=2)
