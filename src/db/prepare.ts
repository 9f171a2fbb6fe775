// Which database does the program use, and is there a process that looks after it?
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { runningCluster, startEmbedded } from './embedded.ts'

export interface OpenedDatabase {
  url: string
  /** `embedded`: ours to stop; `attached`: another process of ours runs it; `given`: configured. */
  kind: 'embedded' | 'attached' | 'given'
  isNew: boolean
  close(): Promise<void>
}

export interface DatabaseChoice {
  databaseUrl?: string | undefined
  dataFolder: string
}

/** A second server on one data folder, in words for the terminal. */
export class DataFolderTaken extends Error {}

/**
 * Opens the configured database, or the embedded one: started, or shared with the process that runs it.
 * With `alone` another process on the same folder is an error.
 * @throws DataFolderTaken
 */
export async function openDatabase(choice: DatabaseChoice, alone: boolean): Promise<OpenedDatabase> {
  if (choice.databaseUrl)
    return { url: choice.databaseUrl, kind: 'given', isNew: false, close: async () => {} }
  const folder = path.resolve(choice.dataFolder)
  const dataDir = path.join(folder, 'postgres')
  const owner = livingOwner(folder)
  if (owner !== null) {
    const url = alone ? null : await runningCluster(dataDir)
    if (url !== null) return { url, kind: 'attached', isNew: false, close: async () => {} }
    throw new DataFolderTaken(
      `Thirty3 already runs with the data folder ${folder} (process ${owner}). Stop it, or set THIRTY3_DATA to another folder.`,
    )
  }
  await mkdir(folder, { recursive: true })
  await writeFile(ownerFile(folder), `${process.pid}\n`)
  const embedded = await startEmbedded({ dataDir })
  const close = async () => {
    await embedded.stop()
    await rm(ownerFile(folder), { force: true })
  }
  return { url: embedded.url, kind: 'embedded', isNew: embedded.isNew, close }
}

function ownerFile(folder: string): string {
  return path.join(folder, 'thirty3.pid')
}

/** The process that looks after the folder, or null when it is gone and its number may be another's. */
function livingOwner(folder: string): number | null {
  if (!existsSync(ownerFile(folder))) return null
  const pid = Number(readFileSync(ownerFile(folder), 'utf8'))
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return null
  try {
    process.kill(pid, 0)
    const status = existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : 'node'
    return /node|thirty3/.test(status) ? pid : null
  } catch {
    return null
  }
}
