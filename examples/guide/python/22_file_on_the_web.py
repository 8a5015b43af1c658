"""
A picture that lies on the web, by its address.
"""

from google import genai

client = genai.Client()

interaction = client.interactions.create(
    model="gemini-2.5-flash",
    input=[
        {"type": "image", "uri": "https://www.gstatic.com/webp/gallery/1.jpg"},
        {"type": "text", "text": "Where may this have been taken?"},
    ],
)

print(interaction.output_text)
