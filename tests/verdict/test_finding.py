"""
Findings, and how they read.
"""

from mockgemini.verdict.finding import Finding, Verdict

ONE = Finding("retry_storm", (2,), "It was asked.", "Do not.")
TWO = Finding("wrong_function", (3, 4), "It was wrong.", "Mend it.")


def test_a_verdict_is_true_where_something_was_found():
    """
    It has a length, is true where that is not zero, and gives its findings in order.
    """
    assert not Verdict()
    assert Verdict((ONE, TWO))
    assert (2, [ONE, TWO]) == (len(Verdict((ONE, TWO))), list(Verdict((ONE, TWO))))


def test_a_verdict_reads_well():
    """
    As text it tells each finding with its requests and what to do.
    """
    assert "the client is well behaved" == str(Verdict())
    assert (
        "2 findings about the client\n"
        "retry_storm (request 2): It was asked.\n"
        "  Do not.\n"
        "wrong_function (requests 3, 4): It was wrong.\n"
        "  Mend it."
    ) == str(Verdict((ONE, TWO)))
    assert str(Verdict((ONE,))).startswith("one finding about the client\n")


def test_findings_are_left_out_by_name():
    """
    What a test allows is none.
    """
    verdict = Verdict((ONE, TWO, ONE))

    assert ["retry_storm", "wrong_function"] == verdict.names
    assert [TWO] == list(verdict.without(["retry_storm"]))
