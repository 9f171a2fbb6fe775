// What does one OCDS release say?
import { londonDay } from '../lib/calendar-date.ts'
import { readCompanyNumber } from '../suppliers/supplier-identifiers.ts'
import {
  foldReference,
  type NoticeFacts,
  type NoticeService,
  type NoticeSupplier,
  portalNumbersIn,
  type RelatedProcess,
} from './notice-facts.ts'
import { noticeDocuments, noticeTypeOf } from './notice-type.ts'
import { amountOf, dayOf, isPart, type Part, part, parts, textOf, wordsOf } from './release-parts.ts'

export type ReadRelease = { facts: NoticeFacts } | { refused: string }

const LONGEST_ID = 200

/**
 * The facts of a release of Find a Tender or Contracts Finder, or why it cannot be kept: it needs an ocid, an id, a date
 * and a buyer's name. Everything else may be missing. Names of contact persons are never read.
 */
export function readRelease(release: unknown): ReadRelease {
  if (!isPart(release)) return { refused: 'a release is no object' }
  const ocid = textOf(release, 'ocid')
  const releaseId = textOf(release, 'id')
  const place = ocid || releaseId || 'a release'
  if (ocid === '' || releaseId === '') return { refused: `${place} lacks its ocid or id` }
  if (ocid.length > LONGEST_ID || releaseId.length > LONGEST_ID)
    return { refused: `${place.slice(0, 60)}…: its ocid or id is longer than ${LONGEST_ID} characters` }
  const at = Date.parse(textOf(release, 'date'))
  if (Number.isNaN(at)) return { refused: `${place} has no date that can be read` }
  const buyerName = buyerOf(release)
  if (buyerName === '') return { refused: `${place} names no buyer` }
  const tender = part(release, 'tender')
  const contract = parts(release, 'contracts').at(0) ?? {}
  const award = parts(release, 'awards').at(0) ?? {}
  const { named, countsAs } = noticeTypeOf(release)
  return {
    facts: {
      ocid,
      releaseId,
      releasedAt: new Date(at).toISOString(),
      service: serviceOf(ocid),
      tags: wordsOf(release, 'tag'),
      noticeType: named,
      countsAs,
      publishedOn: londonDay(at),
      buyerName,
      title: firstText([tender, contract, award], 'title').slice(0, 1_000),
      description: firstText([tender, contract, award], 'description').slice(0, 10_000),
      ...period(tender, award, contract),
      signedOn: dayOf(contract, 'dateSigned'),
      tenderBy: dayOf(part(tender, 'tenderPeriod'), 'endDate'),
      ...value(tender, award, contract),
      cpv: cpvOf(release),
      ...referencesOf(release, ocid),
      related: relatedOf(release, ocid),
      suppliers: suppliersOf(release),
      url: urlOf(release),
    },
  }
}

function serviceOf(ocid: string): NoticeService {
  if (ocid.startsWith('ocds-h6vhtk')) return 'Find a Tender'
  return ocid.startsWith('ocds-b5fd17') ? 'Contracts Finder' : 'another service'
}

function buyerOf(release: Part): string {
  const stated = textOf(part(release, 'buyer'), 'name')
  if (stated !== '') return stated
  const buyer = parts(release, 'parties').find((one) => wordsOf(one, 'roles').includes('buyer'))
  return buyer === undefined ? '' : textOf(buyer, 'name')
}

function firstText(holders: readonly Part[], name: string): string {
  return holders.map((one) => textOf(one, name)).find((text) => text !== '') ?? ''
}

/** The contract's own period, else the award's, else that of the tender or its first lot. */
function period(tender: Part, award: Part, contract: Part) {
  const lot = parts(tender, 'lots').at(0) ?? {}
  const stated = [
    part(contract, 'period'),
    part(award, 'contractPeriod'),
    part(tender, 'contractPeriod'),
    part(lot, 'contractPeriod'),
  ].find((one) => textOf(one, 'startDate') !== '' || textOf(one, 'endDate') !== '')
  return {
    startOn: dayOf(stated ?? {}, 'startDate'),
    endOn: dayOf(stated ?? {}, 'endDate'),
    latestEndOn: dayOf(stated ?? {}, 'maxExtentDate'),
  }
}

