// How fast does the share of a market rise, supplier by supplier?
import { formatCount } from '../filters.ts'
import { percent, type Tick, tick } from './time-scale.ts'

const DENSE = 100

export interface ConcentrationCurve {
  id: string
  title: string
  description: string
  /** Lines over a square of 100 by 100 that is stretched to the picture. */
  lines: { kind: 'first' | 'second'; label: string; path: string }[]
  levels: { y: string; label: string }[]
  ticks: Tick[]
}

/** `shares` of each line are running shares, 0 to 1, the largest supplier first. */
export function concentrationCurve(
  { id, title, description }: Pick<ConcentrationCurve, 'id' | 'title' | 'description'>,
  lines: readonly { label: string; shares: readonly number[] }[],
): ConcentrationCurve {
  const most = Math.max(...lines.map(({ shares }) => shares.length), 1)
  const step = niceStep(most)
  return {
    id,
    title,
    description,
    lines: lines.map(({ label, shares }, at) => ({
      kind: at === 0 ? 'first' : 'second',
      label,
      path: `M0,100${places(shares.length)
        .map((place) => pointAt(shares, place, most))
        .join('')}`,
    })),
    levels: [0.5, 0.9, 1].map((level) => ({ y: percent(1 - level), label: `${level * 100} %` })),
    ticks: Array.from({ length: Math.floor(most / step) + 1 }, (_, at) =>
      tick((at * step) / most, formatCount(at * step)),
    ),
  }
}

/** Every place in a short line; in a long one the first hundred and so many of the others that the eye misses none. */
function places(length: number): number[] {
  const step = Math.ceil(Math.max(1, length - DENSE) / DENSE)
  return Array.from({ length }, (_, place) => place).filter(
    (place) => place < DENSE || place === length - 1 || (place - DENSE) % step === 0,
  )
}

function pointAt(shares: readonly number[], place: number, most: number): string {
  return `L${(((place + 1) / most) * 100).toFixed(2)},${(100 - (shares[place] ?? 1) * 100).toFixed(2)}`
}

/** So that four to eight whole numbers stand under the line. */
function niceStep(most: number): number {
  const rough = most / 5
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)))
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10
  return Math.max(1, step * power)
}
