"""
File search and retrieval: passages of documents that a store would hold.
"""

from __future__ import annotations

from mockgemini.jsontext import Json
from mockgemini.synthesize import ids
from mockgemini.synthesize.composing.quoting import sound
from mockgemini.synthesize.composing.searching import asks_something
from mockgemini.synthesize.composing.topic import query, topic
from mockgemini.synthesize.composing.used import Source, Used, call_id, resting, signature
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Tool
from mockgemini.wire.outcome import ToolCall, ToolResult

_FILES = ("handbook.pdf", "report.pdf", "notes.md", "overview.docx")
_STORE = "fileSearchStores/my-store"
_SORTS = ("vertex_ai_search", "rag_store", "exa_ai_search", "parallel_ai_search")


def search_files(scene: Scene, tool: Tool, dice: Dice) -> Used | None:
    """
    A passage from the first store named, for any prompt that asks something.
    """
    if not asks_something(scene.prompt):
        return None
    store = _first(tool.extra.get("file_search_store_names")) or _STORE
    name, file = call_id(scene, dice), dice.choice(_FILES)
    passage = f"On {topic(scene.prompt)}: the document treats this in its second section."
    found: Json = {"file_search_store": store, "title": file, "text": passage}
    source: Source = {
        "document_uri": f"{store}/documents/{ids.word(dice, 12)}",
        "file_name": file,
        "source": passage,
        "type": "file_citation",
    }
    text, citations = resting(
        [
            (f"Your documents cover {topic(scene.prompt)}.", (source,)),
            (f"The relevant passage is in {file}.", (source,)),
        ]
    )
    parts = (
        ToolCall("file_search", None, name, signature(scene, dice)),
        ToolResult("file_search", name, [found], signature=signature(scene, dice)),
    )
    return Used(parts, text, citations)


def retrieve(scene: Scene, tool: Tool, dice: Dice) -> Used | None:
    """
    A look into whatever the tool is set up for; its result is not told, as documented.
    """
    if not asks_something(scene.prompt):
        return None
    sort = _first(tool.extra.get("retrieval_types")) or _SORTS[0]
    name = call_id(scene, dice)
    parts = (
        ToolCall(
            "retrieval",
            {"queries": [query(scene.prompt)]},
            name,
            signature(scene, dice),
            {"retrieval_type": sort},
        ),
        ToolResult("retrieval", name, is_error=False, signature=signature(scene, dice)),
    )
    return Used(parts, f"The connected data sources cover {topic(scene.prompt)}.")


def _first(names: Json) -> str | None:
    if not isinstance(names, list) or not names or not isinstance(names[0], str):
        return None
    return sound(names[0])
