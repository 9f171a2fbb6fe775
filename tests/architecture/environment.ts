// How does `.env.example` read, made from the settings of the program?
import type { z } from 'zod'

/** Each variable commented out with its default and its sentence, so that a copy of the file changes nothing. */
export function exampleOf(settings: z.ZodObject): string {
  const lines = Object.entries(settings.shape).flatMap(([name, type]) => [
    `# ${type.description ?? ''}`,
    `# ${name}=${defaultOf(type)}`,
    '',
  ])
  return `# What can be set in the environment; \`node --env-file=.env src/cli.ts …\` reads a copy of this file.\n# Made by \`npm run docs:env\` from src/config.ts.\n\n${lines.join('\n')}`
}

/** The names of settings that have no sentence saying what they are for. */
export function undescribed(settings: z.ZodObject): string[] {
  return Object.entries(settings.shape)
    .filter(([, type]) => !type.description)
    .map(([name]) => name)
}

function defaultOf(type: z.ZodType): string {
  const result = type.safeParse(undefined)
  return result.success && result.data !== undefined ? String(result.data) : ''
}

/** Names that the image or the composition sets and the program does not read. */
export function unreadSettings(settings: z.ZodObject, dockerfile: string, compose: string): string[] {
  const image = [...dockerfile.matchAll(/^ENV (.+)$/gm)].flatMap(([, pairs = '']) => [
    ...pairs.matchAll(/(\w+)=/g),
  ])
  const block = /^x-thirty3:[\s\S]*?environment:\n((?: {4}\w+: .*\n)+)/m.exec(compose)?.[1] ?? ''
  const names = [...image, ...block.matchAll(/^ {4}(\w+):/gm)].map((match) => match[1] ?? '')
  return names.filter((name) => name !== 'NODE_ENV' && !(name in settings.shape))
}
