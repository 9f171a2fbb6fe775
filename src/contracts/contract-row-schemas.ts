// What does the flat list of contracts, the one to take away, say of each contract?
import { z } from 'zod'

const day = z.iso.date().nullable()
const text = z.string().nullable()
const yesNo = z.boolean().nullable()

/** One row of the flat list. Its keys, in this order, are the headings; `null` is not stated, never zero and never no. */
export const contractRow = z.object({
  id: z.uuid().meta({ description: 'Number of the contract in this register; it does not change' }),
  authority: z.string().meta({ description: 'Name of the authority' }),
  authority_slug: z.string().meta({ description: 'Name of the authority in addresses and filters' }),
  authority_gss_code: z
    .string()
    .meta({ description: 'Code of the authority of the Office for National Statistics' }),
  local_reference: text.meta({ description: 'Reference that the authority gives the contract' }),
  title: z.string().meta({ description: 'Title as the authority wrote it' }),
  description: text.meta({ description: 'Description as the authority wrote it' }),
  department: text.meta({ description: 'Department of the authority that answers for the contract' }),
  service_area: text.meta({ description: 'Service area as the authority wrote it' }),
  supplier_as_typed: z.string().meta({ description: 'Supplier as the authority wrote it' }),
  suppliers: text.meta({ description: 'Suppliers by their names in this register, parted by “; ”' }),
  supplier_slugs: text.meta({ description: 'The same in addresses and filters' }),
  contract_type: text.meta({ description: 'Code of the kind of contract' }),
  cpv: text.meta({ description: 'Code of the Common Procurement Vocabulary' }),
  process_type: text.meta({ description: 'Code of the process by which it was let' }),
  route: text.meta({ description: 'Code of the route to market' }),
  signed_on: day.meta({ description: 'Day it was signed' }),
  start_on: day.meta({ description: 'First day' }),
  current_end_on: day.meta({
    description: 'Day it ends as things stand, extensions not taken up left aside',
  }),
  max_end_on: day.meta({ description: 'Day it ends if every extension is taken up' }),
  review_on: day.meta({ description: 'Day of the next review' }),
  value_pounds: text.meta({ description: 'Amount in pounds with two decimals; see `value_basis`' }),
  value_basis: text.meta({
    description:
      'What the amount stands for: `value_whole_term_net`, `value_whole_term_gross` (with VAT), `value_annual`, or `value` where the authority does not say',
  }),
  is_sme: yesNo.meta({ description: 'Whether the supplier is a small or medium-sized enterprise' }),
  is_vcse: yesNo.meta({ description: 'Whether the supplier is a charity, voluntary or social enterprise' }),
  last_confirmed_at: z.iso.datetime().meta({ description: 'When the authority last said that this holds' }),
  is_sample: z.boolean().meta({ description: 'Made up, to show what the register does' }),
  day_precision: text.meta({
    description:
      'Days of which only the month, quarter or year is known, such as `current_end_on: quarter`, parted by “; ”; the day given is then the last of it, or the first for a start or a signature',
  }),
})

export type ContractRow = z.infer<typeof contractRow>

export const CONTRACT_COLUMNS = Object.keys(contractRow.shape) as (keyof ContractRow)[]
