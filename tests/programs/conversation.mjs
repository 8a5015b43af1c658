// A user's program against the real SDK, either generation: tells on stdout all that the SDK gave it.
//
// `node conversation.mjs SDK-FOLDER [part ...]`. The same conversation in Python is conversation.py;
// both print the same words, so that a recording and its replay can be compared as text. Address and
// key come from the environment, as with any program.

import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const MODEL = 'gemini-2.5-flash'
const AGENT = 'deep-research-pro-preview-12-2025'
const PAUSE = 50
const WEATHER = {
  type: 'function',
  name: 'get_weather',
  description: 'The weather of a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}

// One value as Python's json.dumps writes it, so that the transcripts of both languages are alike.
function json(value) {
  if (Array.isArray(value)) return `[${value.map(json).join(', ')}]`
  if (value !== null && typeof value === 'object') {
    const pairs = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}: ${json(value[key])}`)
    return `{${pairs.join(', ')}}`
  }
  return JSON.stringify(value ?? null)
}

function tell(what, values = {}) {
  const told = Object.entries(values).map(([name, value]) => `${name}=${json(value)}`)
  console.log([what, ...told].join(' '))
}

// What the model did: the `steps` of the newer SDK, the `outputs` of the older one.
const parts = (interaction) => interaction.steps ?? interaction.outputs ?? []

function text(interaction) {
  const said = parts(interaction).flatMap((part) => (part.type === 'text' ? [part] : part.content ?? []))
  return said.map((item) => item.text ?? '').join('')
}

function show(what, interaction) {
  tell(what, {
    id: interaction.id,
    status: interaction.status,
    text: text(interaction),
    parts: parts(interaction).map((part) => part.type),
    tokens: interaction.usage?.total_tokens,
  })
}

async function streamed(what, interactions, wish) {
  const events = []
  const calls = []
  let said = ''
  let whole
  for await (const event of await interactions.create({ ...wish, stream: true })) {
    events.push(event.event_type)
    said += event.delta?.text ?? ''
    const part = event.step ?? event.content
    if (part?.type === 'function_call') calls.push(part.id)
    whole = event.interaction ?? whole
  }
  tell(what, { events, text: said, calls })
  tell(what, { id: whole.id, status: whole.status, tokens: whole.usage?.total_tokens })
  return whole
}

async function failing(what, call) {
  try {
    await call()
  } catch (problem) {
    tell(what, { error: problem.constructor.name, message: problem.message })
    return
  }
  tell(what, { error: null })
}

async function turns({ interactions }) {
  const first = await interactions.create({ model: MODEL, input: 'Name one city with seven bridges.' })
  show('text', first)
  await streamed('stream', interactions, { model: MODEL, input: 'Tell me a short joke.' })
  const chain = { model: MODEL, previous_interaction_id: first.id }
  show('chain', await interactions.create({ ...chain, input: 'And its oldest bridge?' }))
  const asked = { model: MODEL, input: 'How is the weather in Paris?', tools: [WEATHER] }
  const tool = await interactions.create(asked)
  show('tool', tool)
  await answered('tool answered', interactions, tool)
  await streamed('tool stream', interactions, asked)
}

async function answered(what, interactions, tool) {
  const call = parts(tool).find((part) => part.type === 'function_call')
  tell('call', { name: call.name, arguments: call.arguments, id: call.id })
  const result = {
    type: 'function_result',
    name: call.name,
    call_id: call.id,
    result: { weather: 'sunny', celsius: 21 },
  }
  const wish = { model: MODEL, tools: [WEATHER], previous_interaction_id: tool.id, input: [result] }
  show(what, await interactions.create(wish))
}

async function jobs({ interactions }) {
  let job = await interactions.create({ agent: AGENT, input: 'Bridges of the world.', background: true })
  show('job', job)
  const statuses = [job.status]
  while (job.status === 'in_progress') {
    await sleep(PAUSE)
    job = await interactions.get(job.id)
    if (job.status !== statuses.at(-1)) statuses.push(job.status)
  }
  tell('polled', { statuses })
  show('job done', job)
  const other = await interactions.create({ agent: AGENT, input: 'Rivers.', background: true })
  show('cancelled', await interactions.cancel(other.id))
  show('fetched', await interactions.get(other.id))
  await interactions.delete(other.id)
  tell('deleted')
}

async function errors({ interactions }) {
  const chain = { model: MODEL, input: '?', previous_interaction_id: 'v1_nobody' }
  await failing('unknown chain', () => interactions.create(chain))
  await failing('unknown get', () => interactions.get('v1_nobody_knows'))
}

async function files(client) {
  const folder = mkdtempSync(join(tmpdir(), 'journey-'))
  const path = join(folder, 'clip.mp4')
  writeFileSync(path, Buffer.from(Array.from({ length: 256 * 64 }, (_, index) => index % 256)))
  const config = { mimeType: 'video/mp4', displayName: 'A clip' }
  let file = await client.files.upload({ file: path, config })
  tell('uploaded', described(file))
  while (file.state === 'PROCESSING') {
    await sleep(PAUSE)
    file = await client.files.get({ name: file.name })
  }
  tell('active', described(file))
  const prompt = { type: 'text', text: 'What is to be seen?' }
  const clip = { type: 'video', uri: file.uri, mime_type: file.mimeType }
  show('about the file', await client.interactions.create({ model: MODEL, input: [prompt, clip] }))
  const names = []
  for await (const item of await client.files.list({ config: { pageSize: 10 } })) names.push(item.name)
  tell('listed', { names })
  const fetched = join(folder, 'fetched')
  await client.files.download({ file: file.name, downloadPath: fetched })
  tell('downloaded', { bytes: await size(fetched) })
  await client.files.delete({ name: file.name })
  tell('file deleted')
  rmSync(folder, { recursive: true })
}

function described({ name, state, sizeBytes, uri }) {
  return { name, state, size: Number(sizeBytes), uri }
}

// The older SDK is back before the file it downloads is written.
async function size(path) {
  for (let wait = 0; wait < 100; wait += 1) {
    const bytes = statSync(path, { throwIfNoEntry: false })?.size
    if (bytes) return bytes
    await sleep(20)
  }
  return 0
}

const [folder, ...wanted] = process.argv.slice(2)
const require = createRequire(join(resolve(folder), 'package.json'))
const { GoogleGenAI } = require('@google/genai')
const client = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY })
const told = { turns, jobs, errors, files }
for (const part of wanted.length ? wanted : Object.keys(told)) await told[part](client)
