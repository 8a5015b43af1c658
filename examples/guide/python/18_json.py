"""
An answer that fits a schema: here a Pydantic model gives it, and reads the answer.
"""

from typing import Literal

from google import genai
from pydantic import BaseModel, Field

client = genai.Client()


class Complaint(BaseModel):
    """
    A customer's letter, sorted.
    """

    topic: Literal["delivery", "quality", "price", "other"]
    is_urgent: bool = Field(description="Whether somebody should call today.")
    summary: str = Field(description="The letter in one sentence.")


interaction = client.interactions.create(
    model="gemini-2.5-flash",
    input="Sort this letter: my parcel is two weeks late and the party is tomorrow.",
    response_format={
        "type": "text",
        "mime_type": "application/json",
        "schema": Complaint.model_json_schema(),
    },
)

complaint = Complaint.model_validate_json(interaction.output_text)
print("about", complaint.topic, "- urgent" if complaint.is_urgent else "- can wait")
print(complaint.summary)
