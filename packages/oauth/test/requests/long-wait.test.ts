import { pending } from '@device-flow/testing'
import { expect, test, vi } from 'vitest'
import { auth0 } from '../../src/profiles/index.ts'
import { call, connect } from '../support.ts'
import type { Client, Setup } from '../support.ts'

/** Polls after each of these waits, s, and says what is then advised. */
async function adviceAfter(waits: readonly number[], setup: Setup): Promise<(string | undefined)[]> {
  const client: Client = await connect(setup)
  const authorization = await client.request()
  const told: (string | undefined)[] = []
  for (const seconds of waits) {
    await client.clock.advance(seconds * 1000)
    client.server.script('token', pending())
    const outcome = await client.services.pollToken(authorization, call)
    told.push(outcome.type === 'pending' ? outcome.advice?.text : outcome.type)
    // It is loaded in the background, which no virtual time waits for.
    await vi.waitFor(() => import('../../src/profiles/waiting-advice.ts'))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return told
}

test.each([
  ['after a minute', 900, [30, 29, 2, 5]],
  ['after half the life of a short code', 60, [10, 19, 2, 5]],
  ['but never in the first 20 s', 30, [10, 9, 2, 5]],
])('who takes long is told what may keep them, %s: of %i s (C7)', async (_, expiresIn, waits) => {
  const told = await adviceAfter(waits, { server: { expiresIn } })
  expect(told).toEqual([
    undefined,
    undefined,
    undefined,
    expect.stringMatching(/^Nothing has come from the sign-in page/),
  ])
})

test('they are told by who runs the server: by the provider, or by the host alone (C7)', async () => {
  const { waitingAdvice } = await import('../../src/profiles/waiting-advice.ts')
  const entra = waitingAdvice(undefined, ['https://login.microsoftonline.com/common/v2.0'])
  expect(entra).toMatchObject({ provider: 'Microsoft Entra ID', text: expect.stringContaining('Conditional Access') })
  expect(waitingAdvice(undefined, [undefined, 'https://auth.openai.com/token']).text).toContain('Security settings')
  expect(waitingAdvice(auth0.profile.about, []).text).toContain('fdecc')
  expect(waitingAdvice(undefined, ['https://login.microsoftonline.com.evil.example']).provider).toBeUndefined()
})
