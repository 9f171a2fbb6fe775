// What may the public see of a system, where its authority withholds something of the contract it runs under?
import { type PublicValues, publicValues, type Withheld } from './withholding.ts'

const ENDS = ['current_end_on', 'planned_replacement_on']

/** Fields of a system by the field of a contract that says the same, or that could be told from them. */
const TOLD_WITH: Readonly<Record<string, readonly string[]>> = {
  supplier_name_raw: ['supplier_name_raw'],
  current_end_on: ENDS,
  max_end_on: ENDS,
  local_reference: ['local_reference'],
  department: ['department'],
  technology: ['technology'],
  service_area: ['service_area'],
}

/** What tells one system from another. A system of which one of these is withheld is not public at all. */
export const TELLING_FIELDS = ['technology', 'service_area'] as const

/**
 * The values of a row of a systems return without what is withheld of its contract, and without what a marker in the row
 * itself withholds. An end that the contract gives to its quarter the system does not give. The fields that tell systems
 * apart are named among what is withheld and stay in the values, which are then shown to nobody.
 */
export function publicSystemValues(
  values: Readonly<Record<string, unknown>>,
  ofContract: readonly Withheld[],
): PublicValues {
  const own = ofContract.flatMap((one) =>
    toldWith(one.field).map((field) => ({ ...one, field, precision: 'full' as const })),
  )
  const { values: shown, withheld } = publicValues(values, own)
  for (const field of TELLING_FIELDS) if (Object.hasOwn(values, field)) shown[field] = values[field]
  return { values: shown, withheld }
}

function toldWith(field: string): readonly string[] {
  return field.startsWith('value') ? ['value_annual'] : (TOLD_WITH[field] ?? [])
}
