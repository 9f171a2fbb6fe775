import { beforeAll, expect, it } from 'vitest'
import { useAccessScene } from '../../support/access-scene.ts'
import { contractIdOf, makeReturn } from '../../support/register-rows.ts'

const scene = useAccessScene()
const SCRIPT = '<script>alert(1)</script>'
const PICTURE = '<img src=x onerror=alert(2)>'
const TEMPLATE = '{{7*7}}{% raw %}#{7*7}<%= 7*7 %>'
const FORMULA = '=HYPERLINK("http://evil.test","x")'
const FILE = `"><svg onload=alert(3)> ${'\u202e'}vsc.csv`
let contract = ''
let returned = ''

beforeAll(async () => {
  const scenery = { db: scene.server.deps.db, sql: scene.server.sql }
  const hostile = {
    title: `Hostile ${SCRIPT} ${TEMPLATE}`,
    supplier_name_raw: `${PICTURE} Ltd`,
    local_reference: '\'"><b>1',
    department: FORMULA,
    description: `${SCRIPT} javascript:alert(4)`,
  }
  returned = await makeReturn(scenery, {
    authority: 'hackney',
    contracts: [hostile],
    fileName: FILE,
    issues: [
      {
        severity: 'warning',
        code: 'date_token',
        line: 2,
        data_row: 1,
        column: 7,
        value: PICTURE,
        message: SCRIPT,
      },
    ],
  })
  contract = await contractIdOf(scenery, hostile.title)
})

async function page(
  path: string,
  accept = 'text/html',
): Promise<{ text: string; headers: Headers; status: number }> {
  const headers = { ...scene.headers('officer_b'), accept }
  const answer = await fetch(scene.base() + path, { headers, signal: AbortSignal.timeout(3_000) })
  return { text: await answer.text(), headers: answer.headers, status: answer.status }
}

const pages = () => [
  '/',
  '/contracts',
  `/contracts/${contract}`,
  `/contracts?q=${encodeURIComponent(SCRIPT)}`,
  '/contracts?q=hostile',
  '/contracts?authority=%22%3E%3Cscript%3E',
  '/technologies',
  `/technologies?q=${encodeURIComponent(PICTURE)}`,
  '/returns',
  `/returns/${returned}`,
  `/returns/${returned}/issues`,
  `/returns/${returned}/mapping`,
  `/returns/${returned}/changes`,
  `/returns/${returned}/corrections`,
  `/returns/${returned}/quality`,
  '/authorities/hackney/quality',
  '/authorities/hackney/audit',
  '/corrections',
  `/sign-in?next=${encodeURIComponent(`"${SCRIPT}`)}`,
  '/sign-in?error=%3Cscript%3Ealert(1)%3C/script%3E&problem=x',
  `/${encodeURIComponent(SCRIPT)}`,
]

it('shows what stands in a cell, a heading, a file name or an address as typed, and lets none of it run', async () => {
  let shown = 0
  for (const path of pages()) {
    const { text, headers } = await page(path)
    expect(headers.get('content-type')).toContain('text/html')
    expect(text).not.toMatch(/<script>alert|<img src=x|<svg onload|<b>1|href="javascript:/)
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
    if (text.includes('&lt;script&gt;alert')) shown += 1
  }
  expect(shown).toBeGreaterThan(3)
})

it('calculates nothing that a cell asks for', async () => {
  for (const path of [`/contracts/${contract}`, '/contracts?q=hostile', `/returns/${returned}`]) {
    const { text } = await page(path)
    expect(text).not.toMatch(/(?<![\w.])49(?![\w.])/)
  }
  expect((await page('/contracts?q=hostile')).text).toContain('{{7*7}}')
})

it('has no script or style within a page but what carries the value of the header', async () => {
  for (const path of pages()) {
    const { text, headers } = await page(path)
    const policy = headers.get('content-security-policy') ?? ''
    for (const [tag] of text.matchAll(/<(?:script|style)\b[^>]*>/g)) {
      const nonce = /nonce="([^"]+)"/.exec(tag)?.[1]
      expect(/\bsrc="\/assets\//.test(tag) || (nonce !== undefined && policy.includes(nonce))).toBe(true)
    }
    expect(text.replace(/="[^"]*"/g, '=""')).not.toMatch(/<[^>]+\s(?:on[a-z]+|style)=/)
  }
})

it('answers programs with JSON that no browser takes for a page', async () => {
  for (const path of [
    `/api/v1/contracts/${contract}`,
    '/api/v1/contracts?q=hostile',
    '/api/v1/%3Cscript%3E',
  ]) {
    const { headers } = await page(path)
    expect(headers.get('content-type')).toContain('application/json')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
})

it('hands out files to be kept, under a safe name, with no cell that a spreadsheet would calculate', async () => {
  for (const path of [
    `/returns/${returned}/issues.csv`,
    `/returns/${returned}/corrected.csv`,
    '/returns/prefilled.csv?authority=hackney',
    '/api/v1/returns/prefilled.csv',
    `/api/v1/returns/${returned}/issues.csv`,
  ]) {
    const { text, headers, status } = await page(path)
    expect(status).toBe(200)
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z0-9-]+\.csv"$/)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('cache-control')).toBe('no-store')
    for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/))
      for (const cell of line.split(',')) expect(cell).not.toMatch(/^"?[=+@\t\r]/)
  }
  expect((await page('/returns/prefilled.csv?authority=hackney')).text).toContain(`'=HYPERLINK`)
})
