# A conversation that the client keeps itself: every request tells it from the start.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d '{
    "model": "gemini-2.5-flash",
    "store": false,
    "input": [
      {"type": "user_input", "content": [{"type": "text", "text": "List three rivers of Portugal."}]},
      {"type": "model_output", "content": [{"type": "text", "text": "Tejo, Douro, Guadiana."}]},
      {"type": "user_input", "content": [{"type": "text", "text": "Which city lies at the mouth of the second one?"}]}
    ]
  }'
