// What is proposed to be bought together, and what do the officers of each contract answer?
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import { isoInstant } from '../db/expressions.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { AlignmentSubject } from './alignment-source-queries.ts'

/** A contract of a proposal and how it would meet the common end. */
export type ProposedContract = {
  contract_id: string
  end_on: CalendarDate
  options_used: number
  months_extended: number
  decide_by: CalendarDate | null
}

export type NewProposal = {
  subject: AlignmentSubject
  target: CalendarDate
  note: string
  authorityId: number | null
  proposedBy: string
  contracts: readonly ProposedContract[]
}

/** One proposal by an account for the same at a time, to the end of the transaction. */
export async function lockProposals(tx: Queryable, proposedBy: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(330033, hashtext(${proposedBy}))`)
}

/** The same proposal of the same account that nobody has answered yet, if there is one. */
export async function sameProposal(
  tx: Queryable,
  { subject, target, proposedBy, contracts }: NewProposal,
): Promise<string | null> {
  const ids = contracts.map(({ contract_id }) => contract_id).sort()
  const rows = await tx.execute<{ id: string }>(sql`
    select p.id from joint_proposals p
    where p.proposed_by = ${proposedBy} and p.target = ${target}::date
      and p.technology_id is not distinct from ${subject.technologyId}::uuid
      and p.service_area_code is not distinct from ${subject.serviceAreaCode}::text
      and (select array_agg(m.contract_id::text order by m.contract_id::text) from joint_proposal_contracts m
        where m.proposal_id = p.id) = ${sql.param(ids)}::text[]
      and not exists (select from joint_proposal_contracts m where m.proposal_id = p.id and m.answer is not null)
    limit 1`)
  return rows[0]?.id ?? null
}

/** Keeps a proposal; its id and the authorities whose contracts are in it. */
export async function insertProposal(
  tx: Queryable,
  proposal: NewProposal,
): Promise<{ id: string; authorityIds: number[] }> {
  const { subject, target, note, authorityId, proposedBy, contracts } = proposal
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into joint_proposals (technology_id, service_area_code, target, note, authority_id, proposed_by)
    values (${subject.technologyId}, ${subject.serviceAreaCode}, ${target}::date, ${note}, ${authorityId}, ${proposedBy})
    returning id`)
  const id = row?.id ?? ''
  const kept = await tx.execute<{ authority_id: number }>(sql`
    insert into joint_proposal_contracts (proposal_id, contract_id, authority_id, end_on, options_used, months_extended, decide_by)
    select ${id}::uuid, c.id, c.authority_id, g.end_on, g.options_used, g.months_extended, g.decide_by
    from jsonb_to_recordset(${JSON.stringify(contracts)}::jsonb)
      as g(contract_id uuid, end_on date, options_used smallint, months_extended smallint, decide_by date)
    join contracts c on c.id = g.contract_id and c.is_public
    returning authority_id`)
  return { id, authorityIds: [...new Set(kept.map(({ authority_id }) => authority_id))] }
}

/** A contract of a proposal as its officers and the proposer see it. */
export interface ProposalRow extends Record<string, unknown> {
  proposal_id: string
  subject: string
  kind: 'technology' | 'service-area'
  code: string
  target: CalendarDate
  note: string
  proposed_by: string
  proposed_at: string
  proposed_for: string | null
  contract_id: string
  title: string
  authority_id: number
  authority: string
  end_on: CalendarDate
  options_used: number
  months_extended: number
  decide_by: CalendarDate | null
  answer: 'accepted' | 'declined' | null
  answer_note: string | null
  answered_at: string | null
}

const MOST = 500

/** Proposals that concern an authority, the latest first, each with all its contracts. Within the walls of its account. */
export function proposalsFor(tx: Queryable, authorityId: number): Promise<ProposalRow[]> {
  return proposals(
    tx,
    sql`p.id in (select proposal_id from joint_proposal_contracts where authority_id = ${authorityId})`,
  )
}

/** Those that an account made, the latest first. */
export function proposalsBy(db: Queryable, proposedBy: string): Promise<ProposalRow[]> {
  return proposals(db, sql`p.proposed_by = ${proposedBy}`)
}

function proposals(db: Queryable, which: SQL): Promise<ProposalRow[]> {
  return db.execute<ProposalRow>(sql`
    select p.id as proposal_id, coalesce(t.product, area.label) as subject, coalesce(t.slug, area.code) as code,
      case when t.id is null then 'service-area' else 'technology' end as kind, p.target::text as target, p.note,
      p.proposed_by, ${isoInstant('p.proposed_at')} as proposed_at, own.name as proposed_for, c.id as contract_id,
      case when c.is_public then c.title else 'No longer public' end as title, m.authority_id, a.name as authority,
      m.end_on::text as end_on, m.options_used, m.months_extended, m.decide_by::text as decide_by, m.answer,
      m.answer_note, ${isoInstant('m.answered_at')} as answered_at
    from joint_proposals p join joint_proposal_contracts m on m.proposal_id = p.id
    join contracts c on c.id = m.contract_id join authorities a on a.id = m.authority_id
    left join authorities own on own.id = p.authority_id left join technologies t on t.id = p.technology_id
    left join service_areas area on area.code = p.service_area_code
    where ${which} order by p.proposed_at desc, p.id, a.name, c.title, c.id limit ${MOST}`)
}

/** Whose contract of a proposal, and whose proposal about what. */
export type ProposedTo = { authorityId: number; authority: string; proposedBy: string; subject: string }

/** Null where the proposal holds no such contract within reach. */
export async function proposedContract(
  tx: Queryable,
  proposalId: string,
  contractId: string,
): Promise<ProposedTo | null> {
  const rows = await tx.execute<{
    authority_id: number
    authority: string
    proposed_by: string
    subject: string
  }>(sql`
    select m.authority_id, a.name as authority, p.proposed_by, coalesce(t.product, area.label) as subject
    from joint_proposal_contracts m join joint_proposals p on p.id = m.proposal_id
    join contracts c on c.id = m.contract_id and c.is_public join authorities a on a.id = m.authority_id
    left join technologies t on t.id = p.technology_id left join service_areas area on area.code = p.service_area_code
    where m.proposal_id = ${proposalId}::uuid and m.contract_id = ${contractId}::uuid`)
  const row = rows[0]
  if (row === undefined) return null
  const { authority_id: authorityId, authority, proposed_by: proposedBy, subject } = row
  return { authorityId, authority, proposedBy, subject }
}

/** Keeps the answer; false where there was one already. */
export async function markAnswered(
  tx: Queryable,
  proposalId: string,
  contractId: string,
  answer: { answer: 'accepted' | 'declined'; note: string; answeredBy: string },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    update joint_proposal_contracts set answer = ${answer.answer}, answer_note = ${answer.note},
      answered_by = ${answer.answeredBy}, answered_at = clock_timestamp()
    where proposal_id = ${proposalId}::uuid and contract_id = ${contractId}::uuid and answer is null returning 1`)
  return rows.length > 0
}
