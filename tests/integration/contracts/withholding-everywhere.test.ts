// Is what is withheld kept from everything the public can ask, whatever pages there come to be?
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { contractIdOf } from '../../support/register-rows.ts'
import { publicAnswer } from '../../support/twin-registers.ts'
import { useWebApp } from '../../support/web-app.ts'
import { CLOCK, type Database, makeFullRegister, SECRETS } from '../../support/withheld-scene.ts'

/** Searched in memory; the other tests of withholding are of registers that the database searches. */
const IN_MEMORY = { SEARCH_INDEX_FROM: '0' }
const first = useWebApp(CLOCK, (database) => makeFullRegister(database, SECRETS[0]), IN_MEMORY)
const second = useWebApp(CLOCK, (database) => makeFullRegister(database, SECRETS[1]), IN_MEMORY)

beforeAll(async () => {
  for (const { deps } of [first(), second()])
    await vi.waitUntil(async () => (await deps.finderFor({})).isQuick, { timeout: 30_000 })
}, 60_000)

const TITLES = [
  'Guest house',
  'Locks',
  'Gates',
  'Alarm lines',
  'Cameras',
  'Vaults',
  'Bells',
  'hackney care line 0',
]
const SUPPLIERS = [
  'brindle-software-ltd',
  'zephyrine-lantorel-ltd',
  'umberfell-vostagate-ltd',
  'supplier-withheld',
]
const TECHNOLOGIES = [
  'ledgerline',
  'guestbook',
  'lockbook',
  'gatehouse',
  'alarmdesk',
  'vaultkeeper',
  'zephyrdesk',
  'umberdesk',
]
const WORDS = SECRETS.flatMap(({ name, firm, later, product }) => [name, firm, later, product])

/** What stands for the parts of an address, by the noun they follow: every one there is, and those that only one register has. */
const PARTS: Record<string, readonly string[]> = {
  authorities: ['camden', 'hackney'],
  suppliers: SUPPLIERS,
  preview: SUPPLIERS,
  compare: SUPPLIERS,
  technologies: TECHNOLOGIES,
  'service-areas': ['adult-social-care'],
  contracts: TITLES.map((title) => `{contract ${title}}`),
  opportunities: TITLES.map((title) => `{opportunity ${title}}`),
  static: ['index.html'],
}
/** For whoever holds a secret: nobody of the public has one, and no answer to those without depends on the register. */
const FOR_HOLDERS = /:token|\/sign-in\/oidc\/callback|\/assets\/|\/api\/docs/
/** What is asked of each address besides nothing. */
const QUESTIONS = [
  '',
  'as_at=2026-11-10',
  'as_at=2026-11-21',
  'supplier=zephyrine-lantorel-ltd',
  'supplier=zephyrine-lantorel-ltd&supplier=brindle-software-ltd&supplier=umberfell-vostagate-ltd',
  'supplier=brindle-software-ltd&supplier=supplier-withheld',
  'authority=camden',
  'reason=stale',
  'sort=value_desc',
  'current_end_from=2027-05-01&current_end_to=2027-05-31&end_not_stated=exclude',
  'value_from=10000&value_not_stated=exclude',
  'technology=lockbook',
  'technology=zephyrdesk',
  'current_end_from=2027-05-01&current_end_to=2027-06-15',
  'sort=annual',
  ...WORDS.slice(0, 4).map((word) => `q=${encodeURIComponent(word)}`),
]

const publicPatterns = () => {
  const open = first().app.routeTable.filter((one) => one.method === 'GET' && one.permission === 'public')
  return [...new Set(open.map(({ url }) => url))].filter((url) => !FOR_HOLDERS.test(url))
}

/** The addresses of that pattern, ids still to be filled in; none where no part is known for it. */
async function addressesOf(pattern: string): Promise<string[]> {
  if (pattern.includes('/:kind/:subject/:target')) return clusters(pattern)
  const part = /\/([a-z-]+)\/:[a-z]+(\([^)]*\))?/.exec(pattern)
  if (part === null) return [pattern]
  return (PARTS[part[1] ?? ''] ?? []).map((value) => pattern.replace(part[0], `/${part[1]}/${value}`))
}

/** The ends in common that either register shows. */
async function clusters(pattern: string): Promise<string[]> {
  const found = await Promise.all(
    [first(), second()].map(async ({ app }) => (await app.inject('/alignment')).body),
  )
  const paths = found.join().matchAll(/\/alignment\/([a-z-]+)\/([a-z0-9-]+)\/(\d{4}-\d\d-\d\d)/g)
  return [...paths].map(([, kind, subject, target]) =>
    pattern.replace(':kind/:subject/:target', `${kind}/${subject}/${target}`),
  )
}

async function filled(database: Database, address: string): Promise<string> {
  const [mark, noun, title] = /\{(contract|opportunity) ([^}]+)\}/.exec(address) ?? []
  if (mark === undefined || title === undefined) return address
  const contract = await contractIdOf(database, title)
  if (noun === 'contract') return address.replace(mark, contract)
  const [row] = await database.sql<
    { id: string }[]
  >`select id from opportunities where contract_id = ${contract}`
  return address.replace(mark, row?.id ?? 'none')
}

interface Asked {
  pattern: string
  url: string
  isAlike: boolean
  isAnswered: boolean
}

async function compare(pattern: string, url: string): Promise<Asked> {
  const [one, other] = await Promise.all(
    [first(), second()].map(async ({ app, database }) => publicAnswer(app, await filled(database, url))),
  )
  return { pattern, url, isAlike: one === other, isAnswered: /^(200|302)/.test(one ?? '') }
}

describe('two registers that differ in what is withheld alone', () => {
  it('answer everything there is to ask with the same bytes, and nothing goes unasked', {
    timeout: 240_000,
  }, async () => {
    const asked: Asked[] = []
    for (const pattern of publicPatterns())
      for (const address of await addressesOf(pattern))
        for (const question of QUESTIONS)
          asked.push(await compare(pattern, `${address}${question && '?'}${question}`))
    const answered = new Set(asked.filter(({ isAnswered }) => isAnswered).map(({ pattern }) => pattern))
    expect(asked.filter(({ isAlike }) => !isAlike).map(({ url }) => url)).toEqual([])
    expect(publicPatterns().filter((pattern) => !answered.has(pattern))).toEqual([])
    expect(asked.length).toBeGreaterThan(1_000)
  })
})

describe('an end given to its quarter', () => {
  it('is a day nowhere that people read, and says its precision wherever programs do', {
    timeout: 240_000,
  }, async () => {
    const days: string[] = []
    for (const pattern of publicPatterns())
      for (const address of await addressesOf(pattern)) {
        const { app, database } = first()
        const { body } = await app.inject({
          url: await filled(database, address),
          remoteAddress: '192.0.2.9',
        })
        if (/9 May 2027|2027-05-09|20270509|09\/05\/2027/.test(body)) days.push(address)
        for (const line of linesOf(body))
          if (SAYS_A_DAY.test(line)) days.push(`${address}: ${line.slice(0, 200)}`)
      }
    expect(days).toEqual([])
  })
})

const SAYS_A_DAY = /30 June 2027|30\/06\/2027|20270630|DTSTART\S*20270701/

/** The parts of an answer that name the contract whose end is given to its quarter, and no other. */
function linesOf(body: string): string[] {
  const parts = body.split(/<\/tr>|<\/li>|<\/article>|<\/dl>|END:VEVENT|<\/entry>|\},\{"id"|\r?\n/)
  return parts.filter((part) => part.includes('Alarm lines'))
}
