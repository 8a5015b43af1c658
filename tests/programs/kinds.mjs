// Tells what the real SDK makes of an answer with a part of every kind: the types it saw, as JSON.
//
// `node kinds.mjs SDK-FOLDER`. The same in Python is kinds.py; here types have no classes.

import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const require = createRequire(join(resolve(process.argv[2]), 'package.json'))
const { GoogleGenAI } = require('@google/genai')
console.warn = () => {}

const seen = (value) => [value.type ?? null, '']

const client = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY, httpOptions: { baseUrl: process.env.GOOGLE_GEMINI_BASE_URL } })
const ask = { model: 'gemini-2.5-flash', input: 'hi' }

const whole = await client.interactions.create(ask)
const items = whole.steps ?? whole.outputs
const contents = items.flatMap((item) => item.content ?? []).map(seen)

const starts = []
const deltas = []
const events = []
for await (const event of await client.interactions.create({ ...ask, stream: true })) {
  events.push([event.event_type, ''])
  const start = event.step ?? event.content
  if (start) starts.push(seen(start))
  if (event.delta) deltas.push(seen(event.delta))
}

console.log(JSON.stringify({ status: whole.status, items: items.map(seen), contents, starts, deltas, events }))
