// How does a test hold a package against the published schema of the Open Contracting Data Standard?
import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'

const FOLDER = new URL('../../../shared/data/2-ocds-and-notices/ocds-1.1.5-schema/', import.meta.url)
const NAMES = ['release', 'versioned-release-validation', 'release-package', 'record-package'] as const

export const hasOcdsSchema = existsSync(new URL('release-package-schema.json', FOLDER))

/** One line for each fault of a package; the schemas are draft 4, of which they use nothing that later drafts read otherwise. */
export function ocdsFaults(kind: 'releases' | 'records', made: unknown): string[] {
  const ajv = new Ajv({ strict: false, allErrors: true })
  formats.default(ajv)
  for (const name of NAMES) {
    const {
      id,
      $schema: _,
      ...schema
    } = JSON.parse(readFileSync(new URL(`${name}-schema.json`, FOLDER), 'utf8'))
    ajv.addSchema({ ...schema, $id: id })
  }
  const name = kind === 'releases' ? 'release-package' : 'record-package'
  const validate = ajv.getSchema(`https://standard.open-contracting.org/schema/1__1__5/${name}-schema.json`)
  if (validate === undefined) throw new Error(`no schema ${name}`)
  validate(made)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
