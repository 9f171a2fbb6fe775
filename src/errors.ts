// Which errors does a person or a machine meet, and what can they do?

interface ErrorKind {
  readonly status: number
  readonly sentence: string
  readonly retryable: boolean
}

const kinds = {
  bad_request: {
    status: 400,
    sentence: 'The request cannot be read. See the issues for what to change.',
    retryable: false,
  },
  unknown_filter: {
    status: 400,
    sentence: 'A filter is not known or its value cannot be read.',
    retryable: false,
  },
  signed_out: { status: 401, sentence: 'Sign in, or send a valid key.', retryable: false },
  forbidden: { status: 403, sentence: 'Your account may not do this.', retryable: false },
  not_found: { status: 404, sentence: 'There is nothing at this address.', retryable: false },
  method_not_allowed: {
    status: 405,
    sentence: 'This address does not offer that method. See the header Allow.',
    retryable: false,
  },
  conflict: {
    status: 409,
    sentence: 'This has changed since you looked. Look again and decide.',
    retryable: true,
  },
  file_too_large: { status: 413, sentence: 'The file is larger than the limit.', retryable: false },
  unsupported_body: {
    status: 415,
    sentence: 'The body must be sent unpacked, in a type this address takes.',
    retryable: false,
  },
  file_refused: { status: 422, sentence: 'The file cannot be used as a return.', retryable: false },
  key_reused: {
    status: 422,
    sentence: 'This Idempotency-Key was sent before with another request. Use a new one.',
    retryable: false,
  },
  too_many_requests: { status: 429, sentence: 'Too many requests. Wait and try again.', retryable: true },
  internal: {
    status: 500,
    sentence: 'Something went wrong on our side. Nothing of yours was changed.',
    retryable: true,
  },
  unavailable: { status: 503, sentence: 'The service is not ready. Try again shortly.', retryable: true },
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof kinds

export function errorKind(code: ErrorCode): ErrorKind {
  return kinds[code]
}

export interface ErrorIssue {
  place: string
  message: string
}

/** An expected refusal on its way to the edge, which turns it into a page or JSON. */
export class AppError extends Error {
  readonly code: ErrorCode
  /** For whoever answers errors without knowing ours. */
  readonly statusCode: number
  readonly issues: ErrorIssue[]

  constructor(code: ErrorCode, message: string = kinds[code].sentence, issues: ErrorIssue[] = []) {
    super(message)
    this.code = code
    this.statusCode = kinds[code].status
    this.issues = issues
  }
}

const UNREADABLE = /^22(003|007|008|021|P02|P05)$/
const AWAY = /^(57014|57P0[123]|53\d{3}|55P03|ECONNREFUSED|ECONNRESET|CONNECT_TIMEOUT|CONNECTION_CLOSED)$/

/**
 * What a failure of the database means to whoever asked: a value it cannot take (`bad_request`), or that it is away or
 * busy (`unavailable`). Null for anything else. Codes of PostgreSQL, appendix A, and of its client.
 */
export function codeOfFailure(error: unknown): ErrorCode | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (UNREADABLE.test(code)) return 'bad_request'
  if (AWAY.test(code)) return 'unavailable'
  return error instanceof Error && error.cause !== undefined ? codeOfFailure(error.cause) : null
}