/** `amount` is without VAT only beside `amountGross` (UK extension); alone nobody says. */
function value(tender: Part, award: Part, contract: Part) {
  const stated = [contract, award, tender]
    .map((one) => part(one, 'value'))
    .find((one) => amountOf(one, 'amount') !== null || amountOf(one, 'amountGross') !== null)
  const gross = amountOf(stated ?? {}, 'amountGross')
  const amount = amountOf(stated ?? {}, 'amount')
  return {
    valueNet: gross === null ? null : amount,
    valueGross: gross,
    valueUnsaid: gross === null ? amount : null,
  }
}

function cpvOf(release: Part): string[] {
  const items = [
    part(release, 'tender'),
    ...parts(release, 'awards'),
    ...parts(release, 'contracts'),
  ].flatMap((one) => parts(one, 'items'))
  const codes = items
    .flatMap((item) => [part(item, 'classification'), ...parts(item, 'additionalClassifications')])
    .filter((one) => textOf(one, 'scheme') === 'CPV')
    .map((one) => textOf(one, 'id').slice(0, 8))
  return [...new Set(codes.filter((code) => /^\d{8}$/.test(code)))]
}

const SHORTEST_REFERENCE = 4

/** Ids and titles under which an authority may know the contract; bare ordinals ("1") say nothing. */
function referencesOf(release: Part, ocid: string) {
  const tender = part(release, 'tender')
  const tail = (text: string) =>
    text.replace(/^ocds-[0-9a-z]{6}-(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-)?/i, '')
  const ids = [
    tail(textOf(tender, 'id')),
    ...parts(release, 'contracts').flatMap((one) => [textOf(one, 'id'), textOf(one, 'internalReference')]),
    ...parts(release, 'awards').map((one) => textOf(one, 'id')),
    ...parts(tender, 'identifiers').map((one) => textOf(one, 'id')),
  ]
  const isOwn = (one: string) => one !== foldReference(ocid) && one !== foldReference(tail(ocid))
  const references = ids
    .map(foldReference)
    .filter((one) => one.length >= SHORTEST_REFERENCE && one.length <= 60 && /\d/.test(one) && isOwn(one))
  const texts = [
    textOf(release, 'id'),
    textOf(tender, 'id'),
    textOf(tender, 'title'),
    textOf(tender, 'description'),
  ]
  const portalNumbers = [...texts, ...ids].flatMap(portalNumbersIn)
  return { references: [...new Set(references)], portalNumbers: [...new Set(portalNumbers)] }
}

function relatedOf(release: Part, ocid: string): RelatedProcess[] {
  return parts(release, 'relatedProcesses').flatMap((one) => {
    const other = textOf(one, 'identifier')
    return other === '' || other === ocid
      ? []
      : [{ ocid: other, relationships: wordsOf(one, 'relationship') }]
  })
}

/** Those awarded; companies by their number where the release gives one. */
function suppliersOf(release: Part): NoticeSupplier[] {
  const numbers = new Map(parts(release, 'parties').map((one) => [textOf(one, 'id'), companyNumber(one)]))
  const named = parts(release, 'awards').flatMap((award) => parts(award, 'suppliers'))
  const suppliers = named.map((one) => ({
    name: textOf(one, 'name'),
    companyNumber: numbers.get(textOf(one, 'id')) ?? '',
  }))
  const byName = new Map(suppliers.filter(({ name }) => name !== '').map((one) => [one.name, one]))
  return [...byName.values()].slice(0, 200)
}

function companyNumber(party: Part): string {
  const stated = [part(party, 'identifier'), ...parts(party, 'additionalIdentifiers')].find(
    (one) => textOf(one, 'scheme') === 'GB-COH',
  )
  const read = stated === undefined ? null : readCompanyNumber(textOf(stated, 'id'))
  return read?.ok ? read.identifier.value : ''
}

function urlOf(release: Part): string | null {
  const own = noticeDocuments(release).map((one) => textOf(one, 'url'))
  const page = parts(part(release, 'tender'), 'documents')
    .filter((one) => /Notice$/.test(textOf(one, 'documentType')))
    .map((one) => textOf(one, 'url'))
  return [...own, ...page].find((url) => /^https:\/\/[^\s"<>]+$/.test(url)) ?? null
}
