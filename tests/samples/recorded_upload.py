"""
The one upload to the real Files API that there is a recording of.
"""

import yaml
from samples.shared import RECORDINGS

PLACE = RECORDINGS / "ruby_llm/files/uploads_a_pdf_through_the_files_api.yml"


def legs():
    """
    Of both legs: the bytes that went up, the headers (lower-case names, lists) and text that came.
    """
    # Ruby writes YAML's binary tag with one exclamation mark, which is a local one to others.
    text = PLACE.read_text(encoding="utf-8").replace("string: !binary", "string: !!binary")
    for exchange in yaml.safe_load(text)["http_interactions"]:
        answer = exchange["response"]
        headers = {name.lower(): value for name, value in answer["headers"].items()}
        yield exchange["request"]["body"]["string"], headers, answer["body"]["string"]
