// Does a tracked file hold something that belongs to one machine, or a test that is switched off?
import type { ProjectFile } from '../support/source-tree.ts'

type Rule = { pattern: RegExp; said: string; files: RegExp }

const TEXT = /^(?!fixtures\/|tests\/architecture\/tidiness).*$/

const RULES: Rule[] = [
  { pattern: /(?<![\w.~-])\/(work|root|home|Users)\/[\w.-]+/, said: 'a path of one machine', files: TEXT },
  { pattern: /\b[A-Z]:\\Users\\/, said: 'a path of one machine', files: TEXT },
  {
    pattern:
      /\bregistry\.(npmjs|yarnpkg|npmmirror)\.\w+|\b(artifactory|verdaccio|nexus)\.[\w.-]+|https?:\/\/[^\s"']*\/-\/[^\s"']+\.tgz/i,
    said: 'a host of a package registry',
    files: TEXT,
  },
  {
    pattern:
      /\b(it|test|describe|suite|bench)(\.\w+)*\.(skip|only|todo|fails|skipIf)\b|\b(xit|xdescribe|fit|fdescribe)\(/,
    said: 'a test that is switched off or shuts out the others',
    files: /^tests\/(?!architecture\/tidiness).*\.ts$/,
  },
  { pattern: /^(<{7}|>{7}|={7})( |$)/, said: 'a conflict left from a merge', files: TEXT },
  { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/, said: 'a private key', files: TEXT },
]

/** One sentence for each line that should not be in the repository, binary files passed over. */
export function untidyLines(files: ProjectFile[]): string[] {
  return files
    .filter(({ text }) => !text.includes('\0'))
    .flatMap((file) => {
      const rules = RULES.filter((rule) => rule.files.test(file.path))
      return file.text
        .split('\n')
        .flatMap((line, index) =>
          rules
            .filter(({ pattern }) => pattern.test(line))
            .map(({ said }) => `${file.path}:${index + 1}: ${said}`),
        )
    })
}

/** What knip is told to pass over and CONTRIBUTING does not explain. */
export function unexplainedExceptions(knip: Record<string, unknown>, contributing: string): string[] {
  return Object.entries(knip)
    .filter(([setting]) => setting.startsWith('ignore'))
    .flatMap(([setting, value]) => [setting, ...(Array.isArray(value) ? value.map(String) : [])])
    .filter((name) => !contributing.includes(`\`${name}\``))
}
