// What does one notice that falls due look like?
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { ContractFacts, NoticeContents, NoticeType } from './contract-facts.ts'
import type { ContractEnds } from './extension-options.ts'
import type { Plan } from './lead-times.ts'
import type { NextProcurement } from './linked-notices.ts'
import type { Phase } from './phases.ts'
import { holds, type NoticeRule, type RulesInForce, type ThresholdKind } from './rule-book.ts'
import type { Answer, ValueUsed } from './thresholds.ts'

/**
 * A notice to publish. `owed`: the law asks for it; `depends`: it does if what `condition` says is so; `optional`.
 * `dueBy` is the last day, null where the law names none or a fact is missing. Not legal advice.
 */
export type NoticeDue = {
  type: NoticeType
  for: 'current' | 'next'
  rule: string
  obligation: 'owed' | 'depends' | 'optional'
  condition: string | null
  dueBy: CalendarDate | null
  overdue: boolean
  requirement: string
  source: string
  /** What the notice needs and the register does not hold, in plain words. */
  missing: readonly string[]
}

/** What the duties to publish depend on. */
export type NoticeQuestion = {
  facts: ContractFacts
  ends: ContractEnds
  /** The current end before an intention to extend moved it. */
  endBeforeExtension: CalendarDate | null
  value: ValueUsed | null
  kind: ThresholdKind
  aboveThreshold: Answer
  plan: Plan | null
  phase: Phase | null
  next: NextProcurement
  rules: RulesInForce
}

type Draft = {
  rule: string
  for: NoticeDue['for']
  dueBy: CalendarDate | null
  missing: readonly string[]
  obligation?: NoticeDue['obligation']
  condition?: string | null
}

/** The notice a rule asks for, in a list of one; of none where the rule is not in force on the day it falls due. */
export function due({ rules }: NoticeQuestion, draft: Draft): NoticeDue[] {
  const rule = ruleOn(rules, draft.rule, draft.dueBy ?? rules.on)
  if (rule === null) return []
  return [
    {
      type: rule.notice as NoticeType,
      for: draft.for,
      rule: rule.rule,
      obligation: draft.obligation ?? 'owed',
      condition: draft.condition ?? null,
      dueBy: draft.dueBy,
      overdue: draft.dueBy !== null && draft.dueBy < rules.on,
      requirement: rule.requirement,
      source: rule.source,
      missing: draft.missing,
    },
  ]
}

/** The row of a rule in force on a day; null where none is. */
export function ruleOn(rules: RulesInForce, rule: string, day: CalendarDate): NoticeRule | null {
  return rules.noticeRules.find((row) => row.rule === rule && holds(row, day)) ?? null
}

const CONTENT_NAMES: Record<keyof NoticeContents, string> = {
  title: 'title',
  description: 'description',
  cpv: 'CPV code',
  contractType: 'contract type',
  supplier: 'supplier',
  supplierIdentifier: "supplier's identifier",
  supplierSize: 'SME and VCSE flags',
  contact: 'contact',
  procedure: 'procedure',
}

/** The fields among those asked for that the register does not hold, then what it never holds. */
export function missingContents(
  question: NoticeQuestion,
  asked: readonly (keyof NoticeContents)[],
  typed: readonly string[],
): string[] {
  const { contents } = question.facts
  const missing = asked.filter((name) => !contents[name]).map((name) => CONTENT_NAMES[name])
  if (question.value === null) missing.push('value')
  return [...missing, ...typed]
}
