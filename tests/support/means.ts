// What does this machine have for the suites that need more than this folder?
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const REDIS = ['redis-server', 'valkey-server']
const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

type Environment = Record<string, string | undefined>

/** Path of a Redis or Valkey server, or null. */
export function findRedis(env: Environment): string | null {
  return firstProgram(env, REDIS)
}

/** Path of a browser: CHROMIUM_PATH if given (and runnable), else the first found on the PATH, or null. */
export function findChromium(env: Environment): string | null {
  const given = env.CHROMIUM_PATH
  if (given) return isRunnable(given) ? given : null
  return firstProgram(env, CHROMIUM)
}

function firstProgram(env: Environment, names: string[]): string | null {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return candidates.find(isRunnable) ?? null
}

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
