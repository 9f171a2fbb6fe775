// Which service area does a cell name?
import { nameKey } from './technology-name.ts'

export interface ServiceArea {
  code: string
  label: string
}

/** A typed service area: our code where label or code says it, else null; and what it is compared by in the next return. */
export interface NamedServiceArea {
  typed: string
  code: string | null
  key: string
}

/** Only a label or a code in full names an area; "Housing" is none of the three that begin so. */
export function nameServiceArea(typed: string, areas: readonly ServiceArea[]): NamedServiceArea {
  const key = nameKey(typed)
  const area = areas.find(({ code, label }) => nameKey(label) === key || nameKey(code) === key)
  return { typed, code: area?.code ?? null, key: area?.code ?? key }
}
