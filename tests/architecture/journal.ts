// Will every migration be applied, in order?
import { type ProjectFile, readFiles } from '../support/source-tree.ts'

type Entry = { idx: number; when: number; tag: string }

/**
 * One sentence for each fault of the journal. The migrator reads the newest applied time once and passes silently over
 * any entry dated before it; so `when` must rise strictly, numbers must have no gap, and files and entries must pair.
 */
export function journalFaults(root: string): string[] {
  const files = readFiles(root, (path) => path.startsWith('migrations/'))
  const journal = files.find(({ path }) => path === 'migrations/meta/_journal.json')
  if (!journal) return ['migrations/meta/_journal.json is not there']
  const { entries }: { entries: Entry[] } = JSON.parse(journal.text)
  return [
    ...entries.flatMap((entry, index) => entryFaults(entry, index, entries[index - 1])),
    ...unpaired(files, entries),
  ]
}

function entryFaults({ idx, when, tag }: Entry, index: number, before: Entry | undefined): string[] {
  const prefix = String(index).padStart(4, '0')
  return [
    ...(idx === index ? [] : [`${tag}: idx is ${idx}, its place is ${index}`]),
    ...(tag.startsWith(`${prefix}_`) ? [] : [`${tag}: the name must begin with ${prefix}_`]),
    ...(before && when <= before.when
      ? [`${tag}: dated not after ${before.tag}; it would be passed over`]
      : []),
  ]
}

function unpaired(files: ProjectFile[], entries: Entry[]): string[] {
  const scripts = files
    .map(({ path }) => /^migrations\/(\d.*)\.sql$/.exec(path)?.[1])
    .filter((tag) => tag !== undefined)
  const tags = entries.map(({ tag }) => tag)
  return [
    ...tags.filter((tag) => !scripts.includes(tag)).map((tag) => `${tag}: in the journal, but no SQL file`),
    ...scripts
      .filter((tag) => !tags.includes(tag))
      .map((tag) => `${tag}: an SQL file, but not in the journal`),
    ...tags.filter((tag, index) => tags.indexOf(tag) !== index).map((tag) => `${tag}: twice in the journal`),
  ]
}
