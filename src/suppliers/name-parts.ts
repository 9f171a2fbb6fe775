// Which parts of a supplier cell stand beside the legal name: trading name, care-of, status, site, company number?
import { peelLegalForm } from './legal-forms.ts'
import { splitWords } from './name-words.ts'

/** A folded name in parts. `core` is what the keys are made of; `head` is what stands before a trading name or care-of. */
export type NameParts = {
  core: string
  head: string
  tradingAs: string | null
  careOf: string | null
  onBehalfOf: string | null
  status: string | null
  site: string | null
  statedNumber: string | null
}

const STATED_NUMBER =
  /[\s,(-]+(?:(?:company|co|reg|registered|registration|crn|companies house)[.:]?\s*)?(?:(?:no|number|num|reg no|registration number)[.:]?\s*)?((?:[a-z]{2}\s?\d{6})|\d{8})\s*\)?\s*$/
const LABELLED = /\(|(?:company|reg|crn|\bco\b).*\d/
const STATUS =
  /[\s,(-]+(in (?:creditors'? voluntary |members'? voluntary |compulsory )?(?:liquidation|administration|receivership|administrative receivership)|dissolved|ceased trading|now dissolved|\(?liquidation\)?)[\s).]*$/
const TRADING_AS =
  /^(.+?)[\s,(-]*(?:\bt ?\/ ?as?\b|(?<=[a-z])t\/as?\b|\bt\.a\.?(?=\s)|\btrading as\b|\btrading name\b)[\s.:]*(.+?)\)?\s*$/
const TRADING_AS_CAPITALS = /\sTA\s+\S/
const CARE_OF = /^(.+?)[\s,(-]*\bc\/o\b[\s.:]*(.+?)\)?\s*$/
const ON_BEHALF = /^(.+?)\sre:?\s+(.+)$/
const FACTOR =
  /\b(?:factors?|factoring|finance|financial|invoice|bibby|funding|bank|capital|commercial services)\b/
const SEPARATOR = /\s-+\s?|\s?\(|,\s|\s\/\s|\s:\s/g
const SITE_KEEPS =
  /\b(?:uk|u\.k\.?|gb|g\.b\.?|united kingdom|great britain|group|holdings?|international|europe|european|emea|global|services|no|number|[ivx]{1,4}|\d{1,4}|one|two|three|four|five|north|south|east|west|england|scotland|wales|ireland|ni|formerly)\b/
const MAY_HAVE_PARTS = /[\d),.(/:]|\sre:?\s|trading| ta | - | in (?:liq|adm|rec)|dissolved|ceased/

/** Longer cells hold no name that could be split; the limit keeps the work in proportion to the text. */
const LONGEST_SPLIT = 400

/** Splits a folded name. `raw` is needed because only capitals tell "TA" (trading as) from a word. */
export function splitNameParts(folded: string, raw: string): NameParts {
  const whole: NameParts = {
    core: folded,
    head: folded,
    tradingAs: null,
    careOf: null,
    onBehalfOf: null,
    status: null,
    site: null,
    statedNumber: null,
  }
  if (folded.length > LONGEST_SPLIT || !MAY_HAVE_PARTS.test(folded)) return whole
  const numbered = withoutStatedNumber(folded)
  const live = withoutStatus(numbered.text)
  const parts = {
    ...whole,
    statedNumber: numbered.number,
    status: live.status,
    core: live.text,
    head: live.text,
  }
  const trading = splitTradingAs(live.text, raw)
  if (trading !== null) return { ...parts, ...withHead(live.text, trading[0]), tradingAs: trading[1] }
  const care = CARE_OF.exec(live.text)
  if (care?.[1] && care[2]) return { ...parts, ...withHead(live.text, care[1]), careOf: care[2] }
  const behalf = ON_BEHALF.exec(live.text)
  if (behalf?.[1] && behalf[2]) {
    if (FACTOR.test(behalf[1])) return { ...parts, head: behalf[1], onBehalfOf: behalf[2] }
    return { ...parts, ...withHead(live.text, behalf[1]), site: behalf[2] }
  }
  return { ...parts, ...withoutSite(live.text) }
}

/** Only a name that ends in a legal form may stand for the whole cell; otherwise the keys keep every word. */
function withHead(text: string, head: string): { core: string; head: string } {
  return endsInLegalForm(head) ? { core: head, head } : { core: text, head }
}

function withoutStatedNumber(text: string): { text: string; number: string | null } {
  const found = STATED_NUMBER.exec(text)
  if (!found?.[1] || found.index === 0 || !LABELLED.test(found[0])) return { text, number: null }
  return { text: text.slice(0, found.index), number: found[1].replace(/\s/g, '').toUpperCase() }
}

function withoutStatus(text: string): { text: string; status: string | null } {
  const found = STATUS.exec(text)
  if (!found?.[1] || found.index === 0) return { text, status: null }
  return { text: text.slice(0, found.index), status: found[1] }
}

function splitTradingAs(text: string, raw: string): [string, string] | null {
  const found = TRADING_AS.exec(text)
  if (found?.[1] && found[2]) return [found[1], found[2]]
  if (!TRADING_AS_CAPITALS.test(raw)) return null
  const at = text.indexOf(' ta ')
  return at > 0 ? [text.slice(0, at).replace(/[\s,(-]+$/, ''), text.slice(at + 4)] : null
}

function withoutSite(text: string): Partial<NameParts> {
  SEPARATOR.lastIndex = 0
  for (const found of text.matchAll(SEPARATOR)) {
    const before = text.slice(0, found.index)
    const after = text.slice(found.index + found[0].length).replace(/[\s).]+$/, '')
    if (after === '' || after === 'the' || !endsInLegalForm(before)) continue
    if (SITE_KEEPS.test(after) || endsInLegalForm(`x ${after}`)) return {}
    return { core: before, head: before, site: after }
  }
  return {}
}

/** True if the folded text ends in a legal form, with at least one word before it. */
function endsInLegalForm(text: string): boolean {
  return peelLegalForm(splitWords(text), 0) !== null
}
