// How does a test put a file where a command can open it?
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** The path of a file with this text, gone when the test ends. */
export async function scratchFile(name: string, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'thirty3-file-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}
