// What do machines ask? Everything under /api/v1.
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from '@fastify/type-provider-zod'
import type { FastifyError, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { AppError, codeOfFailure, type ErrorCode, type ErrorIssue, errorKind } from '../errors.ts'
import { accountsApi } from './accounts-api.ts'
import { adminApi } from './admin-api.ts'
import { alignmentApi } from './alignment-api.ts'
import { authoritiesApi } from './authorities-api.ts'
import { contractsApi } from './contracts-api.ts'
import { marketApi } from './market-api.ts'
import { openDataApi } from './open-data-api.ts'
import { opportunitiesApi } from './opportunities-api.ts'
import { preparedNoticesApi } from './prepared-notices-api.ts'
import { qualityApi } from './quality-api.ts'
import { renewalsApi } from './renewals-api.ts'
import { returnChangesApi } from './return-changes-api.ts'
import { returnFilesApi } from './return-files-api.ts'
import { returnsApi } from './returns-api.ts'
import { reviewApi } from './review-api.ts'
import { savedSearchesApi } from './saved-searches-api.ts'
import { sharedApi } from './shared-api.ts'
import { suppliersApi } from './suppliers-api.ts'
import { technologiesApi } from './technologies-api.ts'
import { withholdingsApi } from './withholdings-api.ts'

export function api(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    app.setErrorHandler(answerError)
    app.setNotFoundHandler((request, reply) => sendError(request, reply, 'not_found'))
    await app.register(accountsApi(deps))
    await app.register(adminApi(deps))
    await app.register(contractsApi(deps))
    await app.register(authoritiesApi(deps))
    await app.register(openDataApi(deps))
    await app.register(returnsApi(deps))
    await app.register(reviewApi(deps))
    await app.register(returnChangesApi(deps))
    await app.register(returnFilesApi(deps))
    await app.register(qualityApi(deps))
    await app.register(suppliersApi(deps))
    await app.register(technologiesApi(deps))
    await app.register(marketApi(deps))
    await app.register(opportunitiesApi(deps))
    await app.register(alignmentApi(deps))
    await app.register(preparedNoticesApi(deps))
    await app.register(renewalsApi(deps))
    await app.register(withholdingsApi(deps))
    await app.register(sharedApi(deps))
    await app.register(savedSearchesApi(deps))
  }
}

function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof AppError) return sendError(request, reply, error.code, error.message, error.issues)
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.map((issue) => ({
      place: `${error.validationContext ?? 'request'}${issue.instancePath}`,
      message: issue.message ?? 'cannot be read',
    }))
    const code = error.validationContext === 'querystring' ? 'unknown_filter' : 'bad_request'
    return sendError(request, reply, code, errorKind(code).sentence, issues)
  }
  if (!isResponseSerializationError(error) && error.statusCode !== undefined && error.statusCode < 500) {
    return sendError(request, reply, codeOfStatus(error.statusCode))
  }
  request.log.error({ err: error }, 'request failed')
  return sendError(request, reply, codeOfFailure(error) ?? 'internal')
}

function codeOfStatus(status: number): ErrorCode {
  const codes: Record<number, ErrorCode> = {
    404: 'not_found',
    413: 'file_too_large',
    415: 'unsupported_body',
    429: 'too_many_requests',
  }
  return codes[status] ?? 'bad_request'
}

function sendError(
  request: FastifyRequest,
  reply: FastifyReply,
  code: ErrorCode,
  message: string = errorKind(code).sentence,
  issues: ErrorIssue[] = [],
) {
  const error = { code, message, requestId: request.id, ...(issues.length > 0 ? { issues } : {}) }
  if (code === 'unavailable' && !reply.hasHeader('retry-after')) reply.header('retry-after', '5')
  return reply.code(errorKind(code).status).type('application/json').send({ error })
}
