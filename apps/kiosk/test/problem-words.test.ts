import { expect, test } from 'vitest'
import { nextTick } from 'vue'
import { page, renderCounter, signIn, tap, title } from './kiosk.ts'

test('a code that a restarted server has forgotten is said to be no longer good, and a touch gets another one', async () => {
  const services = renderCounter({ polls: [{ ended: 'refused', code: 'invalid_grant' }] })
  await signIn(services)
  expect(title()).toBe('The code is no longer good')
  expect(document.querySelector('.staff')).toBeNull()
  await tap('Get a new code')
  await services.clock.advance(0)
  expect(title()).toBe('Now take your phone')
})

test.each([
  { ended: 'refused' as const, code: 'over_quota' },
  { ended: 'unsupported' as const, code: 'invalid_grant' },
])('where no new code helps ($ended, $code), the person is sent to the desk, and staff are told why', async (end) => {
  const services = renderCounter({ polls: [end] })
  await signIn(services)
  expect(title()).toBe('This counter has a problem')
  expect(document.querySelector('.staff')?.textContent).toMatch(/^For staff: ./)
})

const UNANSWERED = { fault: 'serverError', status: 502 } as const

test('a server that stops while the code is shown is told of after six tries: the code may still work, no more', async () => {
  const services = renderCounter({ polls: Array.from({ length: 99 }, () => UNANSWERED) })
  await tap('Touch to begin')
  await services.clock.runUntil(() => services.calls('pollToken').length === 5)
  expect(page()).toContain('Your code still works')
  await services.clock.runUntil(() => services.calls('pollToken').length === 6)
  await nextTick()
  expect(page()).toContain('is not answering. Your code may still work')
})

test('a code that runs out while the server has trouble is not said to have been left unused (case 11)', async () => {
  const authorizations = [{ ok: { expiresInMs: 30_000 } }]
  const services = renderCounter({ authorizations, polls: Array.from({ length: 99 }, () => UNANSWERED) })
  await tap('Touch to begin')
  await services.clock.advance(60_000)
  expect(title()).toBe('The sign-in service has trouble')
  expect(page()).not.toContain('nobody used this one')
})
