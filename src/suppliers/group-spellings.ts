// Which spellings name the same supplier, going by nothing but the key of the name and the company number?

export interface Spelling {
  id: number
  /** Empty for what names no organisation: such a spelling stays alone. */
  strictKey: string
  legalForm: string | null
  /** Canonical, or empty. */
  companyNumber: string
}

/**
 * Groups of spelling ids, each group one supplier. Equal company numbers join. Equal keys join unless the spellings
 * under the key disagree in number or in legal form: then only those that agree join, and those that state nothing stay
 * together, apart from the rest. No group ever holds two company numbers. The order of the input does not matter.
 */
export function groupSpellings(spellings: readonly Spelling[]): number[][] {
  const groups = new Groups(spellings.map((spelling) => spelling.id))
  const numbers = new Map<number, string>()
  for (const same of groupBy(spellings, (spelling) => spelling.companyNumber)) join(groups, same)
  for (const spelling of spellings) numbers.set(spelling.id, spelling.companyNumber)
  for (const named of groupBy(spellings, (spelling) => spelling.strictKey)) {
    for (const agreeing of agreeingParts(named)) join(groups, agreeing)
  }
  return groups.all()
}

function agreeingParts(named: Spelling[]): Spelling[][] {
  if (distinct(named, (spelling) => spelling.companyNumber) > 1) {
    const withNumber = groupBy(named, (spelling) => spelling.companyNumber)
    const without = named.filter((spelling) => spelling.companyNumber === '')
    return [...withNumber, ...byLegalForm(without)]
  }
  return byLegalForm(named)
}

function byLegalForm(named: Spelling[]): Spelling[][] {
  if (distinct(named, (spelling) => spelling.legalForm ?? '') <= 1) return [named]
  const withForm = groupBy(named, (spelling) => spelling.legalForm ?? '')
  return [...withForm, named.filter((spelling) => spelling.legalForm === null)]
}

/** How many different stated values there are; "not stated" is none. */
function distinct(spellings: Spelling[], of: (spelling: Spelling) => string): number {
  return new Set(spellings.map(of).filter((value) => value !== '')).size
}

function groupBy(spellings: readonly Spelling[], of: (spelling: Spelling) => string): Spelling[][] {
  const groups = new Map<string, Spelling[]>()
  for (const spelling of spellings) {
    const value = of(spelling)
    if (value === '') continue
    const group = groups.get(value)
    if (group) group.push(spelling)
    else groups.set(value, [spelling])
  }
  return [...groups.values()]
}

function join(groups: Groups, spellings: Spelling[]): void {
  const [first, ...rest] = spellings
  if (first !== undefined) for (const other of rest) groups.union(first.id, other.id)
}

/** Union-find over ids. */
class Groups {
  readonly #parent = new Map<number, number>()

  constructor(ids: number[]) {
    for (const id of ids) this.#parent.set(id, id)
  }

  find(id: number): number {
    const parent = this.#parent.get(id) ?? id
    if (parent === id) return id
    const root = this.find(parent)
    this.#parent.set(id, root)
    return root
  }

  union(a: number, b: number): void {
    const [low, high] = [this.find(a), this.find(b)].sort((one, two) => one - two)
    if (low !== undefined && high !== undefined && low !== high) this.#parent.set(high, low)
  }

  all(): number[][] {
    const groups = new Map<number, number[]>()
    for (const id of [...this.#parent.keys()].sort((one, two) => one - two)) {
      const root = this.find(id)
      groups.set(root, [...(groups.get(root) ?? []), id])
    }
    return [...groups.values()]
  }
}
