// What is said of a row that an earlier row contradicts or shares its identity with?
import type { CellIssue } from '../issues.ts'
import type { ReturnKind } from '../read-types.ts'
import type { RepeatFinding } from './repeats.ts'

/** The issue for both rows; `detail` names the line of the other. */
export function findingIssue(
  { kind }: RepeatFinding,
  returnKind: ReturnKind,
): { code: CellIssue['code']; detail: (line: number) => string } {
  if (kind === 'conflict')
    return {
      code: 'duplicate_conflict',
      detail: (line) => `Line ${line} has the same reference, supplier and title, and says something else.`,
    }
  if (kind === 'lots')
    return {
      code: 'reference_lots',
      detail: (line) =>
        `Line ${line} has the same reference and supplier with another title; both were taken as lots of one contract.`,
    }
  if (kind === 'several suppliers')
    return {
      code: 'reference_several_suppliers',
      detail: (line) => `Line ${line} has the same reference with another supplier.`,
    }
  const same =
    returnKind === 'systems'
      ? 'the same technology and service area'
      : 'the same title, supplier and start, and no reference either'
  return { code: 'identity_shared', detail: (line) => `Line ${line} has ${same}.` }
}
