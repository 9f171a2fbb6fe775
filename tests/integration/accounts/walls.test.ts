import { beforeAll, expect, it } from 'vitest'
import type { Account } from '../../../src/accounts/account.ts'
import { raiseWalls } from '../../../src/accounts/wall-queries.ts'
import { behindWalls, withAccount } from '../../../src/accounts/with-account.ts'
import type { Tx } from '../../../src/db/client.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
let north: Account
let south: Account

const officer = (authorityId: number): Account => ({
  kind: 'person',
  id: '00000000-0000-4000-8000-000000000001',
  name: 'x',
  email: null,
  role: 'officer',
  authorityId,
  authoritySlug: 'x',
  permissions: ['view-drafts', 'edit', 'publish'],
  secondFactor: 'passed',
  sessionId: null,
})

/** Rows in each walled table that hold something of each authority, put there as the program itself does. */
beforeAll(async () => {
  const ids: number[] = []
  for (const [slug, gss] of [
    ['north', 'E09000901'],
    ['south', 'E09000902'],
  ]) {
    const [row] = await database.sql<{ id: number }[]>`
      insert into authorities (slug, name, official_name, gss_code, in_london)
      values (${slug ?? ''}, ${slug ?? ''}, ${slug ?? ''}, ${gss ?? ''}, true) returning id`
    ids.push(row?.id ?? 0)
    await fill(row?.id ?? 0)
  }
  north = officer(ids[0] ?? 0)
  south = officer(ids[1] ?? 0)
})

async function fill(authority: number): Promise<void> {
  const [file] = await database.sql<{ id: string }[]>`
    insert into files (authority_id, name, sha256, bytes) values (${authority}, 'a.csv', ${'a'.repeat(64)}, 1) returning id`
  await database.sql`insert into file_chunks (file_id, position, bytes) values (${file?.id ?? ''}, 0, ${Buffer.from('x')})`
  const [made] = await database.sql<{ id: string }[]>`
    insert into returns (authority_id, file_id, kind, received_by)
    values (${authority}, ${file?.id ?? ''}, 'contracts', 'test') returning id`
  await database.sql`
    insert into stated_rows (return_id, data_row, line, last_line, state, cells, values)
    values (${made?.id ?? ''}, 1, 2, 2, 'good', '{secret}', '{}')`
  await database.sql`
    insert into stated_issues (return_id, severity, code, data_row, message) values (${made?.id ?? ''}, 'note', 'x', 1, 'x')`
  const [next] = await database.sql<{ id: string }[]>`
    with later as (
      insert into files (authority_id, name, sha256, bytes) values (${authority}, 'b.csv', ${'c'.repeat(64)}, 1) returning id)
    insert into returns (authority_id, file_id, kind, received_by)
    select ${authority}, id, 'contracts', 'test' from later returning id`
  await database.sql`insert into return_sources values (${next?.id ?? ''}, ${made?.id ?? ''})`
  await database.sql`insert into carried_rows values (${next?.id ?? ''}, 1, 2, 2, 'good', ${made?.id ?? ''}, 1)`
  await database.sql`insert into row_prints values (${next?.id ?? ''}, 0, ${Buffer.from('x')})`
  for (const [key, isPublic] of [
    ['open', true],
    ['closed', false],
  ] as const)
    await database.sql`
      insert into contracts (authority_id, natural_key, is_public, title, supplier_name_raw)
      values (${authority}, gen_random_uuid(), ${isPublic}, ${key}, 'S')`
}

/** How many rows each authority has in what nobody else may see; two of a view are a stated and a carried one. */
const drafts = [
  ['files', 2],
  ['file_chunks', 1],
  ['returns', 2],
  ['stated_rows', 1],
  ['stated_issues', 1],
  ['return_sources', 1],
  ['carried_rows', 1],
  ['row_prints', 1],
  ['return_rows', 2],
  ['return_issues', 2],
] as const
const countIn = (account: Account | null, table: string) =>
  withAccount(database.db, account, (tx) => count(tx, table))

async function count(tx: Tx, table: string): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(`select count(*)::int as n from ${table}`)
  return row?.n ?? -1
}

it.each(drafts)('shows in %s an officer their own rows, an admin all and others none', async (table, own) => {
  const seen = [
    await countIn(north, table),
    await countIn({ ...north, role: 'admin', authorityId: null }, table),
  ]
  seen.push(
    await countIn({ ...north, role: 'supplier', authorityId: null }, table),
    await countIn(null, table),
  )
  expect(seen).toEqual([own, 2 * own, 0, 0])
})

it('shows what a return of the own authority carries on, and nothing of what others do', async () => {
  for (const view of ['return_rows', 'return_issues']) {
    const rows = await withAccount(database.db, north, (tx) =>
      tx.execute<{ authority: number }>(
        `select (select authority_id from returns r where r.id = v.return_id) as authority from ${view} v`,
      ),
    )
    expect(rows.map(({ authority }) => authority)).toEqual([north.authorityId, north.authorityId])
  }
})

it('lets no return of the own authority carry on what another authority stated', async () => {
  const idOf = async (authority: number | null) => {
    const [row] = await database.sql<{ id: string }[]>`
      select max(return_id::text) as id from stated_rows w join returns r on r.id = w.return_id where authority_id = ${authority}`
    return row?.id ?? ''
  }
  const [own, foreign] = [await idOf(north.authorityId), await idOf(south.authorityId)]
  const name = (tx: Tx) => tx.execute(`insert into return_sources values ('${own}', '${foreign}')`)
  await expect(withAccount(database.db, north, name)).rejects.toMatchObject({ cause: { code: '42501' } })
  await database.sql`insert into return_sources values (${own}, ${foreign})`
  await database.sql`insert into carried_rows values (${own}, 2, 3, 3, 'good', ${foreign}, 1)`
  const seen = [await countIn(north, 'return_rows'), await countIn(north, 'return_issues')]
  await database.sql`delete from return_sources where return_id = ${own}`
  expect(seen).toEqual([2, 2])
})

