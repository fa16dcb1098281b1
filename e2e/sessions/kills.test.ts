import { setTimeout as wait } from 'node:timers/promises'
import { reset } from '@device-flow/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GRACES, openRenewalScene } from './renewal-scene.ts'
import type { RenewalScene } from './renewal-scene.ts'
import { limitFor, scale } from './scale.ts'
import { expectTheTruth, expired, grantOf } from './truth.ts'

const STOPPED_MS = 62_000

describe.each(GRACES)('at a server with %s, the next process has a token, or the truth,', (_, grace) => {
  const isStrict = grace === 'none'
  let scene: RenewalScene
  beforeAll(async () => {
    scene = await openRenewalScene(grace)
  }, limitFor(4))
  afterAll(() => scene.server.close())

  test('when one is killed before any of its steps (R1–R11)', { timeout: limitFor(80) }, async () => {
    await scene.atEachStep(async (home, at, what) => {
      const family = await home.signInAnew()
      expect(await home.run(['token'], { ...expired, at, does: 'kill' }), what).toMatchObject({ signal: 'SIGKILL' })
      await expectTheTruth(home, family, { mayForget: isStrict && (await scene.isUnsaved(home, family)), what })
    })
  })

  test('when the response of the server was lost (R5)', { timeout: limitFor(4) }, async () => {
    const home = scene.homes[0]!
    const family = await home.signInAnew()
    scene.server.changeReplies(reset)
    const { code } = await home.run(['token'], expired)
    expect(code).toBe(isStrict ? 8 : 0)
    await expectTheTruth(home, family, { mayForget: isStrict, what: 'a lost response' })
  })

  test.concurrent.each([
    ['metadata', 0],
    ['request', 1],
    ['response', 2],
    ['rename', 3],
  ] as const)(
    'when one is stopped before the %s, and goes on when another has taken over (T7, T11)',
    { timeout: limitFor(8) },
    async (name, owner) => {
      const home = scene.homes[owner]!
      const family = await home.signInAnew()
      const at = scene.stepOf(name)
      const stopped = home.start(['token'], { ...expired, at, does: 'stop', stoppedMs: STOPPED_MS })
      await stopped.isStopped()
      const isUsed = await scene.isUnsaved(home, family)
      // Its lease is over by then.
      const later = { aheadMs: expired.aheadMs + STOPPED_MS }
      await expectTheTruth(home, family, {
        mayForget: isStrict && isUsed,
        what: 'the one that takes over',
        ahead: later,
      })
      stopped.child.kill('SIGCONT')
      const { code, signal } = await stopped.ended
      expect({ code, signal }).toEqual({ code: isStrict && isUsed ? 8 : 0, signal: null })
      await expectTheTruth(home, family, { mayForget: isStrict && isUsed, what: 'the one after both', ahead: later })
    },
  )
})

test(
  'processes that are killed at any moment, while another one waits, lose no session that the server honours (R4–R6)',
  { timeout: limitFor(scale.kills * 3) },
  async () => {
    const { server, homes, isUnsaved } = await openRenewalScene('none')
    const home = homes[0]!
    for (let round = 0; round < scale.kills; round++) {
      const family = await home.signInAnew()
      const victim = home.start(['token'], expired)
      // It is mostly at work by then, and mostly not at its end.
      const killAfterMs = 100 + Math.random() * 500
      const sibling = expectTheTruth(home, family, { mayForget: true, what: 'the one that waits' })
      await wait(killAfterMs)
      victim.child.kill('SIGKILL')
      const { signal, code } = await victim.ended
      await sibling
      const what = `killed after ${killAfterMs} ms: ${signal ?? code}, ${JSON.stringify(server.grants().at(-1))}`
      const { reuses } = grantOf(home, family)
      // Only one that was killed can have lost its response.
      expect({ what, isLost: reuses > 0 }).toEqual({ what, isLost: reuses > 0 && signal === 'SIGKILL' })
      await expectTheTruth(home, family, { mayForget: reuses > 0 || (await isUnsaved(home, family)), what })
    }
    await server.close()
  },
)
