import pytest

from mockgemini.wire.usage import Usage, read


def test_reading():
    """
    Totals, modalities and tools are told apart, and what has no name is kept.
    """
    usage = read(
        {
            "total_tokens": 13,
            "total_input_tokens": 7,
            "input_tokens_by_modality": [{"modality": "text", "tokens": 7}],
            "total_cached_tokens": 0,
            "total_output_tokens": 4,
            "output_tokens_by_modality": [{"modality": "image", "tokens": 4}],
            "total_tool_use_tokens": 0,
            "total_thought_tokens": 2,
            "grounding_tool_count": [{"type": "google_search", "count": 1}],
            "raw_prompt_token": 65,
        }
    )

    assert (
        Usage(
            total=13,
            input=7,
            output=4,
            thought=2,
            cached=0,
            tool_use=0,
            input_by=(("text", 7),),
            output_by=(("image", 4),),
            tools=(("google_search", 1),),
            extra={"raw_prompt_token": 65},
        )
        == usage
    )


@pytest.mark.parametrize(
    ("value", "thought"),
    [
        ({"total_reasoning_tokens": 3}, 3),
        ({"total_reasoning_tokens": 3, "total_thought_tokens": 4}, 4),
        ({}, None),
    ],
)
def test_what_thoughts_were_called_once(value, thought):
    """
    The first SDKs said "reasoning"; the newer word is believed where both are there.
    """
    assert Usage(thought=thought) == read(value)


@pytest.mark.parametrize("counts", [None, 1, [1], [{"modality": "text"}], [{"tokens": 1}]])
def test_odd_counts(counts):
    """
    What is no list of counts is kept as it is.
    """
    value = {"input_tokens_by_modality": counts}

    assert Usage(extra=value) == read(value)


@pytest.mark.parametrize("value", [None, 7, []])
def test_no_usage(value):
    """
    What is no object is no usage.
    """
    assert read(value) is None
