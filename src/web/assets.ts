// Which styles, scripts and pictures do pages load, and under which lasting addresses?
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyPluginAsync } from 'fastify'
import { sha256 } from '../lib/hash.ts'
import { paths } from './paths.ts'
import { GOVUK_DIST } from './views.ts'

const OURS = new URL('./assets/', import.meta.url)
const STYLES = [
  'colours.css',
  'layout.css',
  'parts.css',
  'contracts.css',
  'suppliers.css',
  'technologies.css',
  'opportunities.css',
  'charts.css',
  'returns.css',
  'review.css',
  'changes.css',
  'home.css',
  'accounts.css',
  'print.css',
]
const YEAR = 'public, max-age=31536000, immutable'

interface Asset {
  url: string
  type: string
  body: Buffer
  packed: Buffer
}

export interface Assets {
  styles: Asset
  script: Asset
  progress: Asset
  pairs: Asset
  icon: Asset
  govuk: Asset
}

/** Reads, joins and names the files: the name holds the content's fingerprint, so a copy may be kept for ever. */
export async function loadAssets(): Promise<Assets> {
  const ours = (name: string) => readFile(new URL(name, OURS), 'utf8')
  const theirs = (name: string) => readFile(join(GOVUK_DIST, 'govuk', name), 'utf8')
  const govuk = await asset('govuk.js', 'text/javascript', await theirs('govuk-frontend.min.js'))
  const styles = [
    withoutFont(await theirs('govuk-frontend.min.css')),
    ...(await Promise.all(STYLES.map(ours))),
  ]
  return {
    govuk,
    styles: await asset('thirty3.css', 'text/css', styles.join('\n')),
    script: await asset(
      'thirty3.js',
      'text/javascript',
      (await ours('thirty3.js')).replace('govuk.js', govuk.url),
    ),
    progress: await asset('progress.js', 'text/javascript', await ours('progress.js')),
    pairs: await asset('pairs.js', 'text/javascript', await ours('pairs.js')),
    icon: await asset('icon.svg', 'image/svg+xml', await ours('icon.svg')),
  }
}

/** The typeface and the crest of the design system are for government's own site alone. */
function withoutFont(css: string): string {
  return css
    .replace(/@font-face\{[^}]*\}/g, '')
    .replaceAll('GDS Transport,arial', 'Arial,Helvetica')
    .replace(/url\(\/assets\/images\/[^)]*\)/g, 'none')
    .replace(/\/\*!.*?\*\//gs, '')
}

async function asset(name: string, type: string, text: string): Promise<Asset> {
  const body = Buffer.from(text)
  const [stem, ending] = name.split('.')
  const url = paths.asset(`${stem}.${sha256(body).slice(0, 12)}.${ending}`)
  return { url, type: `${type}; charset=utf-8`, body, packed: await promisify(gzip)(body, { level: 9 }) }
}

/** Serves them from memory, packed where the browser takes it. */
export function serveAssets(assets: Assets): FastifyPluginAsync {
  return async (app) => {
    for (const { url, type, body, packed } of Object.values(assets) as Asset[]) {
      app.get(url, { config: { permission: 'public' } }, (request, reply) => {
        const takesPacked = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
        reply.type(type).header('cache-control', YEAR).header('vary', 'accept-encoding')
        if (takesPacked) reply.header('content-encoding', 'gzip')
        return reply.send(takesPacked ? packed : body)
      })
    }
  }
}
