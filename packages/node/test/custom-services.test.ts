import type { DeviceFlowServices, PollOutcome, RefreshOutcome } from '@device-flow/machine'
import { createScriptedServices, tokenSet } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { signIn } from './loaded-sign-in.ts'
import type { Session } from '../src/index.ts'

const scripted = createScriptedServices({ polls: ['granted'] })

/** Signs in with services of which some answer at once, as mocks do. */
async function signedIn(own: object): Promise<Session> {
  const services = createScriptedServices({ polls: ['granted'] })
  const { clock } = services
  const onPrompt = (): void => void clock.advance(5_000)
  return signIn({ services: { ...services, ...own } as DeviceFlowServices, clock, onPrompt })
}

describe('services that answer at once lose no approval and no session (case 4)', () => {
  test('the answer to a poll', async () => {
    const outcome: PollOutcome = { type: 'granted', tokens: tokenSet({ receivedAt: scripted.clock.now() }) }
    expect((await signedIn({ pollToken: () => outcome })).view.status).toBe('authorized')
  })

  test('the answer to a refresh, and to a revocation', async () => {
    const outcome: RefreshOutcome = { type: 'refreshed', tokens: tokenSet({ receivedAt: scripted.clock.now() }) }
    const session = await signedIn({ refreshTokens: () => outcome, revokeTokens: () => ({ revoked: true }) })
    await session.refresh()
    expect(await session.signOut()).toEqual({ revoked: true })
  })

  test('one that throws ends the login with what it threw as the cause', async () => {
    const cause = new Error('not today')
    const poll = (): never => {
      throw cause
    }
    await expect(signedIn({ pollToken: poll })).rejects.toMatchObject({ reason: 'unexpected', cause })
  })
})
