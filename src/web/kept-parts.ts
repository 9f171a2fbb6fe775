// Which parts of pages are shown again without being made again?
import { keepRecent } from '../lib/recent.ts'
import type { Render } from './views.ts'

const ROOM = 16 * 1024 * 1024

/**
 * Renders a part of a page, or gives what it gave before for the same.
 * @param from everything that the view is made of, as JSON tells it: what is not in it must not change the view
 */
export type Part = (template: string, from: unknown, view: () => object) => Buffer

/** Kept by their whole content, so that a part is never older or another's; those least recently shown are given up first. */
export function keepParts(render: Render): Part {
  const kept = keepRecent<Buffer>(ROOM)
  return (template, from, view) => {
    const key = `${template} ${JSON.stringify(from)}`
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = Buffer.from(render(template, view()))
    kept.set(key, made, key.length * 2 + made.length)
    return made
  }
}
