// By which rules does this program read returns?
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The sources that read a return and lay down what is stored of it, and the packages they use where those are pinned. */
const ENTRIES = ['read-return.ts', 'encode-rows.ts'].map((name) => path.join(import.meta.dirname, name))
const PACKAGES = ['package.json', 'package-lock.json'].map((name) =>
  path.join(import.meta.dirname, '../..', name),
)
const IMPORTED = /\bfrom '(\.[^']+\.ts)'/g

/**
 * One hash of the sources of the rules, every file that takes part in reading, of the packages and of Node: it differs as soon
 * as any of them does, so that no row is taken for what another release read. Some milliseconds.
 */
export function readingRules(): string {
  const hash = createHash('sha256')
  for (const [, text] of [...readingSources()].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(text)
  for (const file of PACKAGES) if (existsSync(file)) hash.update(readFileSync(file))
  hash.update(process.version)
  return hash.digest('hex')
}

/** The files that take part in reading a return, each with its text. */
export function readingSources(): Map<string, string> {
  const sources = new Map<string, string>()
  const toRead = [...ENTRIES]
  for (const file of toRead) {
    if (sources.has(file)) continue
    const text = readFileSync(file, 'utf8')
    sources.set(file, text)
    for (const [, target = ''] of text.matchAll(IMPORTED)) toRead.push(path.join(path.dirname(file), target))
  }
  return sources
}
