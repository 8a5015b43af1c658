// A user's program that is not prepared for anything: what @google/genai shows it of each fault.
//
// `node faulty.mjs SDK-FOLDER JSON`; scenarios and output are those of faulty.py.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const MODEL = 'gemini-2.5-flash'
const AGENT = 'deep-research-pro-preview-12-2025'
const ASKED = 'Repeat: Zürich – naïve café.'
const LOOKS = 4
const TRIES = 3
const ENDS = ['interaction.complete', 'interaction.completed']
const PATIENCE = 30_000

const errorOf = (problem) => ({ error: problem.constructor.name, status: problem.status ?? null })

// All that the model said, in either generation's shape.
function text(interaction) {
  const parts = interaction.steps ?? interaction.outputs ?? []
  const said = parts.flatMap((part) => (part.type === 'text' ? [part] : part.content ?? []))
  return said.map((item) => item.text ?? '').join('')
}

async function stream({ interactions }, told) {
  Object.assign(told, { events: [], text: '' })
  try {
    for await (const event of await interactions.create({ model: MODEL, input: ASKED, stream: true })) {
      told.events.push(event.event_type ?? typeof event)
      told.text += event.delta?.text ?? ''
    }
  } catch (problem) {
    Object.assign(told, errorOf(problem))
  }
  return told
}

async function insist(client, told) {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    delete told.error
    await stream(client, told)
    if (!told.error && ENDS.includes(told.events.at(-1))) return { ...told, tries }
  }
  return told
}

async function create({ interactions }) {
  try {
    return { text: text(await interactions.create({ model: MODEL, input: ASKED })) }
  } catch (problem) {
    return errorOf(problem)
  }
}

async function twice(client) {
  await create(client)
  return create(client)
}

async function poll({ interactions }) {
  const job = await interactions.create({ agent: AGENT, input: 'Bridges.', background: true })
  const seen = []
  for (let look = 0; look < LOOKS; look += 1) {
    try {
      seen.push((await interactions.get(job.id)).status)
    } catch (problem) {
      seen.push(errorOf(problem))
    }
  }
  return { seen }
}

async function uploaded({ files }) {
  const folder = mkdtempSync(join(tmpdir(), 'faulty-'))
  const path = join(folder, 'dot.png')
  writeFileSync(path, Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(64)]))
  try {
    return await files.upload({ file: path, config: { mimeType: 'image/png' } })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function upload(client) {
  try {
    return { file: (await uploaded(client)).name }
  } catch (problem) {
    return errorOf(problem)
  }
}

async function file(client) {
  const { uri } = await uploaded(client)
  try {
    const image = { type: 'image', uri, mime_type: 'image/png' }
    return { text: text(await client.interactions.create({ model: MODEL, input: [image] })) }
  } catch (problem) {
    return errorOf(problem)
  }
}

const CALLS = { stream, insist, create, twice, poll, upload, file }
const [folder, given] = process.argv.slice(2)
const require = createRequire(join(resolve(folder), 'package.json'))
const { GoogleGenAI } = require('@google/genai')

// `told` is what a call has seen so far; where the SDK's timeout does not end it, we do.
async function seen({ name, call, url, timeout }) {
  const client = new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl: url, timeout } })
  const told = {}
  const done = CALLS[call](client, told)
  const late = sleep(2 * (timeout ?? PATIENCE)).then(() => ({ ...told, error: 'no timeout' }))
  return { name, ...(await Promise.race([done, late])) }
}

for (const found of await Promise.all(JSON.parse(given).map(seen))) console.log(JSON.stringify(found))
process.exit(0)
