import { createActor } from 'xstate'
import { expect, test } from 'vitest'
import { createScriptedServices, tokenSet } from '@device-flow/testing/virtual'
import { createDeviceFlowMachine } from '../src/index.ts'

/** How long before their end tokens are renewed that live so long and are kept, s. */
async function renewedBeforeEnd(expiresInMs: number, refreshSpread: number | undefined): Promise<number> {
  const tokens = tokenSet({ expiresInMs })
  const services = createScriptedServices({
    restores: [{ version: 1, type: 'signedIn', tokens, refreshInFlight: false }],
  })
  const session = { ...services.session!, refreshSpread }
  createActor(createDeviceFlowMachine({ ...services, session })).start()
  await services.clock.runUntil(() => services.calls('refreshTokens').length === 1)
  return (tokens.expiresAt! - services.clock.now()) / 1000
}

test.each([
  ['an hour', 3_600_000, undefined, 60],
  ['an hour', 3_600_000, 0, 60],
  ['an hour', 3_600_000, 0.5, 90],
  ['an hour', 3_600_000, 1, 120],
  ['a minute', 60_000, 0.5, 9],
  ['six seconds, not before it is five seconds old', 6_000, 1, 1],
])(
  'a token for %s (%i ms), with a spread of %s, is renewed %i s before its end (T24)',
  async (_, ms, spread, seconds) => {
    expect(await renewedBeforeEnd(ms, spread)).toBeCloseTo(seconds, 3)
  },
)

test('a token that was renewed is renewed with the same spread again (T24)', async () => {
  const services = createScriptedServices({ restores: [], polls: ['granted'] })
  const session = { ...services.session!, refreshSpread: 0.5 }
  const actor = createActor(createDeviceFlowMachine({ ...services, session })).start()
  actor.send({ type: 'start' })
  const renewedAt = async (count: number): Promise<number> => {
    await services.clock.runUntil(() => services.calls('refreshTokens').length === count)
    return services.clock.now()
  }
  const first = await renewedAt(1)
  expect((await renewedAt(2)) - first).toBe(3_510_000)
})
