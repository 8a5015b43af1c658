# The tools of a remote MCP server; the address here is nobody's, so put in your own.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d '{
    "model": "gemini-2.5-flash",
    "input": "Will it rain in Porto this afternoon?",
    "tools": [{"type": "mcp_server", "name": "meteo", "url": "https://mcp.example.com/meteo"}]
  }'
