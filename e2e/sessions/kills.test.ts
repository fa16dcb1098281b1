import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startRotatingServer } from '@device-flow/testing'
import type { RefreshGrace, RotatingServer } from '@device-flow/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newFolder, signedInHomes } from './home.ts'
import type { Home } from './home.ts'
import { limitFor, scale } from './scale.ts'
import { expectTheTruth, expired, grantOf } from './truth.ts'

// `device-flow token` renews the session, and something happens to it before one of its steps; then another one asks for a token.

const GRACES: readonly (readonly [string, RefreshGrace])[] = [
  ['no grace', 'none'],
  ['the same pair for 30 s', { gives: 'samePair', seconds: 30 }],
  ['the active pair for 10 s', { gives: 'activePair', seconds: 10 }],
  ['a new pair in leeway', { gives: 'newPair', seconds: 30 }],
]
const HOMES = 3

/** The steps of a process that renews the session; the first has number 1. */
async function stepsOf(home: Home): Promise<string[]> {
  await home.signInAnew()
  const log = join(newFolder(), 'steps')
  expect(await home.run(['token'], { ...expired, log })).toMatchObject({ code: 0 })
  return readFileSync(log, 'utf8').trim().split('\n')
}

describe.each(GRACES)('at a server with %s, the next process has a token, or the truth,', (name, grace) => {
  let server: RotatingServer
  let homes: Home[]
  let steps: string[]
  beforeAll(async () => {
    server = await startRotatingServer({ grace })
    homes = await signedInHomes(server, HOMES)
    steps = await stepsOf(homes[0]!)
  }, limitFor(HOMES))
  afterAll(() => server.close())

  /** At every step in a storm; else at those where the grace makes a difference, and without one at all. */
  async function atEachStep(work: (home: Home, step: number, what: string) => Promise<void>): Promise<void> {
    const sent = steps.findLastIndex((step) => step.endsWith('request')) + 1
    const left = steps.map((_, index) => index + 1).filter((step) => scale.isStorm || grace === 'none' || step > sent)
    await Promise.all(
      homes.map(async (home) => {
        for (let step = left.shift(); step !== undefined; step = left.shift()) {
          await work(home, step, `${name}, before ${steps[step - 1]}`)
        }
      }),
    )
  }

  /** Whether the server has renewed the tokens, takes the old ones no more, and the new ones are not kept. */
  async function isForgotten(home: Home, family: string): Promise<boolean> {
    return grace === 'none' && grantOf(home, family).refreshes === 1 && (await home.kept())?.refresh !== undefined
  }

  test('when one is killed before any of its steps (R1–R11)', { timeout: limitFor(80) }, async () => {
    await atEachStep(async (home, at, what) => {
      const family = await home.signInAnew()
      expect(await home.run(['token'], { ...expired, at, does: 'kill' }), what).toMatchObject({ signal: 'SIGKILL' })
      await expectTheTruth(home, family, { mayForget: await isForgotten(home, family), what })
    })
  })

  test.each(['ENOSPC', 'EACCES'] as const)(
    'when from any of its steps on it meets %s (R8)',
    { timeout: limitFor(80) },
    async (does) => {
      await atEachStep(async (home, at, what) => {
        const family = await home.signInAnew()
        const { code, stdout, stderr } = await home.run(['token'], { ...expired, at, does })
        const { refreshes } = grantOf(home, family)
        const mayForget = await isForgotten(home, family)
        // A token that it has, it gives; without one, it says why.
        expect({ what, code, refreshes, stderr }).toMatchObject(code === 0 ? { code: 0, refreshes: 1 } : { code: 1 })
        if (code === 0) expect(server.issuedTokens()).toContain(stdout.trim())
        else expect(stderr).toMatch(`(${does})`)
        await expectTheTruth(home, family, { mayForget, what: `${what}: ${does}` })
      })
    },
  )
})
