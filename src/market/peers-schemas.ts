// What is asked and told of who runs what at which price?
import { z } from 'zod'
import { dayPrecision } from '../contracts/contract-schemas.ts'
import { VAT_BASES } from './annual-value.ts'

const day = z.iso.date().nullable()
const pounds = z.string().nullable().meta({ description: 'Pounds with two decimals' })

const PEER_ORDERS = [
  'authority',
  'annual',
  'per_1000_residents',
  'per_user',
  'users',
  'current_end',
  'max_end',
] as const

/** A key that is not here is refused, never passed over. */
export const peerFilters = z.strictObject({
  sort: z
    .enum(PEER_ORDERS)
    .default('authority')
    .meta({ description: 'What is not known stands last either way' }),
  order: z.enum(['asc', 'desc']).default('asc'),
})

export type PeerFilters = z.infer<typeof peerFilters>

const supplier = z.object({ name: z.string(), slug: z.string().nullable(), role: z.string().nullable() })

export const peerRow = z.object({
  authority: z.object({ slug: z.string(), name: z.string() }),
  state: z.enum(['uses', 'does_not', 'not_reported']),
  why: z.string().meta({ description: 'Why it does not, or why nothing is known' }),
  technology: z.object({ slug: z.string(), product: z.string() }).nullable(),
  maker: z.string().nullable(),
  suppliers: z
    .array(supplier)
    .meta({ description: 'Of the contract; of the systems return where no contract is linked' }),
  supplier_withheld: z.boolean(),
  service_area: z.string().nullable(),
  hosting: z.string().nullable(),
  status: z.string().nullable(),
  users: z.number().nullable(),
  annual_pounds: pounds,
  annual_vat: z.enum(VAT_BASES).nullable(),
  annual_derived: z.boolean().meta({ description: 'Worked out from the whole term and its length' }),
  annual_why_not: z
    .enum(['withheld', 'not stated', 'counted above', 'covers other systems too'])
    .nullable()
    .meta({ description: 'A price that covers other systems too is given, and is in no comparison' }),
  per_1000_residents: pounds,
  per_user: pounds,
  current_end_on: day,
  max_end_on: day,
  day_precision: dayPrecision,
  ends_withheld: z.boolean(),
  route: z.string().nullable(),
  contract: z.object({ id: z.uuid(), title: z.string() }).nullable(),
  confirmed_at: z.iso.datetime().nullable(),
  in_latest_return: z.boolean(),
})

export type PeerRow = z.infer<typeof peerRow>

const spread = z.object({
  vat: z.enum(VAT_BASES),
  authorities: z.number().int().meta({ description: 'With a price of this basis' }),
  lowest: pounds,
  lower_quartile: pounds,
  median: pounds,
  upper_quartile: pounds,
  highest: pounds,
  each: z
    .array(z.object({ authority: z.string(), pounds: z.string() }))
    .meta({ description: 'The price of each authority, by slug; empty where no figures are given' }),
})

export const peersAnswer = z.object({
  scope: z.object({
    technology: z.string().nullable(),
    service_area: z.string().nullable(),
    label: z.string(),
  }),
  authorities: z.object({
    uses: z.number().int(),
    does_not: z.number().int(),
    not_reported: z.number().int(),
  }),
  residents: z.object({ year: z.number().int(), source: z.string() }),
  prices: z.array(spread).meta({ description: 'One for each VAT basis; no figures below five authorities' }),
  is_sample: z.boolean(),
  rows: z
    .array(peerRow)
    .meta({ description: 'All 33 authorities; one that runs several systems has several rows' }),
})

export type PeersAnswer = z.infer<typeof peersAnswer>
