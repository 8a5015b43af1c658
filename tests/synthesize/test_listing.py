import pytest
from samples.synthesized_corpus import ask, told

from mockgemini.synthesize.catalog import MODELS
from mockgemini.synthesize.synthesizer import Synthesizer


def get(path, query=""):
    """
    Status and body of a GET.
    """
    answer = ask(Synthesizer(), method="GET", path=path, query=query)
    return answer.status, told(answer)


def counted(body):
    """
    Status and body of a request to count tokens.
    """
    path = "/v1beta/models/gemini-2.5-flash:countTokens"
    answer = ask(Synthesizer(), body, path=path)
    return answer.status, told(answer)


@pytest.mark.parametrize(
    "path", ["/v1beta/models", "/v1/models", "/v1beta/publishers/google/models"]
)
def test_models_come_by_pages(path):
    """
    All models are listed once, each page naming the next.
    """
    names, token = [], ""
    while True:
        _, page = get(path, f"pageSize=7&pageToken={token}")
        names += [model["name"] for model in page["models"]]
        assert len(page["models"]) <= 7
        if "nextPageToken" not in page:
            break
        token = page["nextPageToken"]

    assert [f"models/{name}" for name in MODELS] == names


def test_one_page_for_most():
    """
    Without a size a page has fifty models.
    """
    assert min(50, len(MODELS)) == len(get("/v1beta/models")[1]["models"])


@pytest.mark.parametrize("query", ["pageSize=x", "pageToken=-1", "pageSize=1.5"])
def test_pages_are_numbers(query):
    """
    What is no number is refused by its name.
    """
    status, body = get("/v1beta/models", query)

    assert (400, "INVALID_ARGUMENT") == (status, body["error"]["status"])
    assert query.partition("=")[0] in body["error"]["message"]


def test_one_model():
    """
    A model is found by its name.
    """
    status, body = get("/v1beta/models/gemini-2.5-flash")

    assert (200, "models/gemini-2.5-flash") == (status, body["name"])


def test_no_such_model():
    """
    Another one is not found.
    """
    status, body = get("/v1beta/models/mine")

    assert (404, "NOT_FOUND") == (status, body["error"]["status"])
    assert body["error"]["message"].startswith("Model is not found: models/mine")


def test_tokens_are_counted():
    """
    Longer texts have more tokens, wherever in the request they stand; no text has none.
    """
    short = {"contents": [{"parts": [{"text": "Hello, world!"}]}]}
    long = {"generateContentRequest": {**short, "systemInstruction": {"parts": [{"text": "Be."}]}}}

    assert (200, 6) == (counted(short)[0], counted(short)[1]["totalTokens"])
    assert counted(long)[1]["totalTokens"] > counted(short)[1]["totalTokens"]
    assert 0 == counted({"contents": []})[1]["totalTokens"]
    assert [{"modality": "TEXT", "tokenCount": 6}] == counted(short)[1]["promptTokensDetails"]


def test_counting_no_json():
    """
    What is no JSON is refused.
    """
    status, body = counted(b"{")

    assert (400, "Invalid JSON payload received.") == (status, body["error"]["message"])
