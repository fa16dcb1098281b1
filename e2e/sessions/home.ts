import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { appStore } from '@device-flow/node/store'
import type { AppStore } from '@device-flow/node/store'
import { decodeRecord, encodeRecord } from '@device-flow/session/record'
import type { SignedIn } from '@device-flow/session/record'
import type { RotatingServer } from '@device-flow/testing'
import { command, withFaults } from './faults.ts'
import type { Faults } from './faults.ts'

/** How a command ended. */
export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** A command under way. */
export interface Running {
  child: ChildProcess
  ended: Promise<Ended>
  /** When it is stopped by SIGSTOP. */
  isStopped(): Promise<void>
}

const folders: string[] = []
process.on('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** A folder that goes with the test run. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'device-flow-storm-'))
  folders.push(folder)
  return folder
}

/** Homes that are signed in. */
export async function signedInHomes(server: RotatingServer, count: number): Promise<Home[]> {
  const homes = Array.from({ length: count }, () => new Home(server))
  await Promise.all(homes.map((home) => home.login()))
  return homes
}

/** The state folder of one person on one machine, and the commands that use it. */
export class Home {
  readonly server: RotatingServer
  readonly folder: string = newFolder()
  readonly env: Record<string, string> = { DEVICE_FLOW_HOME: this.folder }

  #lastSignedIn: SignedIn | undefined

  constructor(server: RotatingServer) {
    this.server = server
  }

  start(argv: readonly string[], faults: Faults = {}): Running {
    const child = spawn(process.execPath, [command, ...argv], {
      env: { PATH: process.env['PATH'], ...this.env, ...withFaults(faults) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
    const ended = Promise.all([closed, text(child.stdout), text(child.stderr)]).then(
      ([[code, signal], stdout, stderr]) => ({ code, signal, stdout, stderr }),
    )
    return { child, ended, isStopped: () => whenStopped(child) }
  }

  run(argv: readonly string[], faults?: Faults): Promise<Ended> {
    return this.start(argv, faults).ended
  }

  /** Signs in; the server approves at once. */
  async login(...more: string[]): Promise<void> {
    const { code, stderr } = await this.run(['login', ...loginFlags(this.server), ...more])
    if (code !== 0) throw new Error(`The login failed with ${code}: ${stderr}`)
    await this.kept()
  }

  /** Puts the tokens of a new sign-in in the place of the kept ones, which is quicker than a login. Returns the family's name. */
  async signInAnew(): Promise<string> {
    const { server } = this
    const { access_token: accessToken, refresh_token: refreshToken } = server.signIn('tv', SCOPE)
    const { family } = server.grants().at(-1)!
    const { store, key, revision, record } = await this.#read()
    const { signedIn, ended: _, ...rest } = record
    const now = Date.now()
    const tokens = {
      ...(signedIn ?? this.#lastSignedIn)!.tokens,
      accessToken,
      refreshToken,
      receivedAt: now,
      expiresAt: now + HOUR_MS,
    }
    const next = encodeRecord({ ...rest, signedIn: { id: refreshToken, tokens } })
    if (!(await store.writeIf(key, revision, { revision: revision + 1, text: next }))) throw new Error('Not written')
    return family
  }

  /** What is kept. */
  async kept(): Promise<SignedIn | undefined> {
    const { record } = await this.#read()
    this.#lastSignedIn = record.signedIn ?? this.#lastSignedIn
    return record.signedIn
  }

  async #read() {
    const store: AppStore = appStore('device-flow', { env: this.env })
    const [key = ''] = await store.keys()
    const { revision, text: stored } = (await store.read(key))!
    return { store, key, revision, record: decodeRecord(stored) }
  }
}

async function whenStopped({ pid }: ChildProcess): Promise<void> {
  while (!/\) T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) await wait(20)
}

export const HOUR_MS = 3_600_000
const SCOPE = 'offline_access'

export function loginFlags({ issuer }: RotatingServer): string[] {
  return ['--issuer', issuer, '--client-id', 'tv', '--scope', SCOPE, '--store', 'file']
}
