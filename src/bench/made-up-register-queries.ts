// How is a register of any size made up, set-wise, with words as common and as rare as in real ones?
import { sql } from 'drizzle-orm'
import { indexContracts, keepWords } from '../contracts/search-row-queries.ts'
import type { Db, Tx } from '../db/client.ts'
import { seededRandom } from './made-up-return.ts'

const WORDS = 20_000
const SUPPLIERS = 8_000
const SYLLABLES = 'ba,cor,den,fal,gri,hol,jen,kar,lum,mor,nis,pel,quo,ras,sten,tor,ulm,ver,wen,yar'.split(',')

/** Made-up words by rank; the first are common, the last rare. Their letters tell them well apart. */
export function madeUpWords(): string[] {
  const random = seededRandom(33)
  const words = new Set<string>()
  while (words.size < WORDS) {
    const length = words.size < 60 ? 2 : 3 + Math.floor(random() * 2)
    words.add(Array.from({ length }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join(''))
  }
  return [...words]
}

/**
 * Adds contracts until there are so many: spread over the authorities, 36 words each drawn so that a word's share falls
 * with its rank, 8,000 suppliers, a tenth of the ends and of the values not stated. For an empty register of authorities.
 */
export async function makeRegister(db: Db, contracts: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select setseed(0.33)`)
    await tx.execute(sql`set local work_mem = '256MB'`)
    await tx.execute(sql`set local gin_pending_list_limit = '256MB'`)
    await makeWords(tx)
    await makeSuppliers(tx)
    await makeReturns(tx)
    await makeContracts(tx, contracts)
    await indexContracts(tx)
    await keepWords(tx)
    await tx.execute(sql`select gin_clean_pending_list('contract_search_words')`)
  })
  for (const table of [
    'contracts',
    'contract_search',
    'contract_versions',
    'contract_suppliers',
    'search_words',
  ])
    await db.execute(sql`vacuum analyze ${sql.identifier(table)}`)
}

async function makeWords(tx: Tx): Promise<void> {
  await tx.execute(sql`create temp table drawn_words (rank integer primary key, word text) on commit drop`)
  await tx.execute(sql`
    insert into drawn_words select rank, word
    from jsonb_array_elements_text(${JSON.stringify(madeUpWords())}::jsonb) with ordinality as given(word, rank)`)
}

async function makeSuppliers(tx: Tx): Promise<void> {
  await tx.execute(sql`
    insert into suppliers (slug, name)
    select 'bench-' || n, initcap(word) || ' ' || n || ' Ltd'
    from generate_series(1, ${SUPPLIERS}::int) n join drawn_words on rank = 1000 + n
    on conflict do nothing`)
  await tx.execute(sql`
    insert into supplier_names (supplier_id, name, kind, strict_key, normaliser_version)
    select id, name, 'company', lower(name), 1 from suppliers where slug like 'bench-%'
    on conflict do nothing`)
}

/** A published return for each authority, over as many months. */
async function makeReturns(tx: Tx): Promise<void> {
  await tx.execute(sql`
    with file as (
      insert into files (authority_id, name, sha256, bytes)
      select id, 'bench.csv', encode(sha256(gen_random_uuid()::text::bytea), 'hex'), 1 from authorities returning id, authority_id
    )
    insert into returns (authority_id, file_id, kind, state, received_by, mapping, rows_read, rows_good, rows_bad,
      rows_ignored, rows_blank, published_at, published_by, publication)
    select authority_id, id, 'contracts', 'published', 'bench', '[]', 0, 0, 0, 0, 0,
      now() - (authority_id % 24) * interval '1 month', 'bench',
      1 + coalesce((select max(publication) from returns r where r.authority_id = file.authority_id), 0)
    from file`)
}

async function makeContracts(tx: Tx, contracts: number): Promise<void> {
  await tx.execute(sql`
    create temp table drawn on commit drop as
    with numbered as (
      select row_number() over () as n, gen_random_uuid() as id
      from generate_series(1, greatest(0, ${contracts}::int - (select count(*)::int from contracts)))
    )
    select numbered.*, a.id as authority_id, r.id as return_id,
      nextval(pg_get_serial_sequence('contract_versions', 'id')) as version_id, words.picked
    from numbered
    join (select id, row_number() over (order by id) as at, count(*) over () as all_of_them from authorities) a
      on a.at = 1 + numbered.n % a.all_of_them
    join lateral (
      select id from returns where authority_id = a.id and kind = 'contracts' order by publication desc limit 1
    ) r on true
    cross join lateral (
      select array_agg(w.word) as picked
      from (
        select 1 + floor(exp(random() * ln(${WORDS - 1}::float8)))::int as rank
        from generate_series(1, 36) where numbered.n > 0
      ) ranks
      join drawn_words w on w.rank = ranks.rank
    ) words`)
  await tx.execute(sql`
    insert into contracts (id, authority_id, natural_key, version_id, is_public, local_reference, title, description,
      department, service_area, process_type, route, supplier_name_raw, start_on, current_end_on, max_end_on,
      value_pence, value_field, is_sme, is_vcse)
    select d.id, d.authority_id, d.id, d.version_id, true, 'B-' || d.n, array_to_string(d.picked[1:6], ' '),
      array_to_string(d.picked[7:36], ' '), 'Department ' || d.n % 8,
      case when d.n % 3 > 0 then (select label from service_areas where position = d.n % 43) end,
      (array['open', 'direct', 'invitation_to_quote', null])[1 + d.n::int % 4],
      (array['own_tender', 'framework_call_off', 'direct_award', null])[1 + d.n::int % 4],
      s.name, current_date - 500, case when d.n % 10 > 0 then current_date - 700 + (d.n * 7919 % 2500)::int end,
      case when d.n % 5 = 0 then current_date + (d.n * 7919 % 2500)::int end,
      case when d.n % 10 <> 3 then (500000 * exp(random() * 9))::bigint end,
      case when d.n % 10 <> 3 then (array['value_whole_term_net', 'value_annual', 'value'])[1 + d.n::int % 3] end,
      case when d.n % 3 > 0 then d.n % 2 = 0 end, case when d.n % 3 > 0 then d.n % 50 = 1 end
    from drawn d join suppliers s on s.slug = 'bench-' || (1 + floor(power((d.n * 7919 % 9973) / 9973.0, 2) * ${SUPPLIERS}::int))::int`)
  await tx.execute(sql`
    insert into contract_versions (id, contract_id, number, return_id, data_row, values, values_hash)
    overriding system value
    select d.version_id, d.id, 1, d.return_id, d.n,
      jsonb_build_object('title', c.title, 'supplier_name_raw', c.supplier_name_raw, 'local_reference', c.local_reference,
        'suppliers', jsonb_build_array(jsonb_build_object('name', c.supplier_name_raw)), 'service_area', c.service_area,
        'start_on', c.start_on, 'current_end_on', c.current_end_on, 'options', case when d.n % 4 = 1 then
          jsonb_build_array(jsonb_build_object('months', 12), jsonb_build_object('months', 12)) end)
        || case when c.value_field is null then '{}' else jsonb_build_object(c.value_field, c.value_pence) end, d.id
    from drawn d join contracts c on c.id = d.id`)
  await tx.execute(sql`
    insert into stated_rows (return_id, data_row, line, last_line, state, cells, values)
    select return_id, n, n, n, 'good', '{}', '{}' from drawn`)
  await tx.execute(sql`
    insert into contract_suppliers (contract_id, position, supplier_name_id)
    select d.id, 1, n.id from drawn d join contracts c on c.id = d.id
    join supplier_names n on n.name = c.supplier_name_raw and n.company_number = ''`)
  await tx.execute(sql`
    create temp table touched on commit drop as select id as contract_id, true as is_new, true as is_changed from drawn`)
}

/** The titles of some contracts, for phrases that are there. */
export async function someTitles(db: Db, count: number): Promise<string[]> {
  const rows = await db.execute<{ title: string }>(
    sql`select title from contracts order by natural_key limit ${count}`,
  )
  return rows.map(({ title }) => title)
}
