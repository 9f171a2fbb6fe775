import { expect, it } from 'vitest'
import { addressKey, FORGET_AFTER, waitBeforeNextTry } from '../../../src/accounts/sign-in-throttle.ts'

const wait = (failures: number, ago = 0) => waitBeforeNextTry('pair', { failures, lastFailedAt: 0 }, ago)

it('costs nothing to be wrong five times, then twice as long each time up to a quarter of an hour', () => {
  expect([1, 5, 6, 7, 8, 9].map((failures) => wait(failures))).toEqual([0, 0, 1000, 2000, 4000, 8000])
  expect(wait(40)).toBe(15 * 60 * 1000)
})

it('runs down with time, and is forgotten after an hour without a wrong try', () => {
  expect([wait(8, 1000), wait(8, 4000), wait(8, 9000)]).toEqual([3000, 0, 0])
  expect(wait(40, FORGET_AFTER + 1)).toBe(0)
})

it('is more patient with an address over all accounts, which many people may share', () => {
  const all = (failures: number) => waitBeforeNextTry('address', { failures, lastFailedAt: 0 }, 0)
  expect([all(20), all(21), all(22)]).toEqual([0, 1000, 2000])
})

it('lets whoever was never wrong try at once', () => {
  expect(waitBeforeNextTry('pair', null, 0)).toBe(0)
})

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('counts %s as %s', (ip, key) => {
  expect(addressKey(ip)).toBe(key)
})
