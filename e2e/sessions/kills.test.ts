import { reset } from '@device-flow/testing'
import { runKillStorm } from '@device-flow/testing/processes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { command, withFaults } from './faults.ts'
import { GRACES, openRenewalScene } from './renewal-scene.ts'
import type { RenewalScene } from './renewal-scene.ts'
import { limitFor, scale } from './scale.ts'
import { expectTheTruth, expired } from './truth.ts'

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
    const [home] = scene.homes as [RenewalScene['homes'][0]]
    const family = await home.signInAnew()
    scene.server.changeReplies(reset)
    await home.run(['token'], expired)
    await expectTheTruth(home, family, { mayForget: isStrict, what: 'a lost response' })
  })

  // Not in the instant before the request itself: there, nothing on this side can tell that it comes too late for a strict server.
  test.each(['metadata', 'response', 'rename'] as const)(
    'when one is stopped before the %s, and goes on when another has taken over (T7, T11)',
    { timeout: limitFor(8) },
    async (name) => {
      const [home] = scene.homes as [RenewalScene['homes'][0]]
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
  'processes that are killed at any moment lose no session that the server honours (R4–R6)',
  { timeout: limitFor(scale.kills * 2) },
  async () => {
    const scene = await openRenewalScene('none')
    const [home] = scene.homes as [RenewalScene['homes'][0]]
    let family = await home.signInAnew()
    let killed = 0
    await runKillStorm({
      args: [command, 'token'],
      env: { ...home.env, ...withFaults(expired) },
      rounds: scale.kills,
      between: [100, 900],
      async afterRound({ signal, code, killAfterMs }) {
        killed += Number(signal === 'SIGKILL')
        expect(signal ?? code).toBe(signal ? 'SIGKILL' : 0)
        const mayForget = await scene.isUnsaved(home, family)
        await expectTheTruth(home, family, { mayForget, what: `${killAfterMs} ms after its start` })
        family = await home.signInAnew()
      },
    })
    expect(killed).toBeGreaterThan(0)
    await scene.server.close()
  },
)
