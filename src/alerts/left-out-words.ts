// How are words to leave out joined to the words of a search?

/** `lift` without `consultancy, "spare parts"` is `lift -consultancy -"spare parts"`, as the search reads it. */
export function withoutWords(q: string, leftOut: string): string {
  const words = leftOut.match(/"[^"]+"|[^\s,;"]+/g) ?? []
  const minus = words.map((word) => `-${word.replace(/^-+/, '')}`).filter((word) => word !== '-')
  return [q.trim(), ...minus].filter((part) => part !== '').join(' ')
}
