// What became of the releases of a file or a page?

/** What became of releases: every one is in exactly one of the counts. `problems` names the first of those refused. */
export type Imported = {
  releases: number
  new: number
  changed: number
  known: number
  /** Bought by none of the authorities of the register; kept only where that is asked for. */
  ofOthers: number
  refused: number
  problems: string[]
}
