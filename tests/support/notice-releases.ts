// How does a test make a notice without a service that publishes it?
import { readFileSync } from 'node:fs'

export type MadeRelease = {
  ocid: string
  id?: string
  date?: string
  type?: string
  tag?: string[]
  buyer?: string
  title?: string
  reference?: string
  start?: string
  end?: string
  net?: number
  gross?: number
  supplier?: { name: string; number?: string }
  status?: string
  prior?: string
}

/** A release of Find a Tender with what the test is about; bought by Camden on 10 November 2026 unless it says otherwise. */
export function releaseOf(made: MadeRelease): Record<string, unknown> {
  const { ocid, id = `${ocid}-1`, date = '2026-11-10T09:00:00Z', title = 'Something' } = made
  const period = { startDate: made.start, endDate: made.end }
  const value =
    made.net === undefined ? undefined : { amount: made.net, amountGross: made.gross, currency: 'GBP' }
  const identifier = made.supplier?.number ? { scheme: 'GB-COH', id: made.supplier.number } : undefined
  return {
    ocid,
    id,
    date,
    tag: made.tag ?? ['tender'],
    buyer: { id: 'b', name: made.buyer ?? 'London Borough of Camden' },
    parties: made.supplier ? [{ id: 's', name: made.supplier.name, roles: ['supplier'], identifier }] : [],
    tender: {
      id: made.reference ?? ocid,
      title,
      status: made.status ?? 'active',
      value,
      lots: [{ id: '1', contractPeriod: period }],
      documents: made.type
        ? [
            {
              id,
              documentType: 'tenderNotice',
              noticeType: made.type,
              datePublished: date,
              url: `https://notices.example/${id}`,
            },
          ]
        : [],
    },
    ...(made.supplier
      ? {
          awards: [{ id: '1', suppliers: [{ id: 's', name: made.supplier.name }], value }],
          contracts: [{ id: '1', title, period, value }],
        }
      : {}),
    relatedProcesses: made.prior ? [{ id: '1', relationship: ['prior'], identifier: made.prior }] : [],
  }
}

/** The invented releases of a file of `fixtures/notices`. */
export function inventedReleases(name: 'find-a-tender' | 'find-a-tender-later'): Record<string, unknown>[] {
  const file = new URL(`../../fixtures/notices/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')).releases
}
