// What does a supplier's name say, apart from how it was typed?
import { foldName, type SpellingAlert, spellingAlert } from './fold-name.ts'
import { type LegalForm, peelLegalForm } from './legal-forms.ts'
import { classifyName, type NameKind } from './name-kind.ts'
import { splitNameParts } from './name-parts.ts'
import { joinLoose, joinStrict, splitWords, withoutArticle } from './name-words.ts'

/** Raised whenever the same text would be normalised differently; stored beside every key. */
export const NORMALISATION_VERSION = 3

/** A name in its parts. Keys are empty for everything but an organisation, so that nothing else is ever grouped by them. */
export type NormalisedName = {
  /** The text as typed, unchanged. */
  raw: string
  version: number
  kind: NameKind
  /** The core words joined: equal keys are the same name unless legal form, number or a person contradicts. */
  strictKey: string
  /** Finds candidates only: "UK", "Co", plurals and look-alike letters are dropped. */
  looseKey: string
  /** The core words, in order: without legal form, leading "the", and the parts below. */
  words: readonly string[]
  legalForm: LegalForm | null
  /** True if the legal form was cut short by a column's width ("LIMI"). */
  legalFormCut: boolean
  /** What stands before a trading name or care-of, folded; null where there is neither. */
  legalName: string | null
  tradingAs: string | null
  careOf: string | null
  /** The supplier whose invoices a factor collects: "Factor re SUPPLIER". */
  onBehalfOf: string | null
  /** "in administration", "in liquidation", … */
  status: string | null
  /** A site, department or note after the legal name. */
  site: string | null
  /** A company number written into the name cell, as typed but without blanks, upper case; not checked. */
  statedNumber: string | null
  alert: SpellingAlert | null
}

/** Takes a supplier's name apart. Pure, total and idempotent on its keys; about 100,000 names a second. */
export function normaliseSupplierName(raw: string): NormalisedName {
  const folded = foldName(raw)
  const parts = splitNameParts(folded, raw)
  const words = withoutArticle(splitWords(parts.core))
  const form = peelLegalForm(words, raw.length)
  const core = withoutArticle(form === null ? words : words.slice(0, words.length - form.length))
  const kind = classifyName(raw, folded, core, form?.form ?? null, parts)
  const named = kind === 'organisation'
  return {
    raw,
    version: NORMALISATION_VERSION,
    kind,
    strictKey: named ? joinStrict(core) : '',
    looseKey: named ? joinLoose(core) : '',
    words: core,
    legalForm: form?.form ?? null,
    legalFormCut: form?.cut ?? false,
    legalName: parts.tradingAs === null && parts.careOf === null ? null : parts.head,
    tradingAs: parts.tradingAs,
    careOf: parts.careOf,
    onBehalfOf: parts.onBehalfOf,
    status: parts.status,
    site: parts.site,
    statedNumber: parts.statedNumber,
    alert: spellingAlert(folded),
  }
}
