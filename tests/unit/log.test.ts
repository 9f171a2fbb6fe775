import { expect, it } from 'vitest'
import { maskAddress } from '../../src/log.ts'

it.each([
  ['/sign-in/link/abc_DEF-123?x=1', '/sign-in/link/[hidden]?x=1'],
  ['/api/v1/contracts?api_key=t33_a&q=b', '/api/v1/contracts?api_key=[hidden]&q=b'],
  [
    '/sign-in/oidc/callback/camden?code=a&state=b&iss=c',
    '/sign-in/oidc/callback/camden?code=[hidden]&state=[hidden]&iss=c',
  ],
  ['/returns?_csrf=a', '/returns?_csrf=[hidden]'],
  ['/alerts/manage/abc_DEF/confirm', '/alerts/manage/[hidden]/confirm'],
  ['/alerts/feeds/abc_DEF/calendar.ics', '/alerts/feeds/[hidden]/calendar.ics'],
  ['/alerts/unsubscribe?t=abc', '/alerts/unsubscribe?t=[hidden]'],
  ['/contracts?q=code', '/contracts?q=code'],
])('hides in %s what opens a door', (url, shown) => {
  expect(maskAddress(url)).toBe(shown)
})
