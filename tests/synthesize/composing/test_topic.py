import time

import pytest

from mockgemini.synthesize.composing.topic import addresses, query, titled, topic


@pytest.mark.parametrize(
    ("prompt", "about"),
    [
        ("Who won the Euro 2024 tournament?", "who won the Euro 2024 tournament"),
        ("I like tea. What is the best of it? Tell me.", "what is the best of it"),
        ("Please, can you tell me about the history of tea?", "the history of tea"),
        ("NASA budget", "NASA budget"),
        ("A cat", "a cat"),
        ("iPhone prices today", "iPhone prices today"),
        ("Use GPT-5.5 here. Then stop.", "use GPT-5.5 here"),
        ("日本の首都はどこですか？教えて。", "日本の首都はどこですか"),
        ("Summarize https://example.com/a?b=c", "the request"),
        ("", "the request"),
        ("te\ud800a", "te?a"),
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen",
            "one two three four five six seven eight nine ten eleven twelve",
        ),
    ],
)
def test_topic_is_what_is_asked(prompt, about):
    """
    The topic is the question, or the first sentence, without politeness and punctuation.
    """
    assert about == topic(prompt)


def test_query_has_no_articles():
    """
    As recorded: nobody types articles into a search box.
    """
    assert "who won Euro 2024 tournament" == query("Who won the Euro 2024 tournament?")


def test_addresses_stand_once_in_order():
    """
    Addresses lose the punctuation of the sentence, and are told once.
    """
    prompt = "Compare https://b.example/x?y=1, (http://a.example/) and https://b.example/x?y=1."

    assert ["https://b.example/x?y=1", "http://a.example/"] == addresses(prompt)


def test_title_begins_with_a_capital():
    """
    Only the first letter changes.
    """
    assert "The iPhone" == titled("the iPhone")
    assert "" == titled("")


@pytest.mark.parametrize("piece", ["(", "1 1 ", "please ", "\n", ".", "https://", "a b"])
def test_long_prompts_cost_nothing(piece):
    """
    However long and odd a prompt is, its topic is found at once.
    """
    begin = time.perf_counter()

    topic(piece * 200_000)

    assert time.perf_counter() - begin < 0.5
