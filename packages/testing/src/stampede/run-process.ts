import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { text } from 'node:stream/consumers'

/** A program, as `spawn` of `node:child_process` takes it. */
export interface ProgramOptions {
  /** Default the Node that runs this. */
  command?: string
  args?: readonly string[]
  /** Beside what this process has; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>
  cwd?: string
  /** How long it may take, in a stampede from the moment when all are let go, ms: then it is killed. Default 60 000. */
  timeoutMs?: number
}

/** How a process ended. */
export interface ProcessResult {
  /** Its exit code; null when a signal ended it. */
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
  /** From its start, in a stampede from the moment when all were let go, ms. */
  durationMs: number
}

/** A process under way. */
export interface RunningProcess {
  child: ChildProcess
  /** When it has ended, and both outputs have. Rejects when it could not be started. */
  ended: Promise<ProcessResult>
}

/** Starts a program without input. */
export function startProgram({
  command = process.execPath,
  args = [],
  env,
  cwd,
  ...limits
}: ProgramOptions): RunningProcess {
  const startedAt = performance.now()
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limits.timeoutMs ?? 60_000,
    // A hung program may well ignore the usual one.
    killSignal: 'SIGKILL',
  })
  const closed = new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve([code, signal]))
  })
  const ended = Promise.all([closed, text(child.stdout), text(child.stderr)]).then(
    ([[code, signal], stdout, stderr]) => ({
      code,
      signal,
      stdout,
      stderr,
      durationMs: performance.now() - startedAt,
    }),
  )
  return { child, ended }
}
