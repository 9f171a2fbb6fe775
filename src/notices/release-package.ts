// Which releases does a file or an answer hold, and where does the next page stand?
import { isPart, part, parts, textOf } from './release-parts.ts'

/** `isMadeUp` where the package says so itself (`madeUp: true`), as our own fixtures do. */
export type ReleasePackage = { releases: unknown[]; next: string | null; isMadeUp: boolean }

/** Of a release package, a record package, a list of either, or one bare release; null for anything else. */
export function readPackage(json: unknown): ReleasePackage | null {
  if (Array.isArray(json)) return ofList(json)
  if (!isPart(json)) return null
  const next = textOf(part(json, 'links'), 'next') || null
  const isMadeUp = json.madeUp === true
  if (Array.isArray(json.releases)) return { releases: json.releases, next, isMadeUp }
  if (Array.isArray(json.records))
    return { releases: parts(json, 'records').flatMap(releasesOfRecord), next, isMadeUp }
  return json.ocid === undefined ? null : { releases: [json], next: null, isMadeUp }
}

/** The releases of a record, or what was compiled of them where only that is there. */
function releasesOfRecord(record: Readonly<Record<string, unknown>>): unknown[] {
  const whole = parts(record, 'releases').filter((one) => one.ocid !== undefined)
  if (whole.length > 0) return whole
  const compiled = part(record, 'compiledRelease')
  return compiled.ocid === undefined ? [] : [compiled]
}

function ofList(list: readonly unknown[]): ReleasePackage | null {
  const read = list.map(readPackage)
  if (read.length === 0 || read.some((one) => one === null)) return null
  const packages = read.filter((one) => one !== null)
  return {
    releases: packages.flatMap(({ releases }) => releases),
    next: null,
    isMadeUp: packages.every(({ isMadeUp }) => isMadeUp),
  }
}
