import { expect, it } from 'vitest'
import { AppError, type ErrorCode, errorKind } from '../../../src/errors.ts'
import { errorView } from '../../../src/web/error-pages.ts'

const CODES: ErrorCode[] = [
  'bad_request',
  'unknown_filter',
  'signed_out',
  'forbidden',
  'not_found',
  'conflict',
  'file_too_large',
  'file_refused',
  'too_many_requests',
  'internal',
  'unavailable',
]

it.each(CODES)('says in plain words what %s means and what to do', (code) => {
  const view = errorView(code, errorKind(code).sentence, [], 'r-1')
  expect(view.title).not.toBe('')
  expect(view.advice).toMatch(/\.$/)
  expect(view.requestId).toBe('r-1')
})

it('keeps what the program says more exactly', () => {
  const { message, issues } = new AppError('conflict', 'Withdraw the later one first.')
  expect(errorView('conflict', message, issues, 'r-1').message).toBe('Withdraw the later one first.')
})

it('offers to sign in to whoever is signed out', () => {
  expect(errorView('signed_out', '', [], 'r-1').action).toEqual({ text: 'Sign in', href: '/sign-in' })
})
