import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { publishReturn } from '../../../src/returns/publish-return.ts'
import { withdrawReturn } from '../../../src/returns/withdraw-return.ts'
import { listDeployments } from '../../../src/technologies/deployment-queries.ts'
import { deploymentFilters } from '../../../src/technologies/deployment-schemas.ts'
import { seedServiceAreas, seedTechnologies } from '../../../src/technologies/seed-technologies.ts'
import { technologyFilters } from '../../../src/technologies/technology-schemas.ts'
import { findTechnology, searchTechnologies } from '../../../src/technologies/technology-search-queries.ts'
import { useDatabase } from '../../support/database.ts'
import { type SystemValues, storeReadReturn, storeReadSystems } from '../../support/stored-return.ts'

const database = useDatabase()
const fixture = (name: string) => readFile(new URL(`../../../fixtures/${name}`, import.meta.url), 'utf8')

beforeAll(async () => {
  await seedServiceAreas(database.db, await fixture('service-areas.csv'))
  await seedTechnologies(database.db, await fixture('sample-products.csv'), 'sample')
})

const system = (
  technology: string,
  area: string | null,
  more: Record<string, unknown> = {},
): SystemValues => ({
  technology,
  service_area: area,
  supplier_name_raw: 'Quillmere Software Ltd',
  ...more,
})

const publish = (id: string) => publishReturn(database, id, 'tester')
const publishRows = async (slug: string, rows: SystemValues[]) => {
  const id = await storeReadSystems(database.sql, slug, rows)
  return { id, outcome: await publish(id) }
}
const all = async (slug: string, more: object = {}) => {
  const filters = deploymentFilters.parse({ authority: slug, limit: 100, ...more })
  return (await listDeployments(database.db, filters)).deployments
}

/** Everything the public can see of an authority: its deployments, and each of its technologies with all values. */
async function view(slug: string) {
  const deployments = await all(slug)
  const slugs = [...new Set(deployments.map((one) => one.technology.slug))]
  const technologies = await Promise.all(slugs.map((one) => findTechnology(database.db, one)))
  return {
    deployments,
    values: technologies
      .flatMap((one) => one?.deployments ?? [])
      .filter((one) => one.authority.slug === slug),
  }
}

const versions = (slug: string) => database.sql<{ technology: string; number: number }[]>`
  select d.technology, v.number from deployment_versions v join deployments d on d.id = v.deployment_id
  join authorities a on a.id = d.authority_id where a.slug = ${slug} order by v.id`

