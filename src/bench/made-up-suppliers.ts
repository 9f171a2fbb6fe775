// How does a register come to hold a million made-up suppliers within minutes?
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { type Copier, inCopyTransaction } from '../db/copy.ts'
import { type KeyedSpelling, spellingOf } from '../suppliers/spelling.ts'
import { madeUpName } from './made-up-names.ts'

const BLOCK = 20_000
const HELD_BACK = [
  [
    'alter table supplier_keys drop constraint supplier_keys_pkey',
    'alter table supplier_keys add primary key (kind, value, words_key)',
  ],
  [
    'drop index suppliers_by_name_alike',
    'create index suppliers_by_name_alike on suppliers using gin (name gin_trgm_ops)',
  ],
] as const

/** Which ways of writing a made-up register holds, and the newest spelling's id. */
export interface MadeUpRegister {
  words: Set<string>
  newest: number
}

/** Adds suppliers of one spelling each, no two written alike, until `size` are held. */
export async function addMadeUpSuppliers(
  databaseUrl: string,
  random: () => number,
  register: MadeUpRegister,
  size: number,
): Promise<void> {
  await inCopyTransaction(databaseUrl, async (copy) => {
    await copy.run('set local session_replication_role = replica')
    for (const [drop] of HELD_BACK) await copy.run(drop)
    while (register.words.size < size)
      await copyBlock(copy, newSpellings(random, register, Math.min(BLOCK, size - register.words.size)))
    for (const [, make] of HELD_BACK) await copy.run(make)
    await copy.run('analyze suppliers, supplier_names, supplier_keys')
    await copy.run("select setval(pg_get_serial_sequence('supplier_names', 'id'), $1::bigint)", [
      register.newest,
    ])
  })
}

function newSpellings(random: () => number, register: MadeUpRegister, count: number): KeyedSpelling[] {
  const spellings: KeyedSpelling[] = []
  while (spellings.length < count) {
    const spelling = spellingOf({ ...madeUpName(random), id: register.newest + 1, registerNumber: null })
    if (spelling.wordsKey === null || register.words.has(spelling.wordsKey)) continue
    register.words.add(spelling.wordsKey)
    register.newest = spelling.id
    spellings.push(spelling)
  }
  return spellings
}

async function copyBlock(copy: Copier, spellings: readonly KeyedSpelling[]): Promise<void> {
  const ids = spellings.map(() => randomUUID())
  await copy.load(
    'suppliers (id, slug, name, founder_name_id)',
    lines(spellings.map(({ id, name }, at) => [ids[at], `supplier-${id}`, name.raw, id])),
  )
  await copy.load(
    'supplier_names (id, supplier_id, name, company_number, kind, strict_key, legal_form, normaliser_version, words_key)',
    lines(
      spellings.map(({ id, name, companyNumber, wordsKey }, at) => [
        id,
        ids[at],
        name.raw,
        companyNumber,
        name.kind,
        name.strictKey,
        name.legalForm,
        name.version,
        wordsKey,
      ]),
    ),
  )
  await copy.load(
    'supplier_keys (kind, value, words_key, normaliser_version)',
    lines(
      spellings.flatMap(({ keys, wordsKey, name }) =>
        keys.map(({ kind, value }) => [kind, value, wordsKey, name.version]),
      ),
    ),
  )
}

function lines(rows: readonly (readonly (string | number | null | undefined)[])[]): Readable {
  return Readable.from([rows.map((row) => `${row.map((cell) => cell ?? '\\N').join('\t')}\n`).join('')])
}
