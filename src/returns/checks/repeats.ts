// Which rows repeat, contradict or belong beside an earlier row?
import { numberMap } from '../../lib/number-map.ts'

/** What a row says, in the form in which rows are compared: hashes of the folded texts. */
export interface RowIdentity {
  /** Null where the row has none. */
  reference: number | null
  title: number
  supplier: number
  start: number
  /** Of everything mapped, as read: two rows with one fingerprint say the same. */
  fingerprint: number
}

/** What an earlier row makes of a row. */
export interface RepeatFinding {
  kind: 'repeat' | 'conflict' | 'lots' | 'several suppliers' | 'identity shared'
  /** The earlier row. */
  dataRow: number
  line: number
  /** Whether the earlier row must be told, because it was not told of this before. */
  isNew: boolean
}

const KIND_FLAG = { repeat: 1, conflict: 2, lots: 4, 'several suppliers': 8, 'identity shared': 16 } as const
type FindingKind = keyof typeof KIND_FLAG

/**
 * Remembers a few hashes and one line a row, never the row. `see` compares a row with those before it; rows that are
 * bad for another reason (`usable` false) are compared for repeats only.
 */
export function repeatFinder() {
  const byFingerprint = numberMap()
  const byKey = numberMap()
  const byReference = numberMap()
  const suppliers: number[] = []
  const dataRows: number[] = []
  const lines: number[] = []
  const told: number[] = []

  function finding(kind: FindingKind, earlier: number, later: number): RepeatFinding {
    const flag = KIND_FLAG[kind]
    const flags = told[earlier] ?? 0
    told[earlier] = flags | flag
    told[later] = (told[later] ?? 0) | flag
    return { kind, dataRow: dataRows[earlier] ?? 0, line: lines[earlier] ?? 0, isNew: (flags & flag) === 0 }
  }

  function see(identity: RowIdentity, dataRow: number, line: number, usable: boolean): RepeatFinding[] {
    const same = byFingerprint.get(identity.fingerprint)
    if (same !== undefined)
      return [{ kind: 'repeat', dataRow: dataRows[same] ?? 0, line: lines[same] ?? 0, isNew: false }]
    const at = dataRows.push(dataRow) - 1
    lines.push(line)
    told.push(0)
    byFingerprint.replace(identity.fingerprint, at)
    suppliers.push(identity.supplier)
    if (!usable) return []
    if (identity.reference !== null) return withReference(at, identity, identity.reference)
    const earlier = byKey.replace(mix(mix(identity.title, identity.supplier), identity.start), at)
    return earlier === undefined ? [] : [finding('identity shared', earlier, at)]
  }

  function withReference(at: number, identity: RowIdentity, reference: number): RepeatFinding[] {
    const findings: RepeatFinding[] = []
    const key = mix(reference, identity.supplier)
    const lot = byKey.replace(key, at)
    const rival = byKey.replace(mix(key, identity.title), at)
    if (rival !== undefined) findings.push(finding('conflict', rival, at))
    else if (lot !== undefined) findings.push(finding('lots', lot, at))
    const first = byReference.get(reference)
    if (first === undefined) byReference.replace(reference, at)
    else if (suppliers[first] !== identity.supplier) findings.push(finding('several suppliers', first, at))
    return findings
  }

  return { see }
}

/** A hash of 52 bits: among 200,000 rows two different texts share one about once in 200,000 files. */
export function hashText(text: string): number {
  let high = 0x811c9dc5
  let low = 0x1b873593
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 0x01000193)
    low = Math.imul(low ^ code, 0x85ebca6b) + 0x27d4eb2f
  }
  high ^= high >>> 15
  low ^= low >>> 13
  return (high >>> 0) * 0x100000 + ((low >>> 0) & 0xfffff)
}

/** One hash of two, in order. */
export function mix(a: number, b: number): number {
  const high =
    Math.imul((Math.floor(a / 0x100000) | 0) ^ 0x9e3779b9, 0x85ebca6b) ^
    Math.imul((b & 0x7fffffff) ^ 0x27d4eb2f, 0xc2b2ae35)
  const low =
    Math.imul((a & 0x7fffffff) ^ 0x165667b1, 0x9e3779b1) + Math.imul(Math.floor(b / 0x100000) | 0, 0x85ebca77)
  return ((high ^ (high >>> 16)) >>> 0) * 0x100000 + (((low ^ (low >>> 15)) >>> 0) & 0xfffff)
}
