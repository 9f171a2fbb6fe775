// What surrounds the content of every page, and how is a page sent?
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Assets } from './assets.ts'
import { paths } from './paths.ts'
import type { RegisterFacts } from './register-facts.ts'
import { type Render, renderAround } from './views.ts'

export type Section =
  | 'home'
  | 'contracts'
  | 'opportunities'
  | 'suppliers'
  | 'technologies'
  | 'market'
  | 'returns'
  | 'sign-in'
  | 'account'
  | 'authorities'
  | 'users'

/** What every template is given; the page's own values stand beside it. */
export interface PageView {
  /** Unique in the site; the name of the site is added. */
  title: string
  section?: Section
  /** The page shows made-up rows and must say so. */
  showsSample?: boolean
  [own: string]: unknown
}

/** Parts that are rendered already, by the name under which the template shows them. */
export type PageParts = Readonly<Record<string, Buffer>>

declare module 'fastify' {
  interface FastifyReply {
    /** Renders a template of `src/web` inside the layout and sends it as HTML. */
    page(template: string, view: PageView, parts?: PageParts): Promise<FastifyReply>
  }
}

export interface PageMeans {
  render: Render
  assets: Assets
  facts: RegisterFacts
}

/** Gives every reply of this scope and below the method `page`. */
export function decoratePages(app: FastifyInstance, means: PageMeans): void {
  app.decorateReply('page', async function (this: FastifyReply, template, view, parts) {
    const onlySample = (await means.facts.figures()).holdsOnlySample
    const whole = {
      ...surroundings(this.request, means.assets, view, onlySample),
      csrfToken: () => this.csrfToken(),
      cspNonce: () => this.cspNonce(),
      ...view,
    }
    const html = parts ? renderAround(means.render, template, whole, parts) : means.render(template, whole)
    return this.type('text/html; charset=utf-8').send(html)
  })
}

function surroundings(request: FastifyRequest, assets: Assets, view: PageView, onlySample: boolean) {
  return {
    paths,
    styles: assets.styles.url,
    script: assets.script.url,
    progressScript: assets.progress.url,
    pairsScript: assets.pairs.url,
    icon: assets.icon.url,
    navigation: navigation(view.section ?? null, request.account),
    sampleNotice: onlySample ? 'register' : view.showsSample === true ? 'page' : '',
    backLink: false,
  }
}

interface Link {
  text: string
  href: string
  current: boolean
}

function navigation(section: Section | null, account: { name: string } | null): Link[] {
  const link = (text: string, href: string, of: Section): Link => ({ text, href, current: section === of })
  return [
    link('Contracts', paths.contracts, 'contracts'),
    link('Upcoming tenders', paths.opportunities, 'opportunities'),
    link('Suppliers', paths.suppliers, 'suppliers'),
    link('Technologies', paths.technologies, 'technologies'),
    link('Compare', paths.market, 'market'),
    link('Authorities', paths.authorities, 'authorities'),
    link('Hand in a return', paths.newReturn, 'returns'),
    account ? link(account.name, paths.account, 'account') : link('Sign in', paths.signIn, 'sign-in'),
  ]
}
