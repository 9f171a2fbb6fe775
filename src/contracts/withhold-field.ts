// How does an authority keep a field from the public, and give it back?
import { appendAudit } from '../audit/audit-queries.ts'
import { lockAuthority } from '../authorities/authority-queries.ts'
import type { Tx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { deriveOpportunitiesJob, scoreQualityJob } from '../queue/jobs.ts'
import { enqueue } from '../queue/outbox-queries.ts'
import { applyWithholding } from './apply-withholding.ts'
import { canWithhold } from './withholding.ts'
import { findWithholding, insertWithholding, markLifted, type NewWithholding } from './withholding-queries.ts'

export type WithholdOutcome =
  | { status: 'withheld'; id: number }
  | { status: 'already_withheld' }
  /** The register cannot withhold this field, or not to this precision. */
  | { status: 'not_withholdable' }

/** Holds at once for all that is public, earlier versions too, and for every later return. One transaction. */
export function withholdField(deps: Pick<Deps, 'db'>, given: NewWithholding): Promise<WithholdOutcome> {
  return deps.db.transaction(async (tx) => {
    if (!canWithhold(given.field, given.precision)) return { status: 'not_withholdable' }
    await lockAuthority(tx, given.authorityId)
    const id = await insertWithholding(tx, given)
    if (id === null) return { status: 'already_withheld' }
    await apply(tx, id, 'withholding.decided', given.actor)
    return { status: 'withheld', id }
  })
}

export type LiftOutcome = { status: 'lifted' } | { status: 'already_lifted' } | { status: 'absent' }

/** The public sees again what returns say, of earlier versions too. */
export function liftWithholding(deps: Pick<Deps, 'db'>, id: number, actor: string): Promise<LiftOutcome> {
  return deps.db.transaction(async (tx) => {
    const found = await findWithholding(tx, id)
    if (found === null) return { status: 'absent' }
    await lockAuthority(tx, found.authority_id)
    if (!(await markLifted(tx, id, actor))) return { status: 'already_lifted' }
    await apply(tx, id, 'withholding.lifted', actor)
    return { status: 'lifted' }
  })
}

async function apply(tx: Tx, id: number, action: string, actor: string): Promise<void> {
  const changed = await findWithholding(tx, id)
  if (changed === null) throw new Error(`There is no withholding ${id}.`)
  const { authority_id: authorityId, contract_id, field, reason, ground, precision, review_on } = changed
  await applyWithholding(tx, authorityId, changed)
  await enqueue(tx, scoreQualityJob, { authorityId })
  await enqueue(tx, deriveOpportunitiesJob, { authorityId })
  await appendAudit(tx, {
    actor,
    action,
    authorityId,
    subjectKind: contract_id === null ? 'authority' : 'contract',
    subjectId: contract_id ?? String(authorityId),
    after: { field, reason, ground, precision, review_on },
  })
}
