import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { startProgram } from './run-process.ts'
import type { ProcessResult, ProgramOptions, RunningProcess } from './run-process.ts'

// Under load, 50 processes on two cores take half a minute to start.
const LONGEST_START_MS = 120_000

/** Options of {@link runStampede}. */
export interface StampedeOptions extends ProgramOptions {
  /** How many processes. */
  count: number
  /** What differs from process to process, counted from 0: two folders for two machines, say. */
  each?: (index: number) => Pick<ProgramOptions, 'args' | 'env' | 'cwd'>
  /** When they are let go, once all have started: wall clock, ms since the epoch. Default at once. */
  at?: number
}

/**
 * Runs one Node program in many processes at one moment. Each is held when Node has started, before the program is loaded; when all are
 * there, they are let go together.
 *
 * @throws Error when a process ends before it is let go: the command is no Node program, or Node could not start
 * @example
 * ```ts
 * import { startRotatingServer } from '@device-flow/testing'
 * import { runStampede } from '@device-flow/testing/processes'
 *
 * const server = await startRotatingServer({ accessTokenSeconds: 12 })
 * // … sign your program in at server.issuer …
 * const results = await runStampede({ args: ['./my-cli.js', 'whoami'], count: 50, at: Date.now() + 12_000 })
 * console.log(results.filter(({ code }) => code !== 0), server.counts()) // nobody failed, one refresh, no reuse
 * ```
 */
export async function runStampede({
  count,
  each,
  at = 0,
  timeoutMs = 60_000,
  ...program
}: StampedeOptions): Promise<ProcessResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'stampede-'))
  const running: RunningProcess[] = []
  try {
    for (let index = 0; index < count; index += 1) {
      const own = each?.(index)
      const env = { ...program.env, ...own?.env }
      const limitMs = LONGEST_START_MS + Math.max(0, at - Date.now()) + timeoutMs
      const barrier = waitingAt(folder, env.NODE_OPTIONS)
      running.push(startProgram({ ...program, ...own, env: { ...env, ...barrier }, timeoutMs: limitMs }))
    }
    await Promise.race([waitUntilHeld(folder, count), throwOnEarlyEnd(running)])
    await delay(Math.max(0, at - Date.now()))
    const letGoAt = performance.now()
    const limit = setTimeout(() => killAll(running), timeoutMs)
    writeFileSync(join(folder, 'go'), '')
    const results = running.map(async ({ ended }) => ({ ...(await ended), durationMs: performance.now() - letGoAt }))
    return await Promise.all(results).finally(() => clearTimeout(limit))
  } finally {
    killAll(running)
    rmSync(folder, { recursive: true, force: true })
  }
}

function killAll(running: readonly RunningProcess[]): void {
  for (const { child } of running) child.kill('SIGKILL')
}

/** The environment in which Node waits before it loads its program. */
function waitingAt(folder: string, nodeOptions = process.env.NODE_OPTIONS ?? ''): Record<string, string> {
  // By the package's own name: from its sources and from its build, the file is in another place.
  const own = createRequire(import.meta.url).resolve('@device-flow/testing/package.json')
  const barrier = new URL('src/stampede/hold-at-barrier.mjs', pathToFileURL(own))
  return { DEVICE_FLOW_STAMPEDE: folder, NODE_OPTIONS: `${nodeOptions} --import=${barrier.href}`.trim() }
}

async function waitUntilHeld(folder: string, count: number): Promise<void> {
  while (readdirSync(folder).length < count) await delay(10)
}

async function throwOnEarlyEnd(running: readonly RunningProcess[]): Promise<never> {
  const { code, signal, stderr } = await Promise.race(running.map(({ ended }) => ended))
  throw new Error(`A process ended before the stampede, with ${code ?? signal}: ${stderr || 'it said nothing.'}`)
}
