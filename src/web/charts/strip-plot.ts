// How are the prices that authorities pay spread, each a dot?
import { formatPounds, type Pence } from '../../lib/money.ts'
import { percent, type Tick, tick } from './time-scale.ts'

export interface StripRow {
  label: string
  prices: readonly { annual: Pence; said: string }[]
  lowerQuartile: Pence
  median: Pence
  upperQuartile: Pence
}

export interface StripPlot {
  id: string
  title: string
  description: string
  height: number
  ticks: Tick[]
  rows: {
    y: number
    label: string
    dots: { x: string; y: number; said: string }[]
    box: { x: string; width: string }
    median: string
  }[]
}

const ROW = 84
/** Dots side by side stand on these heights in turn, so that equal prices are seen apart. */
const HEIGHTS = [0, -9, 9, -4, 5]

/** Dots of each row on one scale from 0; the middle half of the prices is a box. `id` must be its own on the page. */
export function stripPlot(
  { id, title, description }: Pick<StripPlot, 'id' | 'title' | 'description'>,
  rows: readonly StripRow[],
): StripPlot {
  const largest = Math.max(...rows.flatMap(({ prices }) => prices.map(({ annual }) => annual)), 1)
  const end = niceEnd(largest)
  const place = (pence: Pence) => 0.02 + (pence / end) * 0.96
  return {
    id,
    title,
    description,
    height: rows.length * ROW,
    ticks: [0, 0.5, 1].map((part) => tick(place(end * part), formatPounds(end * part))),
    rows: rows.map((row, at) => ({
      y: at * ROW,
      label: row.label,
      dots: row.prices
        .toSorted((a, b) => a.annual - b.annual)
        .map(({ annual, said }, dot) => ({
          x: percent(place(annual)),
          y: at * ROW + 52 + (HEIGHTS[dot % HEIGHTS.length] ?? 0),
          said,
        })),
      box: {
        x: percent(place(row.lowerQuartile)),
        width: percent(place(row.upperQuartile) - place(row.lowerQuartile)),
      },
      median: percent(place(row.median)),
    })),
  }
}

/** The next whole amount in pounds of one or two figures. */
function niceEnd(largest: Pence): Pence {
  const power = 10 ** Math.floor(Math.log10(largest))
  const factor = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((one) => one * power >= largest) ?? 10
  return factor * power
}
