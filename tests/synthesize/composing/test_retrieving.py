import pytest
from stages.staged import cited, staged

from mockgemini.synthesize.composing.retrieving import retrieve, search_files
from mockgemini.synthesize.composing.used import told
from mockgemini.synthesize.dice import Dice
from mockgemini.wire.brief import Tool

STORES = Tool("file_search", {"file_search_store_names": ["fileSearchStores/books"]})


def test_file_search_cites_a_document_of_the_store():
    """
    Calls have no arguments; the citation names document, file and passage.
    """
    used = search_files(staged("Tell me about 'I, Claudius'."), STORES, Dice(b""))

    call, result = used.parts
    text = told("–", [used])

    assert (None, call.id) == (call.arguments, result.call_id)
    assert "fileSearchStores/books" == result.result[0]["file_search_store"]
    assert text.citations[0]["document_uri"].startswith("fileSearchStores/books/documents/")
    assert ["start_index", "end_index", "document_uri", "file_name", "source", "type"] == list(
        text.citations[0]
    )
    assert 2 == len(cited(text))


@pytest.mark.parametrize("names", [None, [], [1], "x"], ids=str)
def test_odd_store_names_do_not_matter(names):
    """
    Where no store is named properly, the passage comes from one that we name.
    """
    tool = Tool("file_search", {"file_search_store_names": names})

    result = search_files(staged("What does it say?"), tool, Dice(b"")).parts[1]

    assert "fileSearchStores/my-store" == result.result[0]["file_search_store"]


def test_retrieval_tells_its_sort_and_no_result():
    """
    A retrieval names where it looked, and leaves its result untold, as documented.
    """
    tool = Tool("retrieval", {"retrieval_types": ["rag_store"]})

    call, result = retrieve(staged("What is in the manual?"), tool, Dice(b"")).parts

    assert ("rag_store", None) == (call.extra["retrieval_type"], result.result)
    assert {"queries": ["what is in manual"]} == call.arguments


@pytest.mark.parametrize("use", [search_files, retrieve])
def test_greetings_need_no_documents(use):
    """
    What asks nothing is not looked up.
    """
    assert use(staged("Hello"), STORES, Dice(b"")) is None
