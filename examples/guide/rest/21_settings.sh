# How the model is to answer: its role, how long, how much it thinks.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d '{
    "model": "gemini-2.5-flash",
    "input": "Begin a bedtime story about a lost umbrella.",
    "system_instruction": "You are a grandmother with a dry sense of humour.",
    "generation_config": {
      "temperature": 0.9,
      "max_output_tokens": 400,
      "thinking_level": "low",
      "thinking_summaries": "auto"
    }
  }'
