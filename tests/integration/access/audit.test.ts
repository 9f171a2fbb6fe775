import { expect, it } from 'vitest'
import { appendAudit } from '../../../src/audit/audit-queries.ts'
import { type Caller, useAccessScene } from '../../support/access-scene.ts'

const scene = useAccessScene()

async function acts(path: string, caller: Caller = 'admin') {
  const answer = await fetch(scene.base() + path, { headers: scene.headers(caller) })
  expect(answer.status).toBe(200)
  return (await answer.json()) as { acts: Record<string, unknown>[]; next_before: number | null }
}

async function page(path: string, caller: Caller): Promise<string> {
  return (await fetch(scene.base() + path, { headers: scene.headers(caller) })).text()
}

async function withdraw(): Promise<string> {
  const id = await scene.thing('freshPublishedA')
  const headers = { ...scene.headers('officer_a'), 'content-type': 'application/json' }
  const body = JSON.stringify({ reason: 'The wrong <quarter>' })
  await fetch(`${scene.base()}/api/v1/returns/${id}/withdraw`, { method: 'POST', headers, body })
  return id
}

it('tells who took what back, when and why, to the officers of the authority in words', async () => {
  const id = await withdraw()
  const found = await acts(
    `/api/v1/authorities/camden/audit?subject=${id}&action=return.withdrawn`,
    'officer_a',
  )
  expect(found.acts).toHaveLength(1)
  expect(found.acts[0]).toMatchObject({
    actor_name: 'Ada Osei',
    reason: 'The wrong <quarter>',
    subject_id: id,
  })
  const shown = await page(`/authorities/camden/audit?action=return`, 'officer_a')
  expect(shown).toContain('Publication taken back')
  expect(shown).toContain('The wrong &lt;quarter&gt;')
})

it('tells the public that it happened, and neither who nor why', async () => {
  const id = await withdraw()
  const answer = await (await fetch(`${scene.base()}/api/v1/corrections`)).text()
  expect(answer).toContain(id)
  expect(answer).not.toMatch(/quarter|Ada|person:|"before"|"after"|reason"/)
  expect(await page('/corrections', 'anonymous')).not.toMatch(/quarter|Ada|person:/)
  expect(await page('/corrections', 'anonymous')).toContain('Publication taken back')
})

it('never tells the public a value, whatever is on record of a correction', async () => {
  const { id } = (
    await scene.server.sql<{ id: number }[]>`select id from authorities where slug = 'camden'`
  )[0] ?? { id: 0 }
  for (const action of ['contract.withheld', 'contract.corrected'])
    await appendAudit(scene.server.deps.db, {
      actor: 'test',
      action,
      authorityId: id,
      subjectKind: 'contract',
      subjectId: await scene.thing('contractA'),
      before: { value_annual: 4_711_000 },
      after: { value_annual: 'SECRET' },
      reason: 'commercial',
    })
  for (const path of ['/api/v1/corrections', '/corrections'])
    expect(await page(path, 'anonymous')).not.toMatch(/4711000|SECRET|commercial/)
})

it('comes in pages without a gap or a repeat, by authority, actor, act and day', async () => {
  const seen: unknown[] = []
  let next: number | null = null
  for (let pages = 0; pages < 40; pages += 1) {
    const found = await acts(`/api/v1/admin/audit?limit=7${next === null ? '' : `&before=${next}`}`)
    seen.push(...found.acts.map(({ id }) => id))
    next = found.next_before
    if (next === null) break
  }
  expect(new Set(seen).size).toBe(seen.length)
  const [row] = await scene.server.sql<{ n: number }[]>`select count(*)::int as n from audit_events`
  expect(seen.length).toBeGreaterThanOrEqual((row?.n ?? 0) - 5)
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date())
  expect((await acts(`/api/v1/admin/audit?day=${today}`)).acts.length).toBeGreaterThan(0)
  expect((await acts('/api/v1/admin/audit?day=2001-01-01')).acts).toEqual([])
  expect((await acts('/api/v1/admin/audit?authority=hackney&action=return')).acts).toEqual([])
  expect((await acts('/api/v1/admin/audit?action=%25')).acts).toEqual([])
  for (const { actor } of (await acts('/api/v1/admin/audit?actor=operator')).acts)
    expect(actor).toBe('operator')
})

it('is refused change and deletion by the database itself', async () => {
  for (const statement of [
    'update audit_events set actor = $$x$$',
    'delete from audit_events',
    'truncate audit_events',
  ])
    await expect(scene.server.deps.db.execute(statement)).rejects.toThrow()
})

it('has on record sign-ins, refusals, keys, publications and withdrawals', async () => {
  await fetch(`${scene.base()}/admin/users`, { headers: scene.headers('officer_a') })
  await withdraw()
  const found = await scene.server.sql<{ action: string }[]>`select distinct action from audit_events`
  const names = found.map(({ action }) => action)
  for (const name of [
    'sign-in.succeeded',
    'access.refused',
    'key.added',
    'key.revoked',
    'return.published',
    'return.withdrawn',
    'user.added',
  ])
    expect(names).toContain(name)
})
