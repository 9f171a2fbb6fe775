// How are amounts drawn as bars, one under the other, each with its words above it?
import { percent } from './time-scale.ts'

/** `solid` first; `hatched` is what may be, or comes later. */
export interface BarPart {
  kind: 'solid' | 'hatched'
  amount: number
}

export interface BarRow {
  label: string
  /** `12 %, 6 contracts`: stands at the end of the line of words. */
  said: string
  parts: readonly BarPart[]
}

export interface BarChart {
  id: string
  title: string
  description: string
  height: number
  rows: { y: number; label: string; said: string; parts: { kind: string; x: string; width: string }[] }[]
}

const ROW = 40
const LONGEST = 34

/** Bars on one scale from 0 to the largest row; amounts are 0 or more. `id` must be its own on the page. */
export function barChart(
  { id, title, description }: Pick<BarChart, 'id' | 'title' | 'description'>,
  rows: readonly BarRow[],
): BarChart {
  const whole = Math.max(...rows.map(({ parts }) => sum(parts)), 0) || 1
  return {
    id,
    title,
    description,
    height: rows.length * ROW,
    rows: rows.map(({ label, said, parts }, at) => ({
      y: at * ROW,
      label: shortened(label, LONGEST),
      said,
      parts: parts
        .map(({ kind, amount }, place) => ({
          kind,
          x: percent(sum(parts.slice(0, place)) / whole),
          width: percent(amount / whole),
        }))
        .filter((_, place) => (parts[place]?.amount ?? 0) > 0),
    })),
  }
}

/** Cut to fit a telephone; the table beside the picture has it whole. */
export function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`
}

const sum = (parts: readonly BarPart[]) => parts.reduce((total, { amount }) => total + amount, 0)
