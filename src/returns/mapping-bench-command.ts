// How many headings of real registers does the mapping get right?
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mapHeadings } from './mapping/map-headings.ts'

/** Our field for each label of the heading maps; labels that name none of our fields are left out. */
const FIELD_OF_LABEL: Record<string, string> = {
  Amount: 'value',
  'Beneficiary Name': 'supplier_name_raw',
  'Organisation Label': 'authority_name',
  'Organisational Unit': 'department',
  'Charity Number': 'supplier_charity_no',
  'Company Number': 'supplier_company_no',
}
/** Headings that a publisher put under a label for want of a better column; they do not name what the label says. */
const STOPGAPS = new Set(['Proclass Description', 'Expenditure Account Code Description', 'Category Family'])

export interface MappingFigures {
  /** Headings that name one of our fields. */
  named: number
  right: number
  /** Given another field of ours. */
  wrong: number
  /** Headings that name none of our fields (dates of payments), and those of them that were given one. */
  other: number
  otherWrong: number
  misses: { heading: string; expected: string; got: string | null }[]
}

interface HeadingMap {
  columns?: { map?: Record<string, string[]> }
}

/** Maps every labelled heading by itself, as a table of one column; `folder` holds the `*_index.json` heading maps. */
function mappingFigures(folder: string): MappingFigures {
  const figures: MappingFigures = { named: 0, right: 0, wrong: 0, other: 0, otherWrong: 0, misses: [] }
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('_index.json'))
    .sort()) {
    const map: HeadingMap = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    for (const [label, headings] of Object.entries(map.columns?.map ?? {})) {
      for (const heading of headings)
        if (!STOPGAPS.has(heading)) judge(figures, heading, FIELD_OF_LABEL[label] ?? null)
    }
  }
  return figures
}

function judge(figures: MappingFigures, heading: string, expected: string | null): void {
  const got = mapHeadings([heading], [], 'contracts')[0]?.field ?? null
  if (expected === null) {
    figures.other += 1
    if (got !== null) figures.otherWrong += 1
  } else {
    figures.named += 1
    if (got === expected) figures.right += 1
    else if (got !== null) figures.wrong += 1
  }
  if (got !== expected) figures.misses.push({ heading, expected: expected ?? 'none', got })
}

/** Prints the figures; says so where the heading maps are not there. */
export function benchMapping(folder: string, write: (text: string) => void): MappingFigures | null {
  if (!existsSync(folder)) {
    write(`No heading maps in ${folder}: nothing to measure.\n`)
    return null
  }
  const figures = mappingFigures(folder)
  const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`
  write(
    `${[
      `Headings that name one of our fields: ${figures.named}`,
      `  mapped to it: ${figures.right} (${share(figures.right, figures.named)})`,
      `  mapped to another: ${figures.wrong} (${share(figures.wrong, figures.named)})`,
      `Headings that name none: ${figures.other}, given a field all the same: ${figures.otherWrong}`,
      ...figures.misses.map(
        ({ heading, expected, got }) => `  ${heading}: ${got ?? 'not mapped'} instead of ${expected}`,
      ),
    ].join('\n')}\n`,
  )
  return figures
}
