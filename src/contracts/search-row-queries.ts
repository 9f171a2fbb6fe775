// Under which words is a contract found, and how are they kept up to date when a return is published?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable, Tx } from '../db/client.ts'

/** Columns of `contract_search` that the words are made of, as SQL over the contract `c`. */
const TEXTS = {
  title: 'c.title',
  supplier: `concat_ws(' ', c.supplier_name_raw, known.names)`,
  reference: `coalesce(c.local_reference, '')`,
  description: `coalesce(c.description, '')`,
  department: `concat_ws(' ', c.department, c.service_area)`,
  technology: `coalesce(run.names, '')`,
  classification: `coalesce((select label from cpv_codes where code = left(c.cpv, 8)), '')`,
} as const

const columns = sql.raw(Object.keys(TEXTS).join(', '))
const update = sql.raw(
  Object.keys(TEXTS)
    .map((column) => `${column} = excluded.${column}`)
    .join(', '),
)

const said = Object.entries(TEXTS)
  .map(([column, text]) => `${text} as ${column}`)
  .join(', ')
const namesOf = (table: string) =>
  Object.keys(TEXTS)
    .map((column) => `${table}.${column}`)
    .join(', ')

/** The other spellings of a supplier and its name in the register, for each spelling that one of the `chosen` contracts has. */
const spellingsOf = (chosen: SQL) => sql`
  changed as materialized (${chosen}),
  linked as materialized (
    select s.contract_id, s.supplier_name_id from changed join contract_suppliers s using (contract_id)
  ), written as materialized (
    select n.id, n.supplier_id, n.name from supplier_names n where n.id in (select supplier_name_id from linked)
  ), borne as materialized (
    select supplier_id, array_agg(distinct name) as names
    from (
      select o.supplier_id, o.name from supplier_names o where o.supplier_id in (select supplier_id from written)
      union all
      select s.id, s.name from suppliers s where s.id in (select supplier_id from written)
    ) every_name
    group by supplier_id
  ), spelt as materialized (
    select written.id, array_to_string(array_remove(borne.names, written.name), ' ') as names
    from written join borne using (supplier_id)
  ), known as materialized (
    select linked.contract_id, string_agg(spelt.names, ' ' order by spelt.id) as names
    from linked join spelt on spelt.id = linked.supplier_name_id
    where spelt.names <> '' group by linked.contract_id
  )`

/** The technologies that a return or an officer says a contract is for, under every name, with their makers. */
const technologiesOf = (chosen: SQL) => sql`
  run as materialized (
    select d.contract_id, string_agg(distinct concat_ws(' ', d.technology, d.maker, y.product, y.maker, n.name), ' ') as names
    from (
      select contract_id, authority_id, technology_id, technology, maker from deployments
      where is_public and contract_id is not null
      union all
      select contract_id, authority_id, technology_id, null, null from contract_technologies where is_for
    ) d
    join technologies y on y.id = d.technology_id
    left join technology_names n on n.technology_id = y.id
    where ${chosen} group by d.contract_id
  )`

/** What the search rows of the `chosen` contracts should say, as `said`. */
const saidOf = (chosen: SQL) => sql`
  ${spellingsOf(chosen)}, ${technologiesOf(sql`d.contract_id in (select contract_id from changed)`)}, said as (
    select c.id as contract_id, c.authority_id, c.current_end_on, ${sql.raw(said)}
    from changed join contracts c on c.id = changed.contract_id
    left join known on known.contract_id = c.id
    left join run on run.contract_id = c.id
  )`

/**
 * Brings the search rows of the contracts in `touched` that changed up to date, and no others; rows that say the same are
 * left alone. Those that do not are locked before they are worded, so that the names of their suppliers are of no earlier
 * moment: who merges suppliers locks them too. How many were written.
 */
export async function indexContracts(tx: Tx): Promise<number> {
  await tx.execute(sql`
    create temp table reworded on commit drop as
    with ${saidOf(sql`select contract_id from touched where is_changed and not is_new`)}
    select contract_id from said
    where not exists (
      select from contract_search s where s.contract_id = said.contract_id
        and (s.current_end_on, ${sql.raw(namesOf('s'))}) is not distinct from (said.current_end_on, ${sql.raw(namesOf('said'))}))`)
  await tx.execute(sql`
    select count(*) from (
      select from contract_search s where s.contract_id in (select contract_id from reworded)
      order by s.contract_id for update of s
    ) held`)
  await tx.execute(sql`
    insert into reworded select contract_id from touched where is_changed and is_new`)
  await tx.execute(sql`analyze reworded`)
  const written = await tx.execute(sql`
    with ${saidOf(sql`select contract_id from reworded`)}
    insert into contract_search (contract_id, authority_id, current_end_on, ${columns})
    select contract_id, authority_id, current_end_on, ${columns} from said
    on conflict (contract_id) do update set current_end_on = excluded.current_end_on, ${update}`)
  return written.count
}

