// Uploads 20 MB (three pieces of 8 MiB and less) and asks about the file; upload.py sends the same.
//
// `node upload.mjs SDK-FOLDER [BYTES]`. Address and key come from the environment.

import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const [folder, bytes] = process.argv.slice(2)
const outputLength = Number(bytes ?? 20_000_000)
const data = createHash('shake128', { outputLength }).update('a film of nothing').digest()
const require = createRequire(join(resolve(folder), 'package.json'))
const { GoogleGenAI } = require('@google/genai')
const client = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY })

const config = { mimeType: 'application/pdf', displayName: 'Twenty million bytes' }
const file = await client.files.upload({ file: new Blob([data]), config })
console.log('uploaded', file.name, file.state, Number(file.sizeBytes), file.sha256Hash)
const document = { type: 'document', uri: file.uri, mime_type: file.mimeType }
const question = { type: 'text', text: 'What is this?' }
const told = await client.interactions.create({ model: 'gemini-2.5-flash', input: [question, document] })
console.log('told', told.id, told.status)
