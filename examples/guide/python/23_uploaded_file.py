"""
A file that is uploaded once, and then used by its address.
"""

import time

from google import genai

client = genai.Client()

file = client.files.upload(file="clip.mp4")
while file.state == "PROCESSING":
    time.sleep(0.2)
    file = client.files.get(name=file.name)
print("file:", file.state.value, file.mime_type)

interaction = client.interactions.create(
    model="gemini-2.5-flash",
    input=[
        {"type": "video", "uri": file.uri, "mime_type": file.mime_type},
        {"type": "text", "text": "Is there music in it?"},
    ],
)

print(interaction.output_text)
client.files.delete(name=file.name)
