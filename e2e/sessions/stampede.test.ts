import { startRotatingServer } from '@device-flow/testing'
import { runStampede } from '@device-flow/testing/processes'
import { expect, test } from 'vitest'
import { command, withFaults } from './faults.ts'
import { Home, HOUR_MS } from './home.ts'
import { limitFor, scale } from './scale.ts'

const PROCESSES = 50
/** A second round is in `machines.test.ts`, too. */
const rounds = scale.isStorm ? scale.rounds : 1

test(
  `${PROCESSES} processes that ask when the token has expired send one refresh a round, and nobody is signed out (R1–R3)`,
  { timeout: limitFor(rounds * PROCESSES) },
  async () => {
    const server = await startRotatingServer()
    const home = new Home(server)
    await home.login()
    for (let round = 1; round <= rounds; round++) {
      const results = await runStampede({
        args: [command, 'token'],
        count: PROCESSES,
        env: { ...home.env, ...withFaults({ aheadMs: round * 1.1 * HOUR_MS }) },
        timeoutMs: limitFor(PROCESSES),
      })
      expect(results.filter(({ code }) => code !== 0)).toEqual([])
      const newest = server.issuedTokens().findLast((token) => token.startsWith('access'))
      expect(new Set(results.map(({ stdout }) => stdout.trim()))).toEqual(new Set([newest]))
      expect(server.counts()).toMatchObject({ refreshes: round, reuses: 0, refusals: 0, liveFamilies: 1 })
    }
    await server.close()
  },
)
