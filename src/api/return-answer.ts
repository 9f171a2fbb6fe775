// What is a machine told of a return, so that it knows what to do next?
import { z } from 'zod'
import type { Account } from '../accounts/account.ts'
import type { Deps } from '../deps.ts'
import { nextStep } from '../returns/next-step.ts'
import { countIssues } from '../returns/return-queries.ts'
import { issueGroup, returnDetail } from '../returns/return-schemas.ts'
import { returnOf } from '../returns/returns-of-account.ts'
import { mappingOf } from '../returns/review-of-account.ts'

export const returnAnswer = returnDetail.extend({
  issue_groups: z.array(
    issueGroup.extend({ href: z.string().meta({ description: 'The issues of this kind' }) }),
  ),
  next_step: z.object({
    code: z.enum(['wait', 'answer_mapping', 'correct_or_publish', 'publish', 'send_again', 'none']),
    sentence: z.string(),
    href: z.string().nullable().meta({ description: 'Where to do it, or to ask again' }),
  }),
  links: z.object({
    self: z.string(),
    page: z.string().meta({ description: 'The same for people' }),
    mapping: z.string(),
    issues: z.string(),
    corrections: z.string(),
  }),
})

export type ReturnAnswer = z.infer<typeof returnAnswer>

/** The return with its issues by kind and the next step. @throws AppError `not_found` as `returnOf` does. */
export async function answerOf(
  deps: Pick<Deps, 'db' | 'config'>,
  account: Account,
  id: string,
): Promise<ReturnAnswer> {
  const detail = await returnOf(deps, account, id)
  const self = `/api/v1/returns/${id}`
  const { canAnswer } = await mappingOf(deps, account, id)
  const step = nextStep(detail, canAnswer)
  const hrefs = {
    wait: self,
    answer_mapping: `${self}/mapping`,
    correct_or_publish: `${self}/issues?severity=error`,
    publish: `${self}/publish`,
    send_again: '/api/v1/returns',
    none: null,
  }
  const groups = await countIssues(deps.db, id)
  return {
    ...detail,
    issue_groups: groups.map((group) => ({
      ...group,
      href: `${self}/issues?severity=${group.severity}&code=${group.code}`,
    })),
    next_step: { ...step, href: hrefs[step.code] },
    links: {
      self,
      page: `/returns/${id}`,
      mapping: `${self}/mapping`,
      issues: `${self}/issues`,
      corrections: `${self}/corrections`,
    },
  }
}