describe('publishing a systems return', () => {
  it('makes every good row a deployment, under the product that its name means', async () => {
    const { outcome } = await publishRows('alpha', [
      system('PELLUCARE', 'Adult social care', { hosting: 'cloud', users: 310, status: 'live' }),
      system('Pellucent Pellucare', 'Children’s social care'),
      system('Northern Light Box', 'Housing'),
    ])
    expect(outcome).toEqual({
      status: 'published',
      counts: { created: 3, changed: 0, unchanged: 0, missing: 0 },
    })
    const found = await all('alpha')
    const reported = (typed: string) => found.find((one) => one.reported_as === typed)
    expect(reported('PELLUCARE')).toMatchObject({
      technology: { slug: 'pellucare', product: 'Pellucare' },
      service_area: { code: 'adult-social-care' },
      hosting: 'cloud',
      users: 310,
    })
    expect(reported('Pellucent Pellucare')).toMatchObject({
      technology: { slug: 'pellucare' },
      service_area: { code: 'childrens-social-care' },
      hosting: null,
    })
    expect(reported('Northern Light Box')).toMatchObject({ service_area: null, service_area_raw: 'Housing' })
  })

  it('makes one technology of an unknown name, whoever types it and however it is spaced', async () => {
    await publishRows('beta', [system('Wholly  New Thing', null)])
    await publishRows('gamma', [system('WHOLLY NEW THING', null), system('Wholly New Thing 2', null)])
    const found = await searchTechnologies(database.db, technologyFilters.parse({ q: 'wholly new' }))
    expect(found.technologies).toMatchObject([
      { product: 'Wholly New Thing', source: 'return', maker: null, authorities: 2 },
      { product: 'Wholly New Thing 2', source: 'return', authorities: 1 },
    ])
  })

  it('makes one technology of a new name that two returns bring at the same moment', async () => {
    const ids = await Promise.all(
      ['delta', 'epsilon'].map((slug) => storeReadSystems(database.sql, slug, [system('Twin Engine', null)])),
    )
    await Promise.all(ids.map(publish))
    expect((await findTechnology(database.db, 'twin-engine'))?.deployments).toHaveLength(2)
  })

  it('changes nothing when called again, nor when the same rows come in another return', async () => {
    const rows = [system('Tallymarrow', 'Finance, payments and income')]
    const { id } = await publishRows('zeta', rows)
    const before = await view('zeta')
    expect(await publish(id)).toEqual({ status: 'already_published' })
    expect(await view('zeta')).toEqual(before)
    const { outcome } = await publishRows('zeta', rows)
    expect(outcome).toMatchObject({ counts: { created: 0, changed: 0, unchanged: 1, missing: 0 } })
    expect(await versions('zeta')).toHaveLength(1)
  })

  it('adds a version only where something changed, and keeps what the file leaves out', async () => {
    await publishRows('eta', [
      system('Tallymarrow', 'Finance, payments and income'),
      system('Kerbmoor', 'Parking and traffic enforcement', { users: 20 }),
      system('Briefmoor', 'Legal services'),
    ])
    const { outcome } = await publishRows('eta', [
      system('Tallymarrow', 'Finance, payments and income'),
      system('Tallowgate Kerbmoor', 'parking', { users: 25 }),
      system('Slatefold', null),
    ])
    expect(outcome).toMatchObject({ counts: { created: 1, changed: 1, unchanged: 1, missing: 1 } })
    expect((await versions('eta')).filter(({ number }) => number > 1)).toEqual([
      { technology: 'Tallowgate Kerbmoor', number: 2 },
    ])
    expect(await all('eta')).toHaveLength(4)
    expect(await all('eta', { technology: 'kerbmoor' })).toMatchObject([{ users: 25 }])
  })

  it('takes a blank cell as the same as no column, and the name of the authority as no statement', async () => {
    await publishRows('sigma', [system('Tesselbase', null)])
    const { outcome } = await publishRows('sigma', [
      system('Tesselbase', null, { users: null, authority_name: 'Sigma Council' }),
    ])
    expect(outcome).toMatchObject({ counts: { changed: 0, unchanged: 1 } })
  })

  it('tells apart the same technology in two service areas, and rows alike even so', async () => {
    const rows = [
      system('Pellucare', 'Adult social care'),
      system('Pellucare', "Children's social care"),
      system('Pellucare', 'Adult social care', { users: 7 }),
    ]
    expect((await publishRows('theta', rows)).outcome).toMatchObject({ counts: { created: 3 } })
    expect((await publishRows('theta', rows)).outcome).toMatchObject({ counts: { unchanged: 3 } })
  })

  it('takes a row without a supplier, and links every spelling typed to its supplier', async () => {
    await publishRows('iota', [
      { technology: 'Skills Passport', service_area: null, maker: 'In house' },
      system('Nookfold', null, {
        suppliers: [{ name: 'Hearthmoor Lettings' }, { name: 'Ambervane Ltd', role: 'reseller' }],
      }),
    ])
    const [nookfold, passport] = await all('iota')
    expect(passport).toMatchObject({ maker_raw: 'In house', supplier_name_raw: null, suppliers: [] })
    expect(nookfold?.suppliers).toMatchObject([
      { name: 'Hearthmoor Lettings', role: null, supplier: { name: 'Hearthmoor Lettings' } },
      { name: 'Ambervane Ltd', role: 'reseller' },
    ])
    const supplier = nookfold?.suppliers[1]?.supplier?.slug
    expect(await all('iota', { supplier })).toHaveLength(1)
  })

  it('shows of each public value the file, line, heading and cell as typed', async () => {
    await publishRows('kappa', [
      system('Rollfold', null, {
        current_end_on: '2027-07-31',
        words: { status: 'Out of contract', notes: 'see board' },
      }),
    ])
    const [found] = (await view('kappa')).values
    expect(found?.values.find((one) => one.field === 'current_end_on')).toMatchObject({
      value: '2027-07-31',
      provenance: [{ line: 2, heading: 'Heading of current_end_on', raw: '2027-07-31' }],
    })
    expect(found?.values.find((one) => one.field === 'status')).toMatchObject({
      value: null,
      word: 'Out of contract',
    })
  })

  it('keeps satisfaction and notes, and never shows them to the public', async () => {
    const told = { satisfaction: 2, notes: 'Hidden remark' }
    await publishRows('lambda', [
      system('Signalmoor', null, { ...told, words: { satisfaction: 'Hidden word' } }),
    ])
    const kept =
      await database.sql`select satisfaction, notes from deployments where technology = 'Signalmoor'`
    expect([...kept]).toEqual([told])
    const detail = await findTechnology(database.db, 'signalmoor')
    const found = await searchTechnologies(database.db, technologyFilters.parse({ q: 'hidden' }))
    const shown = JSON.stringify([detail, await all('lambda'), found])
    expect(found.total).toBe(0)
    for (const hidden of ['satisfaction', 'notes', 'Hidden']) expect(shown).not.toContain(hidden)
  })
})

