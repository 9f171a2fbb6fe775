// Which jobs are there? What a job works on is read from the row that it names; a payload that says more is refused.
import { z } from 'zod'
import { defineJob, type JobDefinition } from './define-job.ts'

export const readReturnJob = defineJob({
  name: 'read-return',
  payload: z.strictObject({ returnId: z.uuid() }),
  attempts: 4,
})

export const publishReturnJob = defineJob({
  name: 'publish-return',
  payload: z.strictObject({ returnId: z.uuid() }),
  attempts: 4,
})

export const compareReturnJob = defineJob({
  name: 'compare-return',
  payload: z.strictObject({ returnId: z.uuid() }),
  attempts: 4,
})

export const scoreQualityJob = defineJob({
  name: 'score-quality',
  payload: z.strictObject({ authorityId: z.number().int() }),
  attempts: 4,
})

/** Of one authority; of all where none is named. */
export const deriveOpportunitiesJob = defineJob({
  name: 'derive-opportunities',
  payload: z.strictObject({ authorityId: z.number().int().optional() }),
  attempts: 4,
})

/** Everything is found anew: a cluster holds contracts of several authorities. */
export const alignContractsJob = defineJob({
  name: 'align-contracts',
  payload: z.object({}),
  attempts: 4,
})

/** Everything of alerts that is due: matching, digests, links, and what is kept no longer. */
export const runAlertsJob = defineJob({
  name: 'run-alerts',
  payload: z.object({}),
  attempts: 4,
})

/** Whose spellings changed, so that their contracts are to be found under other words. */
export const indexSuppliersJob = defineJob({
  name: 'index-suppliers',
  payload: z.object({ supplierIds: z.array(z.uuid()) }),
  attempts: 4,
})

/** Of these processes (ocids), of one authority, or of all. */
export const linkNoticesJob = defineJob({
  name: 'link-notices',
  payload: z.object({
    ocids: z.array(z.string()).max(1_000).optional(),
    authorityId: z.number().int().optional(),
  }),
  attempts: 4,
})

/** Of every service that is configured. */
export const collectNoticesJob = defineJob({
  name: 'collect-notices',
  payload: z.object({}),
  attempts: 1,
})

/** A message that was kept; tried for about an hour while the mail server does not take it. */
export const sendMailJob = defineJob({
  name: 'send-mail',
  payload: z.strictObject({ mailId: z.number().int() }),
  attempts: 12,
})

export const jobs = [
  readReturnJob,
  publishReturnJob,
  compareReturnJob,
  scoreQualityJob,
  deriveOpportunitiesJob,
  alignContractsJob,
  indexSuppliersJob,
  sendMailJob,
  linkNoticesJob,
  collectNoticesJob,
  runAlertsJob,
] as const

export type JobName = (typeof jobs)[number]['name']
export type PayloadOf<Job> = Job extends JobDefinition<string, infer Payload> ? Payload : never

/** @throws Error for a name that no definition has. */
export function jobNamed(name: string): JobDefinition {
  const job = jobs.find((one) => one.name === name)
  if (job === undefined) throw new Error(`There is no job named ${name}.`)
  return job
}
