// As which names may one supplier cell be read?
import { type LegalForm, peelLegalForm } from './legal-forms.ts'
import { splitWords, withoutArticle } from './name-words.ts'
import type { NormalisedName } from './supplier-name.ts'

/**
 * What a reading stands for: the name itself, whoever stands before a trading name without a legal form (often a
 * person), a trading name, a factor's client, or the place cared of.
 */
export type ViewRole = 'name' | 'proprietor' | 'trading_name' | 'behalf' | 'care_of'

/** One reading of a cell as a name. */
export type NameView = {
  role: ViewRole
  words: readonly string[]
  legalForm: LegalForm | null
  formCut: boolean
  raw: string
}

/** A cell of more words is no name, and is compared by its first words. */
const MOST_WORDS = 64

/** The readings of a name, the name itself first. A trading name, client or care-of is a reading of its own. */
export function nameViews(name: NormalisedName): readonly NameView[] {
  const views: NameView[] = [
    {
      role: 'name',
      words: name.words.slice(0, MOST_WORDS),
      legalForm: name.legalForm,
      formCut: name.legalFormCut,
      raw: name.raw,
    },
  ]
  const add = (role: ViewRole, text: string | null): void => {
    if (text === null) return
    const view = viewOf(role, text, name.raw)
    if (view.words.length > 0) views.push(view)
  }
  if (name.legalForm === null || name.words.length === 0) add('proprietor', name.legalName)
  add('trading_name', name.tradingAs)
  add('behalf', name.onBehalfOf)
  add('care_of', name.careOf)
  return views
}

function viewOf(role: ViewRole, text: string, raw: string): NameView {
  const words = withoutArticle(splitWords(text))
  const form = peelLegalForm(words, raw.length)
  const core = form === null ? words : withoutArticle(words.slice(0, words.length - form.length))
  return {
    role,
    words: core.slice(0, MOST_WORDS),
    legalForm: form?.form ?? null,
    formCut: form?.cut ?? false,
    raw,
  }
}
