# A picture instead of words: the format of the response says so.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d '{
    "model": "gemini-3.1-flash-image-preview",
    "input": "Draw a lighthouse made of books.",
    "response_format": {"type": "image", "mime_type": "image/jpeg", "aspect_ratio": "16:9"}
  }' > lighthouse.json

sed 's/.*"mime_type":"image\/jpeg","data":"\([^"]*\)".*/\1/' lighthouse.json | base64 -d > lighthouse.jpg
ls -l lighthouse.jpg
