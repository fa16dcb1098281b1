import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GRACES, openRenewalScene } from './renewal-scene.ts'
import type { RenewalScene } from './renewal-scene.ts'
import { limitFor, scale } from './scale.ts'
import { expectTheTruth, expired, grantOf } from './truth.ts'

describe.each(scale.isStorm ? GRACES : GRACES.slice(0, 1))('at a server with %s', (_, grace) => {
  let scene: RenewalScene
  beforeAll(async () => {
    scene = await openRenewalScene(grace)
  }, limitFor(4))
  afterAll(() => scene.server.close())

  test.each(scale.isStorm ? (['ENOSPC', 'EACCES'] as const) : (['ENOSPC'] as const))(
    'a process that meets %s from any step on gives the token that it has, and says when it is not kept (R8)',
    { timeout: limitFor(80) },
    async (does) => {
      await scene.atEachStep(async (home, at, what) => {
        const family = await home.signInAnew()
        const { code, stderr } = await home.run(['token'], { ...expired, at, does })
        const { refreshes } = grantOf(home, family)
        const isUnsaved = await scene.isUnsaved(home, family)
        const says = { [`(${does})`]: stderr.includes(`(${does})`), unsaved: stderr.includes('could not be kept') }
        expect({ what, code, refreshes, says }).toEqual({
          what,
          code: refreshes === 1 ? 0 : 1,
          refreshes: expect.any(Number),
          says: { [`(${does})`]: refreshes === 0, unsaved: isUnsaved },
        })
        await expectTheTruth(home, family, { mayForget: grace === 'none' && isUnsaved, what })
      })
    },
  )

  test(
    'a process that finds no room for a moment keeps the new tokens a little later (R8)',
    { timeout: limitFor(4) },
    async () => {
      const [home] = scene.homes as [RenewalScene['homes'][0]]
      const family = await home.signInAnew()
      const at = scene.stepOf('open')
      expect(await home.run(['token'], { ...expired, at, until: at + 1, does: 'ENOSPC' })).toMatchObject({
        code: 0,
        stderr: '',
      })
      expect(await scene.isUnsaved(home, family)).toBe(false)
      await expectTheTruth(home, family, { mayForget: false, what: 'after a moment without room' })
    },
  )
})
