import re

from stages.staged import NOW, cited

from mockgemini.synthesize.composing.reporting import plan, report, thoughts
from mockgemini.synthesize.composing.used import Used, told

SOURCES = [
    {"url": f"https://example.com/{n}", "title": f"site{n}.com", "type": "url_citation"}
    for n in range(1, 6)
]


def test_citations_are_the_marked_sentences():
    """
    Each sentence with a mark is cited whole, with the source that the mark names.
    """
    text, citations = report("Größe – 日本", NOW, SOURCES)
    whole = told("", [Used((), text, citations)])

    marked = re.findall(r"(?:^|(?<=\] )|(?<=\. ))([^.\n]+\.) \[cite: (\d)\]", text, re.MULTILINE)

    assert [sentence for sentence, _ in marked] == cited(whole)
    assert [f"site{number}.com" for _, number in marked] == [
        each["title"] for each in whole.citations
    ]


def test_report_has_sections_and_sources():
    """
    Headings, the date, the topic, and a list of sources in two to four kilobytes.
    """
    text, _ = report("the history of tea", NOW, SOURCES)

    assert text.startswith("# The history of tea\n\n## Executive Summary\n\nThis report")
    assert 6 == text.count("\n## ")
    assert "the history of tea as of 20 May 2026. [cite: 1]" in text
    assert text.endswith(
        "\n\n**Sources:**\n"
        + "".join(f"{n}. [site{n}.com](https://example.com/{n})\n" for n in range(1, 6))
    )
    assert 2000 < len(text) < 4000


def test_thoughts_are_paragraphs():
    """
    As recorded: a bold title, the body, three newlines.
    """
    told_so = thoughts("tea {}")

    assert 4 == len(told_so)
    assert all(re.fullmatch(r"\*\*[^*]+\*\*\n\n[^\n]+\n\n\n", each) for each in told_so)
    assert "tea {}" in told_so[0]


def test_plan_names_the_topic():
    """
    A plan is numbered, and ends with a question.
    """
    assert plan("tea").startswith("Here is my research plan for **tea**:\n\n1. ")
    assert plan("tea").endswith("?\n")
