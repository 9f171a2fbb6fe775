// How do authorities buy, what do the notices mean, and how are estimates made? In plain words.
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../../deps.ts'
import { londonDay } from '../../../lib/calendar-date.ts'
import { formatPounds } from '../../../lib/money.ts'
import { PLAN_BANDS, rulesOn } from '../../../opportunities/rule-book.ts'
import { storedRuleBook } from '../../../opportunities/seed-rules.ts'
import { formatDay } from '../../filters.ts'
import { paths } from '../../paths.ts'
import { GLOSSARY, NOTICES, ROUTES } from './guide-words.ts'

export function guidePages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.get(paths.guide, { config: { permission: 'public' } }, async (_request, reply) => {
      const today = londonDay(deps.clock())
      const rules = rulesOn(await storedRuleBook(deps.readDb), today)
      const { goods_and_services: goods, light_touch: light, works } = rules.thresholds
      return reply.page('pages/guide/guide.njk', {
        title: 'How authorities buy: a guide to routes and notices',
        section: 'opportunities',
        today: formatDay(today),
        thresholds: [
          { what: 'Goods and services', amount: formatPounds(goods.amount), source: goods.source },
          {
            what: 'Light touch services, such as social care',
            amount: formatPounds(light.amount),
            source: light.source,
          },
          { what: 'Works', amount: formatPounds(works.amount), source: works.source },
        ],
        set: goods.set,
        standing: goods.standing,
        leads: rules.leadTimes.map(({ band, leadMaxMonths, leadMinMonths }) => ({
          band,
          months: `${leadMaxMonths} to ${leadMinMonths} months before the end`,
        })),
        plans: PLAN_BANDS.map((band) => ({ band: PLAN_NAMES[band], steps: steps(rules.plans[band]) })),
        routes: ROUTES,
        notices: NOTICES,
        glossary: GLOSSARY,
      })
    })
  }
}

const PLAN_NAMES = {
  quotes: 'Quotes',
  'below threshold': 'Below the threshold',
  'above threshold': 'Above the threshold',
  'over £5m': 'More than £5m',
}

type Plan = ReturnType<typeof rulesOn>['plans'][keyof typeof PLAN_NAMES]

function steps(plan: Plan): string {
  const ready =
    plan.mobilisationMonths > 0 ? `${plan.mobilisationMonths} months` : `${plan.mobilisationDays} days`
  const standstill =
    plan.standstillWorkingDays > 0 ? `${plan.standstillWorkingDays} working days of standstill, ` : ''
  return `${plan.tenderDays} days to tender, ${plan.evaluationDays} to evaluate, ${plan.approvalDays} to approve, ${standstill}${ready} to get ready`
}
