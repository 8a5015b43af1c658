# A picture that lies on the web, by its address.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d '{
    "model": "gemini-2.5-flash",
    "input": [
      {"type": "image", "uri": "https://www.gstatic.com/webp/gallery/1.jpg"},
      {"type": "text", "text": "Where may this have been taken?"}
    ]
  }'
