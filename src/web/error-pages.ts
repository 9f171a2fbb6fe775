// What does a person read when something cannot be shown?
import { hasZodFastifySchemaValidationErrors } from '@fastify/type-provider-zod'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, codeOfFailure, type ErrorCode, type ErrorIssue, errorKind } from '../errors.ts'
import { paths } from './paths.ts'

const TITLES: Record<ErrorCode, string> = {
  bad_request: 'That request cannot be read',
  unknown_filter: 'That filter cannot be read',
  signed_out: 'Sign in to see this page',
  forbidden: 'You may not do this',
  not_found: 'Page not found',
  method_not_allowed: 'This address works another way',
  conflict: 'This has changed since you looked',
  file_too_large: 'The file is too large',
  unsupported_body: 'That kind of request cannot be read',
  file_refused: 'The file cannot be used',
  key_reused: 'The key of this request was used before',
  too_many_requests: 'Too many requests',
  internal: 'Sorry, something went wrong',
  unavailable: 'Sorry, the service is not ready',
}

const ADVICE: Record<ErrorCode, string> = {
  bad_request: 'Go back and check what was sent.',
  unknown_filter: 'Go back and check what you typed, or start the search again.',
  signed_out: 'You are sent back here after signing in.',
  forbidden: 'An administrator of your authority can change what your account may do.',
  not_found:
    'Check that the address is complete. If you followed a link, what it led to may have been withdrawn by the authority that published it.',
  method_not_allowed: 'Go back and use the button or the link on the page.',
  conflict: 'Go back, look at the page again and decide once more.',
  file_too_large: 'Split the file, or save it as CSV instead of a workbook.',
  unsupported_body: 'Go back and send the form again.',
  file_refused: 'Correct the file and hand it in again.',
  key_reused: 'Send the request under a new key.',
  too_many_requests: 'Wait a minute and try again.',
  internal:
    'Nothing of yours was changed. Try again later. If it happens again, tell us the reference below.',
  unavailable: 'Try again in a minute.',
}

const CODES: Record<number, ErrorCode> = {
  401: 'signed_out',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  413: 'file_too_large',
  415: 'unsupported_body',
  422: 'file_refused',
  429: 'too_many_requests',
  503: 'unavailable',
}

/** What a page shows of an error: never its internals. */
export function errorView(code: ErrorCode, message: string, issues: ErrorIssue[], requestId: string) {
  return {
    title: TITLES[code],
    message: message === errorKind(code).sentence && code !== 'unknown_filter' ? '' : message,
    advice: ADVICE[code],
    issues,
    requestId,
    action:
      code === 'signed_out'
        ? { text: 'Sign in', href: paths.signIn }
        : { text: 'Search the contracts', href: paths.contracts },
  }
}

export function setErrorPages(app: FastifyInstance): void {
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request, reply) => sendError(request, reply, 'not_found'))
}

function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof AppError) return sendError(request, reply, error.code, error.message, error.issues)
  if (hasZodFastifySchemaValidationErrors(error)) {
    if (error.validationContext === 'params') return sendError(request, reply, 'not_found')
    const issues = error.validation.map((issue) => ({
      place: issue.instancePath.replace(/^\//, '').replaceAll('/', ' '),
      message: issue.message ?? 'cannot be read',
    }))
    const code = error.validationContext === 'querystring' ? 'unknown_filter' : 'bad_request'
    return sendError(request, reply, code, errorKind(code).sentence, issues)
  }
  const status = error.statusCode ?? 500
  if (status >= 400 && (status < 500 || status === 503)) {
    return sendError(request, reply, CODES[status] ?? 'bad_request')
  }
  request.log.error({ err: error }, 'request failed')
  return sendError(request, reply, codeOfFailure(error) ?? 'internal')
}

/** When even the page cannot be made, because the database is away, plain text still says what happened. */
async function sendError(
  request: FastifyRequest,
  reply: FastifyReply,
  code: ErrorCode,
  message: string = errorKind(code).sentence,
  issues: ErrorIssue[] = [],
): Promise<FastifyReply> {
  const { status, retryable } = errorKind(code)
  reply.code(status).header('cache-control', 'no-store')
  if (status === 503 && retryable) reply.header('retry-after', '5')
  if (isFile(request)) {
    const error = { code, message, requestId: request.id, ...(issues.length > 0 ? { issues } : {}) }
    return reply.type('application/json; charset=utf-8').send({ error })
  }
  try {
    return await reply.page('pages/error/error.njk', errorView(code, message, issues, request.id))
  } catch (error) {
    request.log.error({ err: error }, 'error page failed')
    return reply
      .type('text/plain; charset=utf-8')
      .send(`${TITLES[code]}. ${ADVICE[code]}\nReference: ${request.id}\n`)
  }
}

/** The twins of pages are read by programs, which get the error as the API gives it. */
function isFile({ url }: FastifyRequest): boolean {
  return /^[^?]*\.(json|jsonl|csv|xlsx|atom|ics)(\?|$)/.test(url)
}
