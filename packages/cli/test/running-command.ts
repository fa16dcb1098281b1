import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ScriptedServer } from '@device-flow/testing'
import { expect } from 'vitest'

/** The command, as it was built. */
export const bin: string = fileURLToPath(new URL('../bin/device-flow.cjs', import.meta.url))

/** How a command ended, and all that it said. */
export interface Ended {
  exitCode: number | null
  stdout: string
  stderr: string
}

/** A folder in which nothing is kept yet. It goes with the test run. */
export function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'device-flow-'))
  homes.push(home)
  return home
}

const homes: string[] = []
process.on('exit', () => homes.forEach((home) => rmSync(home, { recursive: true, force: true })))

/** The command as a process of its own, in an environment that holds nothing but what is given. */
export class RunningCommand {
  readonly child: ChildProcess
  readonly #ended: Promise<Ended>
  #stdout = ''
  #stderr = ''

  constructor(argv: readonly string[], env: Record<string, string> = {}) {
    this.child = spawn(process.execPath, [bin, ...argv], {
      env: { PATH: process.env['PATH'], DEVICE_FLOW_HOME: newHome(), ...env },
    })
    this.child.stdout?.on('data', (chunk) => (this.#stdout += chunk))
    this.child.stderr?.on('data', (chunk) => (this.#stderr += chunk))
    this.#ended = once(this.child, 'close').then(([exitCode]) => ({
      exitCode: exitCode as number | null,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }))
  }

  /** All that came on stdout so far. */
  get stdout(): string {
    return this.#stdout
  }

  /** All that came on stderr so far. */
  get stderr(): string {
    return this.#stderr
  }

  ended(): Promise<Ended> {
    return this.#ended
  }

  /** Resolves when stderr shows the text. */
  async says(text: string): Promise<void> {
    while (!this.#stderr.includes(text)) await once(this.child.stderr as NodeJS.ReadableStream, 'data')
  }
}

/** `device-flow login` at a server, by its issuer. */
export function loginAt(server: ScriptedServer, ...more: string[]): string[] {
  return ['login', '--issuer', server.issuer, '--client-id', 'tv', ...more]
}

/** Runs a command to its end. */
export function run(argv: readonly string[], env?: Record<string, string>): Promise<Ended> {
  return new RunningCommand(argv, env).ended()
}

/** Matches what is left of a life of so many seconds when it is told: a busy machine takes a while from the response to the line. */
export function lifeOf(seconds: number): unknown {
  return expect.toSatisfy((left: number) => left <= seconds && left > seconds - 10, `nearly ${seconds}`)
}

/** The JSON objects of stdout, one a line. */
export function jsonLines(stdout: string): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
