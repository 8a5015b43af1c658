// Runs JavaScript programs one after the other, each as if alone, and tells what each of them told.
//
// `node examples.mjs SDK-FOLDER PROGRAM...`; the same in Python is examples.py.

import { cpSync, rmSync, symlinkSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [sdk, ...programs] = process.argv.slice(2)
console.warn = () => {}

// A program finds its modules from where it lies.
symlinkSync(join(resolve(sdk), 'node_modules'), 'node_modules')

const write = process.stdout.write.bind(process.stdout)
const told = {}
for (const program of programs) {
  const name = basename(program)
  told[name] = { out: '', failed: null }
  process.stdout.write = (text) => { told[name].out += text; return true }
  cpSync(program, name)
  try {
    await import(pathToFileURL(resolve(name)))
  } catch (error) {
    told[name].failed = String(error?.stack ?? error)
  }
  rmSync(name)
}
rmSync('node_modules')
process.stdout.write = write
console.log(JSON.stringify(told))
