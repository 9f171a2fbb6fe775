// What is this site, can everybody use it, and how do machines ask it?
import type { FastifyPluginAsync } from 'fastify'
import { paths } from '../../paths.ts'

const PAGES = [
  { path: paths.about, template: 'pages/about/about.njk', title: 'About Thirty3' },
  { path: paths.accessibility, template: 'pages/about/accessibility.njk', title: 'Accessibility statement' },
  { path: paths.privacy, template: 'pages/about/privacy.njk', title: 'Privacy' },
  { path: paths.apiHelp, template: 'pages/about/api.njk', title: 'API' },
]

/** Pages of text alone. */
export function aboutPages(): FastifyPluginAsync {
  return async (app) => {
    for (const { path, template, title } of PAGES)
      app.get(path, { config: { permission: 'public' } }, (_request, reply) =>
        reply.page(template, { title }),
      )
  }
}
