// Does everything a document points to exist?
import { posix } from 'node:path'
import type { ProjectFile } from '../support/source-tree.ts'

/** One sentence for each relative link of a Markdown file that leads to no file, folder or heading. */
export function brokenLinks(documents: ProjectFile[], paths: string[]): string[] {
  const exists = (path: string) =>
    path === '.' || paths.some((one) => one === path || one.startsWith(`${path}/`))
  return documents.flatMap((document) =>
    linksOf(document.text).flatMap((link) => {
      const [file = '', heading] = link.split('#')
      const target = file === '' ? document.path : relativeTo(document.path, file)
      if (!exists(target)) return [`${document.path}: ${link} leads nowhere`]
      const other = documents.find(({ path }) => path === target)
      if (heading === undefined || !other || headings(other.text).includes(heading)) return []
      return [`${document.path}: ${link}: no such heading`]
    }),
  )
}

/** `npm run x` and `npm test` written in a document, for scripts that are not there. */
export function unknownScripts(documents: ProjectFile[], scripts: Record<string, string>): string[] {
  return documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\bnpm (?:run )?(run|test|start|[a-z:-]+)/g)]
      .map(([written]) => written)
      .filter((written) => /^npm (run |test$|start$)/.test(written))
      .filter((written) => !(written.replace(/^npm (run )?/, '') in scripts))
      .map((written) => `${path}: \`${written}\` is no script of package.json`),
  )
}

function relativeTo(document: string, file: string): string {
  const target = file.startsWith('/') ? file.slice(1) : posix.join(posix.dirname(document), file)
  return decodeURI(target).replace(/\/$/, '')
}

function linksOf(text: string): string[] {
  const prose = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '')
  const inline = [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map((match) => match[1] ?? '')
  const referenced = [...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)].map((match) => match[1] ?? '')
  return [...inline, ...referenced].filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link))
}

/** As the forges write them: lower case, spaces as hyphens, punctuation gone. */
function headings(text: string): string[] {
  const prose = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '')
  return [...prose.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  )
}
