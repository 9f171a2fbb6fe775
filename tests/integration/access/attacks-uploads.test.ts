import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { useAccessScene } from '../../support/access-scene.ts'

const scene = useAccessScene()
const BROKEN = new URL('../../../fixtures/broken/', import.meta.url)
const CSV = 'Title,Supplier\nBins,Bin Ltd\n'
let sent = 0

function multipart(
  head: string,
  content: string | Buffer,
): { body: Buffer; headers: Record<string, string> } {
  const begin = `--b\r\nContent-Disposition: form-data; name="file"${head}\r\n\r\n`
  const body = Buffer.concat([Buffer.from(begin), Buffer.from(content), Buffer.from('\r\n--b--\r\n')])
  return {
    body,
    headers: { ...scene.headers('officer_a'), 'content-type': 'multipart/form-data; boundary=b' },
  }
}

async function hand(head: string, content: string | Buffer): Promise<{ status: number; body: string }> {
  const { body, headers } = multipart(head, content)
  const answer = await fetch(`${scene.base()}/api/v1/returns`, { method: 'POST', headers, body })
  return { status: answer.status, body: await answer.text() }
}

const own = () => {
  sent += 1
  return `${CSV}Thing ${sent},Oakhollow Group plc\n`
}

it.each([
  ['300 letters', `${'a'.repeat(300)}.csv`],
  ['a picture', '<img src=x onerror=alert(1)>.csv'],
  ['a way out of the folder', '../../../../etc/cron.d/x.csv'],
  ['another way out', '..\\\\..\\\\windows\\\\x.csv'],
  ['a hidden character', 'a\u0000b.csv'],
  ['a turned direction', 'a\u202evsc.exe'],
  ['nothing', ' '],
  ['an emoji', '🧾.csv'],
])('keeps a file whose name is %s under a name of its own', async (_what, name) => {
  const { status, body } = await hand(`; filename="${name}"\r\nContent-Type: text/csv`, own())
  expect(status).toBe(202)
  const shown = (JSON.parse(body) as { return: { file: { name: string }; id: string } }).return
  expect(shown.file.name.length).toBeLessThanOrEqual(200)
  expect(shown.file.name).not.toMatch(/[\p{Cc}\p{Cf}/\\]/u)
  const page = await fetch(`${scene.base()}/returns/${shown.id}`, { headers: scene.headers('officer_a') })
  expect(await page.text()).not.toContain('<img src=x')
})

it('goes by what a file holds, whatever it is called and said to be', async () => {
  for (const name of readdirSync(BROKEN).filter((one) =>
    /^(old-workbook|archive|picture|locked|page)\./.test(one),
  )) {
    const content = readFileSync(new URL(name, BROKEN))
    const { status } = await hand('; filename="contracts.csv"\r\nContent-Type: text/csv', content)
    expect([name, [202, 422].includes(status)]).toEqual([name, true])
  }
})

it('refuses a file beyond the limit as a whole, and keeps nothing of it', async () => {
  const before = await count()
  const { status, body } = await hand('; filename="g.csv"', Buffer.alloc(10 * 1024 * 1024 + 1, 'a,b\n'))
  expect([status, (JSON.parse(body) as { error: { code: string } }).error.code]).toEqual([
    413,
    'file_too_large',
  ])
  expect(await count()).toBe(before)
})

it('answers forms that are no forms with 400, never 500', async () => {
  const path = `${scene.base()}/api/v1/returns`
  const headers = scene.headers('officer_a')
  for (const [type, body] of [
    ['multipart/form-data', CSV],
    ['multipart/form-data; boundary=b', CSV],
    ['multipart/form-data; boundary=b', '--b\r\n\r\n\r\n--b--\r\n'],
    [
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="other"; filename="x"\r\n\r\na\r\n--b--\r\n',
    ],
    [
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\na\r\n--b--\r\n',
    ],
    [`multipart/form-data; boundary=${'b'.repeat(5_000)}`, CSV],
    ['application/json', '{}'],
  ] as const) {
    const answer = await fetch(path, { method: 'POST', headers: { ...headers, 'content-type': type }, body })
    expect([type.slice(0, 40), answer.status >= 400 && answer.status < 500]).toEqual([
      type.slice(0, 40),
      true,
    ])
  }
})

it('is not moved by more fields than it asks for', async () => {
  const field = '--b\r\nContent-Disposition: form-data; name="f"\r\n\r\na\r\n'
  const body = `${field.repeat(10)}--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${own()}\r\n--b--\r\n`
  const headers = { ...scene.headers('officer_a'), 'content-type': 'multipart/form-data; boundary=b' }
  const answer = await fetch(`${scene.base()}/api/v1/returns`, { method: 'POST', headers, body })
  expect([202, 400, 413]).toContain(answer.status)
})

const part = (head: string, content: string) =>
  `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`
const file = () => part('name="file"; filename="a.csv"', own())
const inner = 'Content-Type: multipart/mixed; boundary=c'

it.each([
  ['very many parts', () => part('name="f"', 'a').repeat(50_000) + file()],
  ['very many files', () => file().repeat(200)],
  ['a very long field', () => part('name="comment"', 'a'.repeat(4_000_000)) + file()],
  ['a very long name of a field', () => part(`name="${'n'.repeat(200_000)}"`, 'a') + file()],
  ['very many headings of a part', () => `--b\r\n${'X-A: b\r\n'.repeat(20_000)}\r\na\r\n${file()}`],
  ['no name of a file', () => part('name="file"', own())],
  ['no name of a field', () => part('filename="a.csv"', own())],
  [
    'forms within forms',
    () =>
      `--b\r\nContent-Disposition: form-data; name="file"\r\n${inner}\r\n\r\n--c\r\n${inner}\r\n\r\n--c--\r\n`,
  ],
  ['two files in the one field', () => file() + file()],
  ['a name with the end of a line', () => part('name="file"; filename="a.csv\r\nX-Evil: 1"', own())],
  [
    'a name in another encoding',
    () => part(`name="file"; filename*=UTF-8''%0d%0aX-Evil%3a1%2f..%2fa.csv`, own()),
  ],
])('takes a form with %s as a file or refuses it, soon and without failing', async (_what, made) => {
  const headers = { ...scene.headers('officer_a'), 'content-type': 'multipart/form-data; boundary=b' }
  const body = `${made()}--b--\r\n`
  const began = performance.now()
  const answer = await fetch(`${scene.base()}/api/v1/returns`, { method: 'POST', headers, body }).catch(
    () => null,
  )
  expect(performance.now() - began).toBeLessThan(10_000)
  expect(answer?.headers.get('x-evil') ?? null).toBeNull()
  if (answer !== null) expect([200, 202, 400, 413, 422]).toContain(answer.status)
  expect((await fetch(`${scene.base()}/health/live`)).status).toBe(200)
})

async function count(): Promise<number> {
  const [row] = await scene.server.sql<{ n: number }[]>`select count(*)::int as n from file_chunks`
  return row?.n ?? -1
}
