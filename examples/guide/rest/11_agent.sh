# An agent that takes its time: it works in the background, and the client looks in until it is done.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

research=$(curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d '{
    "agent": "deep-research-preview-04-2026",
    "input": "How did the pocket calculator change the teaching of arithmetic?",
    "background": true
  }')
id=$(printf '%s' "$research" | sed 's/.*"id":"\(v1_[^"]*\)".*/\1/')

while printf '%s' "$research" | grep -q '"status":"in_progress"'; do
  echo "in_progress"
  sleep 2
  research=$(curl -sS --fail-with-body "$api/v1/interactions/$id" -H "x-goog-api-key: $GEMINI_API_KEY")
done
printf '%s\n' "$research"
