// What does a quality report show?
import type { LostPoints, QualityItem } from '../../../returns/quality.ts'
import { CODE_ITEMS } from '../../../returns/quality.ts'
import type { QualityReport, QualityRow, ScoredDay } from '../../../returns/quality-schemas.ts'
import type { ReturnKind } from '../../../returns/read-types.ts'
import { formatCount, formatDay, plural } from '../../filters.ts'
import { paths, withQuery } from '../../paths.ts'
import { DIMENSION_WORDS, ITEM_WORDS, lostWords, SYSTEM_WORDS } from '../../quality-words.ts'

export interface QualityFacts {
  /** The address of the report. */
  here: string
  thing: 'row' | 'contract'
  kind: ReturnKind
  /** Where rows with errors or warnings are listed; empty where they are nobody's to see. */
  issues: string
  /** The rows of one reason, where one was asked for. */
  rows: { heading: string; shown: QualityRow[]; next: string } | null
  overTime: ScoredDay[]
}

export function qualityView(report: QualityReport, facts: QualityFacts) {
  const { here, thing, kind } = facts
  return {
    points: String(report.points),
    asOf: formatDay(report.as_of),
    counted: plural(report.rows, thing),
    thing,
    isOfContracts: kind === 'contracts',
    dimensions: report.dimensions.map(({ dimension, points, most, lost }) => ({
      ...DIMENSION_WORDS[dimension],
      ...(kind === 'systems' && SYSTEM_WORDS[dimension] ? { explanation: SYSTEM_WORDS[dimension] } : {}),
      points: formatPoints(points),
      most: String(most),
      bar: percent(points / most),
      lost: lost.map((one) => ({
        words: lostWords(one, thing),
        points: formatPoints(one.points),
        href: hrefOf(one.reason, facts),
      })),
    })),
    coverage: report.coverage.map(({ item, stated, of }) =>
      coverageRow(item as QualityItem, stated, of, here),
    ),
    rows: facts.rows === null ? false : { ...facts.rows, shown: facts.rows.shown.map(rowView) },
    overTime: facts.overTime.length > 1 ? overTime(facts.overTime) : false,
    here,
  }
}

/** A report leads from each lost point to what loses it. */
function hrefOf(reason: LostPoints['reason'], { here, issues, thing }: QualityFacts): string {
  if (reason === 'late') return ''
  if (reason === 'bad' || reason === 'warned') return issues
  if (reason === 'stale') return thing === 'contract' ? withQuery(here, { reason }) : ''
  return withQuery(here, { reason })
}

function coverageRow(item: QualityItem, stated: number, of: number, here: string) {
  const { label, ocds } = ITEM_WORDS[item]
  const isCode = (CODE_ITEMS as readonly string[]).includes(item)
  return {
    label,
    ocds,
    isCode,
    share: of === 0 ? '–' : `${Math.floor((stated / of) * 100)}%`,
    stated: formatCount(stated),
    of: formatCount(of),
    bar: percent(of === 0 ? 0 : stated / of),
    href: stated < of ? withQuery(here, { reason: item }) : '',
    missing: formatCount(of - stated),
  }
}

function rowView(row: QualityRow) {
  return {
    href: row.contract_id === null ? '' : paths.contract(row.contract_id),
    title: row.title ?? '',
    supplier: row.supplier_name_raw ?? '',
    reference: row.local_reference ?? '',
    line: row.line === null ? '' : formatCount(row.line),
  }
}

/** A column a day, drawn 100 high. */
function overTime(days: ScoredDay[]) {
  const width = 100 / days.length
  return {
    columns: days.map(({ points }, at) => ({
      x: `${(at * width + width * 0.15).toFixed(2)}%`,
      width: `${(width * 0.7).toFixed(2)}%`,
      y: String(100 - points),
      height: String(points),
    })),
    days: days.map(({ scored_on, points }) => ({ day: formatDay(scored_on), points: String(points) })),
    said: `From ${days[0]?.points} points on ${formatDay(days[0]?.scored_on ?? '')} to ${days.at(-1)?.points} on ${formatDay(days.at(-1)?.scored_on ?? '')}.`,
  }
}

function formatPoints(points: number): string {
  return Number.isInteger(points) ? String(points) : points.toFixed(1)
}

function percent(share: number): string {
  return `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}%`
}
