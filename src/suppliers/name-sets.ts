// Which names stand together once some of them are joined?

/** Disjoint sets of names; the smallest name stands for its set, so that no order of joins shows. */
export type NameSets = {
  /** The name that stands for the set of `name`; a name never seen stands for itself. */
  of(name: string): string
  join(left: string, right: string): void
  joined(left: string, right: string): boolean
  /** All sets, names and sets in ascending order. */
  all(): readonly (readonly string[])[]
}

/** Starts with every name in a set of its own. */
export function nameSets(names: readonly string[]): NameSets {
  const parent = new Map(names.map((name) => [name, name]))
  const of = (name: string): string => {
    let at = name
    for (let next = parent.get(at); next !== undefined && next !== at; next = parent.get(at)) at = next
    if (at !== name) parent.set(name, at)
    return at
  }
  return {
    of,
    join(left, right) {
      const a = of(left)
      const b = of(right)
      if (a < b) parent.set(b, a)
      else if (b < a) parent.set(a, b)
    },
    joined: (left, right) => of(left) === of(right),
    all() {
      const sets = new Map<string, string[]>()
      for (const name of [...parent.keys()].sort()) {
        const set = sets.get(of(name))
        if (set === undefined) sets.set(of(name), [name])
        else set.push(name)
      }
      return [...sets.values()]
    },
  }
}
