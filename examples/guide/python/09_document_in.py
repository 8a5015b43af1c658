"""
A PDF beside the question.
"""

import base64
from pathlib import Path

from google import genai

client = genai.Client()

paper = base64.b64encode(Path("paper.pdf").read_bytes()).decode()

interaction = client.interactions.create(
    model="gemini-2.5-flash",
    input=[
        {"type": "text", "text": "How many pages has this paper, and what does it argue?"},
        {"type": "document", "data": paper, "mime_type": "application/pdf"},
    ],
)

print(interaction.output_text)
