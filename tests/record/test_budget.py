import multiprocessing
import threading
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.replayed import ask, get, polls, reply, request, stream

from mockgemini.errors import UsageError
from mockgemini.exchange import Exchange
from mockgemini.record.budget import Budget, Limits, Spent


def answered(tokens, name="v1_a"):
    """
    An answer that says what it cost.
    """
    usage = {} if tokens is None else {"usage": {"total_tokens": tokens}}
    return {"id": name, "status": "completed", "steps": []} | usage


def kept(tokens, name="v1_a", asked=None):
    """
    The same in an exchange.
    """
    return Exchange(asked or ask("World"), reply(answered(tokens, name)), revision="steps")


@pytest.mark.parametrize(
    ("text", "calls", "tokens"),
    [
        ("calls:200", 200, None),
        ("tokens:500k", None, 500_000),
        ("calls:0, tokens:2M", 0, 2_000_000),
        ("tokens:7,calls:3k", 3_000, 7),
    ],
)
def test_limits_are_read(text, calls, tokens):
    """
    Either alone or both in any order; k and M are thousands and millions.
    """
    assert Limits(calls, tokens) == Limits.parse(text)


@pytest.mark.parametrize(
    "text", ["", "200", "calls", "calls:", "calls:-1", "calls:1,calls:2", "money:5", "tokens:5G"]
)
def test_a_wrong_word_is_quoted(text):
    """
    What is no budget is a sentence that shows how one is written.
    """
    with pytest.raises(UsageError, match=r"a budget is written calls:200 .*not '") as caught:
        Limits.parse(text)

    assert str(caught.value).endswith(f"not {text!r}")


@given(st.integers(0, 5), st.integers(0, 12))
def test_calls_are_exact(limit, asked):
    """
    As many calls as were allowed go out, and not one more.
    """
    with closing(Budget(Limits(calls=limit))) as budget:
        sent = 0
        for _ in range(asked):
            try:
                budget.take(ask("World"))
            except UsageError:
                continue
            sent += 1

        assert min(limit, asked) == sent == budget.spent.calls


@given(st.integers(1, 1000), st.lists(st.integers(0, 400), max_size=8))
def test_nothing_goes_out_once_the_tokens_are_reached(limit, costs):
    """
    A call is made exactly while the sum so far is below the limit.
    """
    with closing(Budget(Limits(tokens=limit))) as budget:
        for number, cost in enumerate(costs):
            if sum(costs[:number]) >= limit:
                with pytest.raises(UsageError, match="tokens are spent"):
                    budget.take(ask("World"))
                return
            budget.take(ask("World"))
            budget.count(kept(cost, f"v1_{number}"))

        assert Spent(len(costs), sum(costs)) == budget.spent


def test_the_refusal_says_what_is_spent():
    """
    The sentence names the request, both sums and what to do.
    """
    with closing(Budget(Limits.parse("calls:1,tokens:20k"))) as budget:
        budget.take(ask("World"))
        budget.count(kept(1234))

        with pytest.raises(UsageError) as caught:
            budget.take(ask("World"))

    assert (
        "POST /v1/interactions was not sent: 1 of 1 calls and 1 234 of 20 000 tokens are spent; "
        "allow a larger --budget to record the rest"
    ) == str(caught.value)


@pytest.mark.parametrize(
    "free",
    [
        get("/v1/interactions/v1_a"),
        request("DELETE", "/v1/interactions/v1_a"),
        request("POST", "/v1beta/interactions/v1_a/cancel"),
        request("POST", "/upload/v1beta/files"),
        request("POST", "/v1beta/models/gemini-2.5-flash:countTokens"),
    ],
    ids=str,
)
def test_what_was_paid_for_can_be_fetched(free):
    """
    What costs nothing goes out, whatever is spent.
    """
    with closing(Budget(Limits(calls=0, tokens=0))) as budget:
        budget.take(free)

        assert Spent(0, 0) == budget.spent


@pytest.mark.parametrize("path", ["/v1beta/interactions", "/v1beta/models/m:generateContent", "/x"])
def test_what_may_cost_is_a_call(path):
    """
    So is what we do not know.
    """
    with closing(Budget(Limits(calls=0))) as budget, pytest.raises(UsageError):
        budget.take(request("POST", path))


def test_an_interaction_is_counted_once():
    """
    However often it is looked at; what it tells more of the second time is added.
    """
    look = get("/v1/interactions/v1_a")
    poll = Exchange(look, polls((0, answered(None), 3), (30, answered(50), 1)), revision="steps")
    with closing(Budget(Limits(tokens=100))) as budget:
        for each in (kept(None), kept(30, asked=look), kept(30, asked=look), poll, kept(7, "v1_b")):
            budget.count(each)

        assert Spent(0, 57) == budget.spent


def test_streams_and_other_answers_are_counted():
    """
    A stream tells its usage in an event; who tells none adds none, an answer without id counts.
    """
    done = {"event_type": "interaction.completed", "interaction": answered(9)}
    nameless = {"status": "completed", "steps": [], "usage": {"total_tokens": 4}}
    with closing(Budget(Limits(tokens=100))) as budget:
        budget.count(Exchange(ask("World"), stream((0.1, done)), revision="steps"))
        budget.count(Exchange(ask("World"), reply(nameless), revision="steps"))
        budget.count(Exchange(get("/v1beta/models"), reply({"models": []})))

        assert Spent(0, 13) == budget.spent


def test_threads_share_it():
    """
    Calls made at the same time do not exceed it either.
    """
    with closing(Budget(Limits(calls=10))) as budget:
        taken = []
        threads = [threading.Thread(target=take, args=(budget, 5, taken)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert (10, 10) == (len(taken), budget.spent.calls)


def test_processes_share_a_file(tmp_path):
    """
    Budgets on one file count together, in whatever process.
    """
    file = tmp_path / "budget"
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        taken = pool.starmap(take_on, [(file, 8)] * 4)

    with closing(Budget(Limits(calls=20), file)) as budget:
        assert (20, 20) == (sum(taken), budget.spent.calls)


def take(budget, times, taken):
    """
    Ask some times, and note what may go out.
    """
    for _ in range(times):
        try:
            budget.take(ask("World"))
        except UsageError:
            continue
        taken.append(budget)


def take_on(file, times):
    """
    The same with a budget of its own on a file; gives how many went out.
    """
    taken = []
    with closing(Budget(Limits(calls=20), file)) as budget:
        take(budget, times, taken)
    return len(taken)
