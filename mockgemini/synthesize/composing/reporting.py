"""
What a research agent writes: a plan beforehand, thoughts on the way, and a report whose sentences
rest on sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from mockgemini.synthesize.composing.topic import titled
from mockgemini.synthesize.composing.used import Citation, Sentence, Source, resting

_PLAN = """\
Here is my research plan for **{topic}**:

1. Find out what is meant by it, and how the term is used today.
2. Trace how it came about, with the most important dates.
3. Collect the current state from recent and primary sources.
4. Compare where the sources differ, and say why.
5. Write a report with a summary, the findings and what remains open.

Shall I begin, or would you like to change something?
"""

_THOUGHTS = """\
**Generating research plan**

I am splitting {topic} into questions that can be answered one by one: what it is, how it came \
about, where it stands today, and what is still disputed. Each of them gets its own searches, and \
what they bring decides which of them need a second look.


**Gathering first sources**

The first searches on {topic} bring overviews and a few primary sources. I am reading the \
overviews for names and dates, and follow them to where they come from.


**Comparing accounts**

Two accounts of {topic} differ in their figures. I am looking for the source that both of them \
rest on, so that the report can say which one to trust.


**Structuring the report**

There is enough to write. I begin with a summary, then the background of {topic}, the findings \
with their sources, and what remains open.


"""

# A line is a sentence; the number behind it is the source that it rests on.
_REPORT = """\
## Executive Summary

This report brings together what public sources say about {topic} as of {day}. 1
They agree on how it came about and on where it stands today. 2
They differ in the weight that they give to single figures, which the findings set out. 3

## Background

The subject was first described in overviews that later accounts refer back to. 1
These overviews name the same people and dates, and most of what followed only repeats them. 4
Primary sources are fewer, but confirm the order of events wherever they could be compared. 2

## Key Findings

First, the development went in steps: long quiet stretches, then short ones of much change. 3
Second, the figures that are quoted most often go back to one single source. 5
They should be read with that in mind.
Third, what was published in {year} corrects earlier numbers, though not by an order of magnitude. 4
Taken together, the picture is consistent in its outlines and uncertain in its details.

## Comparison of Sources

Encyclopaedic articles are the most careful about dates, and the slowest to take up what is new. 1
Articles in the press are quicker, and wrong more often. 3
Technical documents hold the most detail, but leave out where their numbers come from. 5

## Open Questions

It is not settled which of the two competing explanations holds. 2
Nor is there any source that covers the last months completely. 4
Both could be answered by data that has been announced but not yet published.

## Conclusion

The subject is well documented up to last year, and thinly since. 1
Whoever needs exact figures should go back to the primary sources that are named below.
"""
_RESTING = re.compile(r"(.*\.) (\d)")


def plan(about: str) -> str:
    """
    What would be done, for the client to agree to.
    """
    return _PLAN.format(topic=about)


def thoughts(about: str) -> list[str]:
    """
    What the agent tells of its way, four paragraphs as they come on the wire.
    """
    return [f"{each}\n\n\n" for each in _THOUGHTS.format(topic=about).split("\n\n\n") if each]


def report(about: str, now: datetime, sources: list[Source]) -> tuple[str, tuple[Citation, ...]]:
    """
    The report in Markdown, with marks such as `[cite: 2]`, and the citations of its sentences; it
    rests on five sources.
    """
    said = _REPORT.format(topic=about, day=f"{now:%d %B %Y}", year=now.year)
    pieces: list[Sentence] = [(f"# {titled(about)}\n\n", ())]
    for paragraph in said.split("\n\n"):
        pieces += _sentences(paragraph, sources)
        pieces.append(("\n\n", ()))
    return resting([*pieces, ("**Sources:**\n" + _listed(sources), ())], between="")


def _sentences(paragraph: str, sources: list[Source]) -> Iterator[Sentence]:
    for number, line in enumerate(paragraph.strip().split("\n")):
        if number:
            yield " ", ()
        found = _RESTING.fullmatch(line)
        if found is None:
            yield line, ()
        else:
            yield found[1], (sources[int(found[2]) - 1],)
            yield f" [cite: {found[2]}]", ()


def _listed(sources: list[Source]) -> str:
    return "".join(
        f"{number}. [{source['title']}]({source['url']})\n"
        for number, source in enumerate(sources, 1)
    )
