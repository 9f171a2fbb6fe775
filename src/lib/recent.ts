// How is as much kept as there is room for, the least recently asked for given up first?

export interface Recent<Kept> {
  get(key: string): Kept | undefined
  /** Keeps it, unless it alone is larger than all the room. */
  set(key: string, kept: Kept, size: number): void
  delete(key: string): void
}

/** @param room in the unit of the sizes, bytes say */
export function keepRecent<Kept>(room: number): Recent<Kept> {
  const entries = new Map<string, { kept: Kept; size: number }>()
  let used = 0
  const remove = (key: string) => {
    used -= entries.get(key)?.size ?? 0
    entries.delete(key)
  }
  return {
    get(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry.kept
    },
    set(key, kept, size) {
      remove(key)
      if (size > room) return
      entries.set(key, { kept, size })
      used += size
      for (const oldest of entries.keys()) {
        if (used <= room) break
        remove(oldest)
      }
    },
    delete: remove,
  }
}
