// Which contracts does somebody propose to buy together, and what do they say of it?
import { z } from 'zod'
import type { Account } from '../../../accounts/account.ts'
import { can } from '../../../accounts/permissions.ts'
import type { Proposing } from '../../../market/propose-jointly.ts'

const LONGEST_NOTE = 500

const form = z.object({
  contract: z
    .union([z.uuid(), z.array(z.uuid()).max(500)])
    .optional()
    .catch(undefined)
    .transform((given) => [given ?? []].flat()),
  note: z.string().trim().catch(''),
})

export type ReadProposal = Proposing & {
  /** What is wrong with it; empty when nothing is. */
  problem: string
}

export function readProposal(body: unknown): ReadProposal {
  const { contract: contractIds, note } = form.parse(body ?? {})
  const problem =
    contractIds.length < 2
      ? 'Choose at least two contracts'
      : note.length > LONGEST_NOTE
        ? `The note must be ${LONGEST_NOTE} characters or fewer`
        : ''
  return { contractIds, note: note.slice(0, 2_000), problem }
}

/** Whether the form is shown: to whoever may propose, an officer only where their own authority is among them. */
export function mayPropose(account: Account | null, slugs: readonly string[]): boolean {
  if (account === null || !can(account, 'alignment:propose')) return false
  return account.role !== 'officer' || slugs.includes(account.authoritySlug ?? '')
}