it('shows what is public of everybody, and what is not of the own authority alone', async () => {
  const rows = await withAccount(database.db, north, (tx) =>
    tx.execute<{ mine: boolean; title: string }>(
      `select authority_id = ${north.authorityId} as mine, title from contracts order by 1, 2`,
    ),
  )
  expect([...rows]).toEqual([
    { mine: false, title: 'open' },
    { mine: true, title: 'closed' },
    { mine: true, title: 'open' },
  ])
})

it.each([
  "update returns set state = 'failed', refusal_code = 'x' where authority_id = %",
  'delete from files where authority_id = %',
  "update contracts set title = 'taken' where authority_id = %",
  'delete from stated_rows where return_id in (select id from returns where authority_id = %)',
  'delete from carried_rows where return_id in (select id from returns where authority_id = %)',
  'delete from return_sources where return_id in (select id from returns where authority_id = %)',
])('changes nothing of another authority by: %s', async (statement) => {
  const changed = await withAccount(database.db, north, async (tx) => {
    const rows = await tx.execute(`${statement.replace('%', String(south.authorityId))} returning 1`)
    return rows.length
  })
  expect(changed).toBe(0)
})

it.each([
  `insert into files (authority_id, name, sha256, bytes) values (%, 'b', '${'b'.repeat(64)}', 1)`,
  "insert into contracts (authority_id, natural_key, is_public, title, supplier_name_raw) values (%, gen_random_uuid(), true, 't', 's')",
  "insert into audit_events (actor, action, authority_id, subject_kind, subject_id) values ('a', 'b', %, 'c', 'd')",
])('refuses to put a row into another authority by: %s', async (statement) => {
  const act = withAccount(database.db, north, (tx) =>
    tx.execute(statement.replace('%', String(south.authorityId))),
  )
  await expect(act).rejects.toMatchObject({ cause: { code: '42501' } })
})

it('refuses to move a row of the own authority to another', async () => {
  const act = withAccount(database.db, north, (tx) =>
    tx.execute(
      `update contracts set authority_id = ${south.authorityId} where authority_id = ${north.authorityId}`,
    ),
  )
  await expect(act).rejects.toMatchObject({ cause: { code: '42501' } })
})

it.each([
  'users',
  'sessions',
  'sign_in_methods',
  'two_factors',
  'one_time_links',
  'api_keys',
  'kept_secrets',
  'mails',
])('has no reach into %s', async (table) => {
  await expect(countIn({ ...north, role: 'admin', authorityId: null }, table)).rejects.toMatchObject({
    cause: { code: '42501' },
  })
})

it('reads of notices what was read of them, and never the releases with the names in them', async () => {
  expect(await countIn(north, 'notices')).toBe(0)
  const act = withAccount(database.db, { ...north, role: 'admin', authorityId: null }, (tx) =>
    tx.execute('select raw from notices'),
  )
  await expect(act).rejects.toMatchObject({ cause: { code: '42501' } })
})

it('leaves nothing behind on the connection', async () => {
  await withAccount(database.db, north, (tx) => count(tx, 'returns'))
  for (let n = 0; n < 8; n += 1) {
    const [row] = await database.db.execute<{ who: string; reach: string | null }>(
      "select current_user as who, nullif(current_setting('thirty3.reach', true), '') as reach",
    )
    expect(row?.who).not.toBe('thirty3_app')
    expect(row?.reach).toBeNull()
  }
})

it('keeps two accounts apart on a pool that both use at once', async () => {
  const own = async (account: Account) => {
    const rows = await withAccount(database.db, account, (tx) =>
      tx.execute<{ authority_id: number }>('select authority_id, pg_sleep(0.002) from returns'),
    )
    return rows.every(({ authority_id }) => authority_id === account.authorityId) && rows.length === 2
  }
  const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => own(n % 2 === 0 ? north : south)))
  expect(answers.every(Boolean)).toBe(true)
})

it('is within the walls in each transaction of a use case that opens its own', async () => {
  const seen = await behindWalls(database.db, north).transaction((tx) => count(tx, 'returns'))
  expect(seen).toBe(2)
})

it('sees nothing when a transaction forgets to say for whom it is', async () => {
  const seen = await database.db.transaction(async (tx) => {
    await tx.execute('set local role thirty3_app')
    return count(tx, 'returns')
  })
  expect(seen).toBe(0)
  const none = await database.db.transaction(async (tx) => {
    await raiseWalls(tx, 'none')
    return count(tx, 'files')
  })
  expect(none).toBe(0)
})

it('has a policy on every table of an authority, and a role that cannot step round them', async () => {
  const open = await database.sql<{ name: string }[]>`
    select distinct c.relname as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and a.attname in ('authority_id', 'return_id', 'file_id', 'contract_id', 'deployment_id')
      and has_any_column_privilege('thirty3_app', c.oid, 'select')
      and not (c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`
  expect(open).toEqual([])
  const [role] = await database.sql`
    select rolsuper, rolbypassrls, rolcanlogin,
      exists (select from pg_class where relowner = r.oid) as owns
    from pg_roles r where rolname = 'thirty3_app'`
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcanlogin: false, owns: false })
})
