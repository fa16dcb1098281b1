import { render } from '@testing-library/vue'
import { expect, test, vi } from 'vitest'
import Counter from '../src/Counter.vue'
import { createKiosk } from '../src/kiosk.ts'
import { stubApi, tap, title } from './kiosk.ts'

const ISSUER = 'https://id.example.com'
const CONFIG = { issuer: ISSUER, clientId: 'kiosk', apiUrl: 'https://api.example', idleSeconds: 60 }
const UNTOLD = 'could not be told'

const ANSWERS: Record<string, object> = {
  [`${ISSUER}/.well-known/openid-configuration`]: {
    issuer: ISSUER,
    device_authorization_endpoint: `${ISSUER}/device`,
    token_endpoint: `${ISSUER}/token`,
    revocation_endpoint: `${ISSUER}/revoke`,
  },
  [`${ISSUER}/device`]: {
    device_code: 'device-code',
    user_code: 'WDJB-MJHT',
    verification_uri: `${ISSUER}/activate`,
    expires_in: 600,
  },
  [`${ISSUER}/token`]: {
    access_token: 'access-token',
    refresh_token: 'refresh-token',
    token_type: 'Bearer',
    expires_in: 600,
  },
}

/** A server that signs people in, and then never answers again. */
const hanging: typeof fetch = async (input) => {
  const answer = ANSWERS[String(input)]
  return answer ? Response.json(answer) : new Promise<Response>(() => {})
}

test('who finishes at a server that hangs is told so while the goodbye is there, and has time to read it', async () => {
  vi.useFakeTimers()
  stubApi()
  const { container } = render(Counter, { props: { kiosk: createKiosk(CONFIG, hanging) } })
  await tap('Touch to begin')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(title()).toBe('Hello there!')
  await tap('Finish and sign out')
  await vi.advanceTimersByTimeAsync(6_000)
  expect(container.textContent).not.toContain(UNTOLD)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(container.textContent).toContain(UNTOLD)
  await vi.advanceTimersByTimeAsync(7_000)
  expect(container.textContent).toContain(UNTOLD)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(title()).toBe('Your order is waiting.')
})
