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
