// How is a small project made for one test, to prove that a check finds what it is there to find?
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Writes the files (path → text) into a new folder, which goes when the test ends; answers the folder. */
export function plant(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'thirty3-planted-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}
