# The model asks for a function of ours; what it gave goes back, and the model answers.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

ask() {
  curl -sS --fail-with-body "$api/v1/interactions" \
    -H "x-goog-api-key: $GEMINI_API_KEY" \
    -H "content-type: application/json" \
    -d "$1"
}

tool='{
  "type": "function",
  "name": "get_tide",
  "description": "When the tide is high at a harbour.",
  "parameters": {
    "type": "object",
    "properties": {"harbour": {"type": "string", "description": "The town, such as Nazaré"}},
    "required": ["harbour"]
  }
}'

called=$(ask '{
  "model": "gemini-2.5-flash",
  "input": "When is the tide high in Lagos?",
  "tools": ['"$tool"']
}')
printf '%s\n' "$called"
id=$(printf '%s' "$called" | sed 's/.*"id":"\(v1_[^"]*\)".*/\1/')
call=$(printf '%s' "$called" | sed 's/.*"id":"\([^"]*\)"[^{}]*"type":"function_call".*/\1/')

ask '{
  "model": "gemini-2.5-flash",
  "previous_interaction_id": "'"$id"'",
  "tools": ['"$tool"'],
  "input": [{
    "type": "function_result",
    "call_id": "'"$call"'",
    "name": "get_tide",
    "result": "High water at Lagos is at 17:40."
  }]
}'
