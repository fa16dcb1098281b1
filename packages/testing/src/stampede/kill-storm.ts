import { setTimeout as delay } from 'node:timers/promises'
import { startProgram } from './run-process.ts'
import type { ProcessResult, ProgramOptions } from './run-process.ts'

/** Options of {@link runKillStorm}. */
export interface KillStormOptions extends ProgramOptions {
  /** How many times the program is started and killed. */
  rounds: number
  /** The least and the most time from its start to its end by the signal, ms. */
  between: readonly [least: number, most: number]
  /** Default `SIGKILL`, which no program can answer. */
  signal?: NodeJS.Signals
  /** Makes the moments: the same number, the same moments. Default another at each run; an error names it. */
  seed?: number
  /** Looks at what a round has left behind. What it throws ends the storm. */
  afterRound?: (round: KilledRound) => void | Promise<void>
}

/** How a round of a {@link runKillStorm} went. */
export interface KilledRound extends ProcessResult {
  /** Counted from 1. */
  round: number
  /** When it was to be killed, ms after its start. It may have ended before. */
  killAfterMs: number
}

/**
 * Starts a program again and again, and kills it each time at another moment: what a crash, a power cut or an impatient person does.
 *
 * @throws Error naming the round and the seed, with what `afterRound` threw as its cause
 * @example
 * ```ts
 * import { runKillStorm } from '@device-flow/testing/processes'
 *
 * await runKillStorm({
 *   args: ['./my-cli.js', 'whoami'],
 *   rounds: 100,
 *   between: [20, 200],
 *   afterRound() {
 *     // … run it once to its end: it is still signed in …
 *   },
 * })
 * ```
 */
export async function runKillStorm({
  rounds,
  between: [least, most],
  signal = 'SIGKILL',
  seed = Math.floor(Math.random() * 2 ** 32),
  afterRound,
  ...program
}: KillStormOptions): Promise<KilledRound[]> {
  const random = randomNumbers(seed)
  const results: KilledRound[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const killAfterMs = least + random() * (most - least)
    const { child, ended } = startProgram(program)
    const kill = new AbortController()
    void delay(killAfterMs, undefined, { signal: kill.signal }).then(
      () => child.kill(signal),
      () => {},
    )
    const result = { round, killAfterMs, ...(await ended.finally(() => kill.abort())) }
    results.push(result)
    try {
      await afterRound?.(result)
    } catch (cause) {
      throw new Error(`Round ${round}, killed after ${killAfterMs.toFixed(1)} ms (seed ${seed})`, { cause })
    }
  }
  return results
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
