// What do machines ask about technologies and who runs them?
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { listDeployments } from '../technologies/deployment-queries.ts'
import { deploymentFilters, deploymentPage } from '../technologies/deployment-schemas.ts'
import { technologyDetail, technologyFilters, technologyPage } from '../technologies/technology-schemas.ts'
import { findTechnology, searchTechnologies } from '../technologies/technology-search-queries.ts'

export function technologiesApi(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/technologies',
      {
        config: { permission: 'public' },
        schema: {
          summary: 'Search technologies',
          querystring: technologyFilters,
          response: { 200: technologyPage },
        },
      },
      (request) => searchTechnologies(deps.readDb, request.query),
    )
    app.get(
      '/technologies/:slug',
      {
        config: { permission: 'public' },
        schema: {
          summary: 'One technology and who runs it',
          params: z.object({ slug: z.string() }),
          response: { 200: technologyDetail },
        },
      },
      async (request) => {
        const technology = await findTechnology(deps.readDb, request.params.slug)
        if (technology === null) throw new AppError('not_found')
        return technology
      },
    )
    app.get(
      '/deployments',
      {
        config: { permission: 'public' },
        schema: {
          summary: 'Who runs which technology',
          querystring: deploymentFilters,
          response: { 200: deploymentPage },
        },
      },
      (request) => listDeployments(deps.readDb, request.query),
    )
  }
}
