# Code that the model writes and runs itself.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d '{
    "model": "gemini-2.5-flash",
    "input": "What is the sum of the first 40 prime numbers?",
    "tools": [{"type": "code_execution"}]
  }'
