// What became of a return, and which returns has an authority handed in?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import { openQuestions } from './mapping/open-questions.ts'
import type { ColumnMapping } from './read-types.ts'
import type { IssueGroup, ReturnDetail, ReturnIssue, ReturnState } from './return-schemas.ts'

interface ReturnRow extends Record<string, unknown> {
  id: string
  authority_slug: string
  authority_name: string
  kind: 'contracts' | 'systems'
  state: ReturnState
  file_name: string
  bytes: number
  sha256: string
  is_sample: boolean
  received_at: string
  received_by: string
  read_at: string | null
  published_at: string | null
  withdrawn_at: string | null
  rows_so_far: number
  counts: ReturnDetail['counts']
  mapping: ColumnMapping[] | null
  publish_when_read: boolean
  held_back: boolean
  refusal_code: string | null
  refusal_message: string | null
  contracts: ReturnDetail['contracts']
}

/** `authorityId` null: whichever authority; otherwise another authority's return is as if absent. */
export async function findReturn(
  db: Queryable,
  id: string,
  authorityId: number | null,
): Promise<ReturnDetail | null> {
  const own = authorityId === null ? sql`true` : sql`r.authority_id = ${authorityId}`
  const rows = await selectReturns(db, sql`r.id = ${id} and ${own}`, 1)
  return rows[0] ?? null
}

export interface ReturnFilter {
  states?: readonly ReturnState[]
  /** The last return already shown. */
  afterId?: string
  limit: number
}

/** The latest first. */
export function listReturns(
  db: Queryable,
  authorityId: number | null,
  { states, afterId, limit }: ReturnFilter,
): Promise<ReturnDetail[]> {
  const parts = [authorityId === null ? sql`true` : sql`r.authority_id = ${authorityId}`]
  if (states) parts.push(sql`r.state = any(${sql.param([...states])}::text[])`)
  if (afterId)
    parts.push(sql`exists (select from returns last where last.id = ${afterId}
      and (r.received_at < last.received_at or (r.received_at = last.received_at and r.id > last.id)))`)
  return selectReturns(db, sql.join(parts, sql` and `), limit)
}

async function selectReturns(db: Queryable, where: SQL, limit: number): Promise<ReturnDetail[]> {
  const rows = await db.execute<ReturnRow>(sql`
    select r.id, a.slug as authority_slug, a.name as authority_name, r.kind, r.state, f.name as file_name,
      f.bytes::int as bytes, f.sha256, r.is_sample, r.received_by, r.rows_so_far, r.mapping,
      r.publish_when_read, r.held_back, r.refusal_code, r.refusal_message,
      ${isoInstant('r.received_at')} as received_at, ${isoInstant('r.read_at')} as read_at,
      ${isoInstant('r.published_at')} as published_at, ${isoInstant('r.withdrawn_at')} as withdrawn_at,
      case when r.rows_read is not null then json_build_object('read', r.rows_read, 'good', r.rows_good,
        'bad', r.rows_bad, 'ignored', r.rows_ignored, 'blank', r.rows_blank) end as counts,
      case when r.contracts_new is not null then json_build_object('new', r.contracts_new, 'changed', r.contracts_changed,
        'unchanged', r.contracts_unchanged, 'missing', r.contracts_missing) end as contracts
    from returns r
    join authorities a on a.id = r.authority_id
    join files f on f.id = r.file_id
    where ${where} order by r.received_at desc, r.id limit ${limit}`)
  return rows.map(toDetail)
}

function toDetail(row: ReturnRow): ReturnDetail {
  const { authority_slug, authority_name, file_name, bytes, sha256, refusal_code, refusal_message, ...rest } =
    row
  const questions = row.state === 'read' ? openQuestions(row.mapping ?? [], row.kind) : []
  return {
    ...rest,
    open_questions: questions.length,
    must_confirm: questions.filter((question) => question.mustConfirm).length,
    authority: { slug: authority_slug, name: authority_name },
    file: { name: file_name, bytes, sha256 },
    refusal: refusal_code === null ? null : { code: refusal_code, message: refusal_message ?? '' },
  }
}

export interface IssueFilter {
  severity?: ReturnIssue['severity']
  code?: string
  /** 1-based. */
  column?: number
  /** The last issue already shown. */
  afterId?: number
  limit: number
}

/** In the order of the file: by row, the issues of the file as a whole first. */
export function listReturnIssues(
  db: Queryable,
  returnId: string,
  filter: IssueFilter,
): Promise<ReturnIssue[]> {
  const parts = [sql`i.return_id = ${returnId}`]
  if (filter.severity) parts.push(sql`i.severity = ${filter.severity}`)
  if (filter.code) parts.push(sql`i.code = ${filter.code}`)
  if (filter.column) parts.push(sql`i.column_number = ${filter.column}`)
  if (filter.afterId) {
    parts.push(
      sql`(coalesce(i.data_row, 0), i.id) > (select coalesce(data_row, 0), id from return_issues
        where return_id = ${returnId} and id = ${filter.afterId})`,
    )
  }
  return db.execute<ReturnIssue & Record<string, unknown>>(sql`
    select i.id::int as id, i.severity, i.code, i.line, i.data_row, i.column_number as column, i.field, i.value,
      (select c.from_text from return_corrections c
        where c.return_id = i.return_id and c.data_row = i.data_row and c.column_number = i.column_number
          and c.revoked_at is null) as corrected_from,
      i.message, i.suggestion
    from return_issues i
    where ${sql.join(parts, sql` and `)}
    order by coalesce(i.data_row, 0), i.id limit ${filter.limit}`)
}

/** How many issues of each kind, errors first; of one column only where it is given. */
export function countIssues(db: Queryable, returnId: string, column?: number): Promise<IssueGroup[]> {
  return db.execute<IssueGroup & Record<string, unknown>>(sql`
    select severity, code, count(*)::int as count from return_issues
    where return_id = ${returnId} and ${column === undefined ? sql`true` : sql`column_number = ${column}`}
    group by severity, code
    order by array_position(array['error', 'warning', 'note'], severity), count(*) desc, code`)
}

export interface SuggestionCount extends Record<string, unknown> {
  code: string
  column: number
  count: number
}

/** How many cells of each column have a suggestion, for each kind of issue. */
export function countSuggestions(db: Queryable, returnId: string): Promise<SuggestionCount[]> {
  return db.execute<SuggestionCount>(sql`
    select code, column_number as column, count(distinct data_row)::int as count from return_issues
    where return_id = ${returnId} and suggestion is not null and column_number is not null and data_row is not null
    group by code, column_number order by code, column_number`)
}

/** Columns in which something was found, in their order. */
export async function columnsWithIssues(db: Queryable, returnId: string): Promise<number[]> {
  const rows = await db.execute<{ column: number }>(sql`
    select distinct column_number as column from return_issues
    where return_id = ${returnId} and column_number is not null order by 1`)
  return rows.map(({ column }) => column)
}

/** Returns that authorities handed in, the made-up ones not counted. */
export async function countRealReturns(db: Queryable): Promise<number> {
  const rows = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from returns where not is_sample`,
  )
  return rows[0]?.n ?? 0
}
