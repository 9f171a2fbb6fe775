#!/usr/bin/env node
// Which Node runs the command? The one the project carries when it is installed, else the caller's own.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const carried = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url))
const cli = fileURLToPath(new URL('./cli.ts', import.meta.url))
const node = existsSync(carried) ? carried : process.execPath
const child = spawn(node, [cli, ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  if (signal) process.kill(process.pid, signal)
  else process.exit(code ?? 1)
})