/**
 * Fills the temporary table `touched` with the contracts that these suppliers stand beside, their search rows locked:
 * a publication that says more of them waits, or is seen.
 */
export async function stageContractsOf(tx: Tx, supplierIds: readonly string[]): Promise<void> {
  await tx.execute(sql`
    create temp table touched on commit drop as
    select s.contract_id, true as is_changed from contract_search s
    where s.contract_id in (
      select cs.contract_id from contract_suppliers cs join supplier_names n on n.id = cs.supplier_name_id
      where n.supplier_id = any(${sql.param([...supplierIds])}::text[]::uuid[]))
    order by s.contract_id for update of s`)
}

/** Brings the suppliers in the search rows of the contracts in `touched` up to date; how many said otherwise. */
export async function indexSpellings(tx: Tx): Promise<number> {
  const rows = await tx.execute(sql`
    with ${spellingsOf(sql`select contract_id from touched where is_changed`)}, named as (
      select c.id, ${sql.raw(TEXTS.supplier)} as supplier
      from changed join contracts c on c.id = changed.contract_id left join known on known.contract_id = c.id
    )
    update contract_search s set supplier = named.supplier
    from named where s.contract_id = named.id and s.supplier <> named.supplier
    returning s.contract_id`)
  return rows.length
}

/** Brings the technologies in the search rows of an authority up to date; rows that say the same are left alone. */
export async function indexTechnologies(tx: Tx, authorityId: number): Promise<void> {
  await tx.execute(sql`
    with ${technologiesOf(sql`d.authority_id = ${authorityId}::int`)}, named as (
      select contract_id, coalesce(names, '') as technology from run
      union all
      select s.contract_id, '' from contract_search s
      where s.authority_id = ${authorityId}::int and s.technology <> ''
        and not exists (select from run where run.contract_id = s.contract_id)
    )
    update contract_search s set technology = named.technology
    from named where s.contract_id = named.contract_id and s.technology <> named.technology`)
}

/** Contracts as a subquery of their ids. */
const CHANGED = sql`(select contract_id from touched where is_changed)`
/** Those whose search rows `indexContracts` has written. */
export const REWORDED = sql`(select contract_id from reworded)`
export const TOUCHED = sql`(select contract_id from touched)`

/**
 * Adds the words of these contracts to those that mistyped words are compared with. Words are taken away only where
 * something is withheld: a word is proposed only where it finds a public contract. The last statement of a publication,
 * since another's may wait for it.
 */
export async function keepWords(tx: Tx, contracts: SQL = CHANGED): Promise<void> {
  await tx.execute(sql`
    insert into search_words (word, stem)
    select word, stem
    from (
      select word, (ts_lexize('english_stem', word))[1] as stem
      from (
        select distinct string_to_table(lower(regexp_replace(part, '[^[:alpha:]]+', ' ', 'g')), ' ') as word
        from (
          select distinct string_to_table(text, ' ') as part
          from contract_search s
          cross join lateral (values (s.title), (s.supplier), (s.department), (s.technology), (s.classification)) as texts(text)
          where s.contract_id in ${contracts} and text <> ''
        ) parts
      ) split
      where length(word) between 3 and 40
    ) stemmed
    where stem is not null and not exists (select from search_words known where known.word = stemmed.word)
    order by word
    on conflict (word) do nothing`)
}

/** The words that the search rows of these contracts give, to be looked at again once less is public of them. */
export async function wordsOfContracts(tx: Tx, contracts: SQL): Promise<string[]> {
  const rows = await tx.execute<{ word: string }>(sql`
    select distinct string_to_table(lower(regexp_replace(
      concat_ws(' ', s.title, s.supplier, s.department, s.technology, s.classification), '[^[:alpha:]]+', ' ', 'g')), ' ') as word
    from contract_search s where s.contract_id in ${contracts}`)
  return rows.map(({ word }) => word)
}

/** Takes away those of these words that find no contract any more. */
export async function forgetWords(tx: Tx, words: readonly string[]): Promise<void> {
  await tx.execute(sql`
    delete from search_words w
    where w.word = any(${sql.param([...words])}::text[])
      and not exists (select from contract_search s where s.words @@ plainto_tsquery('english', w.word))`)
}

/** Merges what the load left pending, so that the first search after it is not the one to pay. */
export async function flushSearchIndex(db: Queryable): Promise<void> {
  await db.execute(sql`select gin_clean_pending_list('contract_search_words')`)
}
