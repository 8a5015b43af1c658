// Uploads a picture and a film, waits, lists, downloads, deletes; files.py does the same.
//
// `node files.mjs SDK-FOLDER PICTURE`. Address and key come from the environment.

import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const [folder, picture] = process.argv.slice(2)
const require = createRequire(join(resolve(folder), 'package.json'))
const { GoogleGenAI } = require('@google/genai')
const files = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY }).files

async function told(call) {
  try {
    await call()
  } catch (error) {
    const { code, status, message } = JSON.parse(error.message).error
    return `${code} ${status} ${message}`
  }
  return 'no error'
}

async function waited(name) {
  const states = []
  while (states.at(-1) !== 'ACTIVE') states.push((await files.get({ name })).state)
  return states.join(' ')
}

async function listed() {
  const names = []
  for await (const file of await files.list({ config: { pageSize: 2 } })) names.push(file.name)
  return names
}

async function downloaded(file) {
  const place = mkdtempSync(join(tmpdir(), 'film-'))
  const downloadPath = join(place, 'film')
  await files.download({ file, downloadPath })
  // The older SDK does not wait until all is written.
  let data = Buffer.alloc(0)
  for (let n = 0; n < 500 && data.length < 20_000_000; n++) {
    await new Promise((ready) => setTimeout(ready, 10))
    try { data = readFileSync(downloadPath) } catch { continue }
  }
  rmSync(place, { recursive: true })
  return createHash('sha256').update(data).digest('hex')
}

const image = await files.upload({ file: picture, config: { displayName: 'A picture' } })
console.log('picture', image.name, image.mimeType, Number(image.sizeBytes), image.state)
const outputLength = 20_000_000
const data = createHash('shake128', { outputLength }).update('a film of nothing').digest()
const config = { mimeType: 'video/mp4', name: 'my-film' }
const film = await files.upload({ file: new Blob([data]), config })
console.log('film', film.name, Number(film.sizeBytes), film.state, film.sha256Hash)
console.log('states', await waited(film.name))
for (const n of [0, 1, 2]) {
  await files.upload({ file: new Blob([`text ${n}`]), config: { mimeType: 'text/plain' } })
}
const clash = () => files.upload({ file: picture, config: { name: 'my-film' } })
console.log('clash', await told(clash))
const names = await listed()
console.log('listed', names.length, new Set(names).size)
console.log('downloaded', await downloaded(film.name))
for (const name of names) await files.delete({ name })
const left = await listed()
console.log('left', `[${left}]`)
console.log('gone', await told(() => files.get({ name: 'my-film' })))
