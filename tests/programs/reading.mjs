// Asks what a file lists, with the real SDK, and tells what it read: text, calls, tokens, status.
//
// `node reading.mjs SDK-FOLDER JOBS`. The same in Python is reading.py; here types have no classes.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const require = createRequire(join(resolve(process.argv[2]), 'package.json'))
const { GoogleGenAI } = require('@google/genai')
console.warn = () => {}

const itemsOf = (interaction) => interaction.steps ?? interaction.outputs ?? []

function whole(interaction) {
  const items = itemsOf(interaction)
  const found = items.flatMap((item) => item.content ?? [item])
  return {
    status: interaction.status ?? null,
    total: interaction.usage?.total_tokens ?? null,
    text: found.filter((part) => part.type === 'text').map((part) => part.text).join(''),
    calls: items.filter((item) => item.type === 'function_call').map((item) => [item.name, item.arguments]),
    classes: [],
  }
}

async function streamed(events) {
  let text = ''
  let last = null
  const calls = new Map()
  for await (const event of events) {
    const start = event.step ?? event.content
    if (start?.type === 'function_call') calls.set(event.index, [start.name, ''])
    const delta = event.delta
    if (delta?.type === 'text') text += delta.text
    if (delta?.type === 'arguments_delta') calls.get(event.index)[1] += delta.arguments
    if (delta?.type === 'function_call') calls.set(event.index, [delta.name, JSON.stringify(delta.arguments)])
    last = event.interaction ?? last
  }
  return {
    status: last?.status ?? null,
    total: last?.usage?.total_tokens ?? null,
    text,
    calls: [...calls.values()].map(([name, told]) => [name, JSON.parse(told || '{}')]),
    classes: [],
  }
}

async function told([base, method, { id, ...more }]) {
  const client = new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl: base } })
  try {
    const answer = await (id === undefined
      ? client.interactions[method](more)
      : client.interactions[method](id, more))
    if (method === 'delete') return { deleted: true }
    return more.stream ? await streamed(answer) : whole(answer)
  } catch (error) {
    return { error: `${error.name}: ${error.message}` }
  }
}

const jobs = JSON.parse(readFileSync(process.argv[3], 'utf-8'))
const found = []
for (const job of jobs) found.push(await told(job))
console.log(JSON.stringify(found))
