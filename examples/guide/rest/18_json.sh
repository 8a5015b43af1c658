# An answer that fits a schema.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d '{
    "model": "gemini-2.5-flash",
    "input": "Sort this letter: my parcel is two weeks late and the party is tomorrow.",
    "response_format": {
      "type": "text",
      "mime_type": "application/json",
      "schema": {
        "type": "object",
        "properties": {
          "topic": {"type": "string", "enum": ["delivery", "quality", "price", "other"]},
          "is_urgent": {"type": "boolean", "description": "Whether somebody should call today."},
          "summary": {"type": "string", "description": "The letter in one sentence."}
        },
        "required": ["topic", "is_urgent", "summary"]
      }
    }
  }'
