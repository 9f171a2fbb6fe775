// How does a template become a page?
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import nunjucks from 'nunjucks'
import { filters } from './filters.ts'

const OURS = fileURLToPath(new URL('.', import.meta.url))

/** Folder of the design system's ready-made files. */
export const GOVUK_DIST = join(
  dirname(fileURLToPath(import.meta.resolve('govuk-frontend/package.json'))),
  'dist',
)

/** Renders a template, named from `src/web`; every value is escaped, and a value that is not there throws. */
export type Render = (template: string, view: object) => string

/** No text that is typed or kept holds this character: requests and the database refuse it. */
const SEAM = '\0'

/**
 * Renders a template around parts that are rendered already, each under its name: the page as it is sent. What a part
 * holds is not escaped again, nor read.
 */
export function renderAround(
  render: Render,
  template: string,
  view: object,
  parts: Readonly<Record<string, Buffer>>,
): Buffer {
  const seams = Object.keys(parts).map((name) => [
    name,
    new nunjucks.runtime.SafeString(`${SEAM}${name}${SEAM}`),
  ])
  const pieces = render(template, { ...view, ...Object.fromEntries(seams) }).split(SEAM)
  return Buffer.concat(
    pieces.map((piece, at) => (at % 2 === 0 ? Buffer.from(piece) : (parts[piece] ?? Buffer.from(piece)))),
  )
}

/** Templates are read and compiled once, on first use. */
export function openViews(): Render {
  const loader = new nunjucks.FileSystemLoader([OURS, GOVUK_DIST])
  const environment = new nunjucks.Environment(loader, {
    autoescape: true,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  })
  for (const [name, filter] of Object.entries(filters)) environment.addFilter(name, filter)
  return (template, view) => environment.render(template, view)
}