describe('the contract of a system', () => {
  const contract = (reference: string, title: string) => ({
    local_reference: reference,
    title,
    supplier_name_raw: 'Quillmere Software Ltd',
  })

  it('is the one of that reference, shared by several systems, and found whichever return came first', async () => {
    await publishRows('my', [
      system('Plotfold', null, { local_reference: 'm-1 ' }),
      system('Statuteline', null, { local_reference: 'M-1' }),
      system('Roadmarrow', null),
    ])
    expect((await all('my')).map((one) => one.contract)).toEqual([null, null, null])
    const id = await storeReadReturn(database.sql, 'my', [contract('M-1', 'Planning and regulatory systems')])
    await publish(id)
    const titles = async () =>
      Object.fromEntries((await all('my')).map((one) => [one.reported_as, one.contract?.title ?? null]))
    const linked = 'Planning and regulatory systems'
    expect(await titles()).toEqual({ Plotfold: linked, Statuteline: linked, Roadmarrow: null })
    await withdrawReturn(database, id, 'tester', 'wrong file')
    expect(await titles()).toEqual({ Plotfold: null, Statuteline: null, Roadmarrow: null })
  })

  it('is not guessed among lots, nor taken from another authority', async () => {
    await publish(
      await storeReadReturn(database.sql, 'ny', [contract('N-1', 'Lot 1'), contract('N-1', 'Lot 2')]),
    )
    await publish(await storeReadReturn(database.sql, 'xi', [contract('N-2', 'Elsewhere')]))
    await publishRows('ny', [
      system('Plotfold', null, { local_reference: 'N-1' }),
      system('Rollfold', null, { local_reference: 'N-2' }),
    ])
    expect((await all('ny')).map((one) => one.contract)).toEqual([null, null])
  })
})

describe('withdrawing a systems return', () => {
  it('brings back exactly what was seen before, and leaves no technology that only it knew', async () => {
    await publishRows('omikron', [
      system('Tesselbase', null),
      system('Underlens', null, { users: 3 }),
      system('Contourby', null, { supplier_name_raw: 'Skerroway Geospatial Ltd' }),
    ])
    const before = await view('omikron')
    const { id } = await publishRows('omikron', [
      system('Tesselbase', null, { supplier_name_raw: 'Someone Else Ltd' }),
      system('Underlens', null, { users: 4 }),
      system('Only Here Once', null),
    ])
    expect(await view('omikron')).not.toEqual(before)
    expect(await withdrawReturn(database, id, 'tester', 'wrong file')).toEqual({ status: 'withdrawn' })
    expect(await view('omikron')).toEqual(before)
    expect(await findTechnology(database.db, 'only-here-once')).toBeNull()
    expect((await searchTechnologies(database.db, technologyFilters.parse({ q: 'only here' }))).total).toBe(0)
  })

  it('can be published again, and then counts as new', async () => {
    const rows = [system('Tesselbase', null)]
    const { id } = await publishRows('pi', rows)
    await withdrawReturn(database, id, 'tester', '')
    expect(await all('pi')).toEqual([])
    expect((await publishRows('pi', rows)).outcome).toMatchObject({ counts: { created: 1, unchanged: 0 } })
    expect(await all('pi')).toHaveLength(1)
  })

  it('stands apart from the contracts returns of the authority', async () => {
    const systems = await publishRows('rho', [system('Tesselbase', null)])
    const contracts = await storeReadReturn(database.sql, 'rho', [
      { local_reference: 'R1', title: 'Data platform', supplier_name_raw: 'Tesselmoor Ltd' },
    ])
    await publish(contracts)
    expect(await withdrawReturn(database, systems.id, 'tester', '')).toEqual({ status: 'withdrawn' })
    expect(await withdrawReturn(database, contracts, 'tester', '')).toEqual({ status: 'withdrawn' })
  })
})
