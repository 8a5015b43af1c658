# A tool and a schema together: search first, then answer in JSON.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d '{
    "model": "gemini-3.1-pro-preview",
    "input": "What is the highest mountain of Portugal?",
    "tools": [{"type": "google_search"}],
    "response_format": {
      "type": "text",
      "mime_type": "application/json",
      "schema": {
        "type": "object",
        "properties": {"name": {"type": "string"}, "height_in_metres": {"type": "integer"}},
        "required": ["name", "height_in_metres"]
      }
    }
  }'
