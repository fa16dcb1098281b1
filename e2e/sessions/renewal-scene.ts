import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startRotatingServer } from '@device-flow/testing'
import type { RefreshGrace, RotatingServer } from '@device-flow/testing'
import { newFolder, signedInHomes } from './home.ts'
import type { Home } from './home.ts'
import { scale } from './scale.ts'
import { expired, grantOf } from './truth.ts'

/** What servers do about a refresh token that was used before. */
export const GRACES: readonly (readonly [string, RefreshGrace])[] = [
  ['no grace', 'none'],
  ['the same pair for 30 s', { gives: 'samePair', seconds: 30 }],
  ['the active pair for 10 s', { gives: 'activePair', seconds: 10 }],
  ['a new pair in leeway', { gives: 'newPair', seconds: 30 }],
]

/** Some who are signed in at one server, and the steps of a process that renews a session. */
export interface RenewalScene {
  server: RotatingServer
  homes: Home[]
  /** In a storm at each step; else at those where the grace makes a difference, and without one at all. The first has number 1. */
  atEachStep(work: (home: Home, step: number, what: string) => Promise<void>): Promise<void>
  /** The number of a step by its name: of the last request, or the first of what comes after it; `metadata` is the request before. */
  stepOf(name: 'metadata' | 'request' | 'response' | 'open' | 'rename'): number
  /** Whether the server has renewed the tokens, and the new ones are not kept. */
  isUnsaved(home: Home, family: string): Promise<boolean>
}

export async function openRenewalScene(grace: RefreshGrace): Promise<RenewalScene> {
  const server = await startRotatingServer({ grace })
  const homes = await signedInHomes(server, 4)
  const steps = await stepsOf(homes[0]!)
  const sent = steps.findLastIndex((step) => step.endsWith('request')) + 1
  return {
    server,
    homes,
    async atEachStep(work) {
      const all = steps.map((_, index) => index + 1)
      const left = all.filter((step) => scale.isStorm || grace === 'none' || step > sent)
      await Promise.all(
        homes.map(async (home) => {
          for (let step = left.shift(); step !== undefined; step = left.shift()) {
            await work(home, step, `before step ${steps[step - 1]}`)
          }
        }),
      )
    },
    stepOf: (name) =>
      name === 'metadata' ? sent - 2 : steps.findIndex((step, index) => index >= sent - 1 && step.endsWith(name)) + 1,
    isUnsaved: async (home, family) =>
      grantOf(home, family).refreshes > 0 && (await home.kept())?.refresh !== undefined,
  }
}

async function stepsOf(home: Home): Promise<string[]> {
  await home.signInAnew()
  const log = join(newFolder(), 'steps')
  const { code, stderr } = await home.run(['token'], { ...expired, log })
  if (code !== 0) throw new Error(`No renewal: ${stderr}`)
  return readFileSync(log, 'utf8').trim().split('\n')
}
