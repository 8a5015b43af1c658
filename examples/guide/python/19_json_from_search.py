"""
A tool and a schema together: search first, then answer in JSON.
"""

from google import genai
from pydantic import BaseModel

client = genai.Client()


class Peak(BaseModel):
    """
    A mountain.
    """

    name: str
    height_in_metres: int


interaction = client.interactions.create(
    model="gemini-3.1-pro-preview",
    input="What is the highest mountain of Portugal?",
    tools=[{"type": "google_search"}],
    response_format={
        "type": "text",
        "mime_type": "application/json",
        "schema": Peak.model_json_schema(),
    },
)

peak = Peak.model_validate_json(interaction.output_text)
print(f"{peak.name}: {peak.height_in_metres} m")
