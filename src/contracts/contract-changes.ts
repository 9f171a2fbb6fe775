// Which fields differ between two versions of a contract?

type Values = Record<string, unknown>

/** Names of the fields whose value is new, gone or another, sorted; none for the first version. */
export function changedFields(before: Values | null, after: Values): string[] {
  if (before === null) return []
  const fields = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...fields].filter((field) => written(before[field]) !== written(after[field])).sort()
}

function written(value: unknown): string {
  return JSON.stringify(value ?? null)
}
