import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

/** What must stand in no log line, and is told to the server in every way a log might catch it. */
const SECRETS = {
  password: 'lantern-gravel-otter-SECRET',
  key: `t33_${'S'.repeat(43)}`,
  link: `L${'i'.repeat(42)}`,
  cell: 'CELL-TEXT-OF-A-RETURN',
  email: 'secret.person@matrix.example',
}

/** The log of a server in a process of its own, which writes it as in a city: JSON on standard output. */
async function logOf(program: string): Promise<string> {
  const file = fileURLToPath(new URL('../../support/log-requests.ts', import.meta.url))
  const child = spawn(process.execPath, [file, program], { stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece) => {
      text += piece
    })
  await new Promise((resolve) => child.once('exit', resolve))
  return text
}

it('writes one JSON object a line and no password, key, link, address or cell into it', async () => {
  const log = await logOf(JSON.stringify(SECRETS))
  const lines = log.trim().split('\n')
  expect(lines.length).toBeGreaterThan(10)
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
  for (const secret of Object.values(SECRETS)) expect(log).not.toContain(secret)
  expect(log).toContain('[hidden]')
  expect(log).not.toMatch(/forged"?:/)
})
