import { createDeviceFlowMachine, toView } from '@device-flow/machine'
import type { DeviceFlowActor } from '@device-flow/machine'
import { createVirtualClock } from '@device-flow/testing'
import type { VirtualClock } from '@device-flow/testing'
import { createActor } from 'xstate'
import { encodeDeviceSession, memoryStore, withSession } from '../../src/index.ts'
import type { Lock, Store } from '../../src/index.ts'
import { decodeRecord } from '../../src/record/index.ts'
import type { SessionRecord } from '../../src/record/index.ts'
import { LoginServer } from './login-server.ts'
import type { Answer } from './login-server.ts'
import { mortalTab } from './mortal-tab.ts'
import type { MortalTab } from './mortal-tab.ts'
import { CLIENT, KEY } from './tabs.ts'
import { troubledStore } from './troubled-store.ts'
import type { Trouble, TroubledStore } from './troubled-store.ts'

/** How many processes share the login. */
export const PROCESSES = 3

/** What happens next. Plain data, fit for fast-check. */
export type Step =
  | { do: 'advance'; ms: number }
  | { do: 'start' | 'cancel' | 'signOut' | 'retry' | 'hint' | 'kill'; process: number }
  | { do: 'approve' | 'deny'; person: string }
  | { do: 'answer'; as: Answer }
  | { do: 'slow'; process: number; ms: number }
  | { do: 'fail'; process: number; next: (Trouble | undefined)[] }
  | { do: 'outage'; process: number | 'all'; trouble: Trouble; ms: number }

/** A world in which logins run. */
export interface World {
  codeLifeMs: number
  /** Processes do not hear of what others write. */
  isDeaf: boolean
  /** A person approves at last, once all is well. */
  isApproved: boolean
  /** What is stored at first, as earlier software wrote it. */
  stored: 'nothing' | 'session' | 'login'
}

/** A process, from its start to its death. */
export interface Run {
  readonly name: string
  readonly mortal: MortalTab
  readonly troubled: TroubledStore
  readonly actor: DeviceFlowActor
  /** When it died, and when it last asked for a code, or began to: monotonic clock, ms. */
  diedAt: number
  beganAt: number
}

/** A command that ends something. */
export interface Ending {
  readonly run: Run
  /** Monotonic clock, ms. */
  readonly at: number
  /** The device code, or the tokens, that it had then. */
  readonly held: string | undefined
  /** Its store was slow. */
  readonly wasSlow: boolean
}

/** Processes that share one login over stores that fail, and all that can happen to them. */
export class LoginStorm {
  readonly clock: VirtualClock = createVirtualClock()
  readonly server: LoginServer
  readonly world: World
  /** All processes that there were, and those that live. */
  readonly runs: Run[] = []
  readonly living: Run[] = []
  readonly cancels: Ending[] = []
  readonly signOuts: Ending[] = []
  /** A store hung, or failed for one process and not for the others: polls may come too early then. */
  isLopsided = false
  /** How often a code was asked for beside one that could have been known. */
  needlessCodes = 0
  /** What has happened, line by line. */
  readonly lines: string[] = []
  readonly #store: Store = memoryStore()
  readonly #lock: Lock

  constructor(makeLock: (clock: VirtualClock) => Lock, world: World) {
    this.#lock = makeLock(this.clock)
    this.world = world
    const isAlive = (name: string): boolean => this.living.some((run) => run.name === name)
    this.server = new LoginServer(this.clock, world.codeLifeMs, isAlive, (line) => this.#log(line))
  }

  async run(steps: readonly Step[]): Promise<void> {
    if (this.world.stored !== 'nothing') await this.#store.writeIf(KEY, 0, { revision: 1, text: this.#older() })
    for (let process = 0; process < PROCESSES; process++) this.#begin(process)
    await this.clock.advance(0)
    for (const step of steps) {
      this.#log(`-- ${JSON.stringify(step)}`)
      this.#take(step)
      await this.clock.advance(step.do === 'advance' ? step.ms : 0)
    }
    this.#log('-- all is well')
    for (const { troubled } of this.living) Object.assign(troubled, { lasting: [], next: [], storeMs: 0 })
    this.server.answers = []
    await this.clock.advance(90_000)
    if (this.world.isApproved) this.server.decide('approved', 'ann')
    await this.clock.advance(this.world.codeLifeMs + 120_000)
  }

  /** Stops all processes. */
  end(): void {
    for (const { actor } of this.runs) actor.stop()
  }

  /** What is stored. */
  async stored(): Promise<SessionRecord | undefined> {
    const value = await this.#store.read(KEY)
    return value && decodeRecord(value.text)
  }

  #older(): string {
    const kept = { version: 1, client: CLIENT } as const
    if (this.world.stored === 'session') {
      const tokens = this.server.grantTo('older', 'ann')
      return encodeDeviceSession({ ...kept, type: 'signedIn', tokens, refreshInFlight: false })
    }
    const authorization = this.server.issueCode('older')
    const lastReplyAt = this.clock.now()
    return encodeDeviceSession({ ...kept, type: 'pending', authorization, intervalMs: 5_000, lastReplyAt })
  }

  #begin(process: number): Run {
    const name = `${'ABC'[process]}${this.runs.length}`
    const troubled = troubledStore(this.clock, this.#store, (line) => this.#log(`${name}: ${line}`))
    const requests = this.server.services(name)
    const requestDeviceAuthorization: typeof requests.requestDeviceAuthorization = async (...asked) => {
      const { pending } = (await this.stored()) ?? {}
      const isOver = this.clock.now() >= (pending?.authorization.expiresAt ?? 0)
      const isGivenUp = this.cancels.some(
        (cancel) => cancel.run === run && cancel.held === pending?.authorization.deviceCode,
      )
      if (!isOver && !isGivenUp && troubled.failedAt < run.beganAt) this.needlessCodes++
      return requests.requestDeviceAuthorization(...asked)
    }
    const below = { store: troubled.store, lock: this.#lock, services: { ...requests, requestDeviceAuthorization } }
    const mortal = mortalTab(this.clock, below)
    const { watch: _unheard, ...deaf } = mortal.store
    const store: Store = this.world.isDeaf ? deaf : mortal.store
    const services = withSession(mortal.services, { store, lock: mortal.lock, clock: this.clock })
    const begin: typeof requestDeviceAuthorization = (...asked) => {
      run.beganAt = this.clock.monotonic()
      return services.requestDeviceAuthorization(...asked)
    }
    const actor = createActor(createDeviceFlowMachine({ ...services, requestDeviceAuthorization: begin }))
    const run: Run = { name, mortal, troubled, actor, diedAt: Infinity, beganAt: 0 }
    this.runs.push(run)
    this.living[process] = run
    actor.subscribe(() => void (mortal.isDead || this.#log(`${name}: ${stateOf(actor)}`)))
    actor.start()
    return run
  }

  #take(step: Step): void {
    switch (step.do) {
      case 'advance':
        return
      case 'approve':
        return this.server.decide('approved', step.person)
      case 'deny':
        return this.server.decide('denied', step.person)
      case 'answer':
        return void this.server.answers.push(step.as)
      case 'outage':
        return this.#fail(step.process, step.trouble, step.ms)
      case 'slow':
        this.living[step.process]!.troubled.storeMs = step.ms
        return
      case 'fail':
        this.isLopsided ||= step.next.some((trouble) => trouble?.fail === 'never')
        this.living[step.process]!.troubled.next = [...step.next]
        return
      case 'kill':
        return this.#kill(step.process)
      default:
        return this.#tell(this.living[step.process]!, step.do)
    }
  }

  #fail(process: number | 'all', trouble: Trouble, ms: number): void {
    this.isLopsided ||= process !== 'all' || trouble.fail === 'never'
    const until = this.clock.monotonic() + ms
    const those = process === 'all' ? this.living : [this.living[process]!]
    for (const { troubled } of those) troubled.lasting.push({ trouble, until })
  }

  /** An outage outlasts the process. */
  #kill(process: number): void {
    const { mortal, actor, troubled } = this.living[process]!
    mortal.kill()
    actor.stop()
    this.living[process]!.diedAt = this.clock.monotonic()
    this.#begin(process).troubled.lasting = troubled.lasting
  }

  #tell(run: Run, type: 'start' | 'cancel' | 'signOut' | 'retry' | 'hint'): void {
    const { authorization, tokens } = run.actor.getSnapshot().context
    const ending = { run, at: this.clock.monotonic(), wasSlow: run.troubled.storeMs > 0 }
    if (type === 'cancel') this.cancels.push({ ...ending, held: authorization?.deviceCode.reveal() })
    if (type === 'signOut') this.signOuts.push({ ...ending, held: tokens?.refreshToken?.reveal() })
    run.actor.send({ type })
  }

  #log(line: string): void {
    this.lines.push(`${(this.clock.monotonic() / 1000).toFixed(2)} ${line}`)
  }
}

function stateOf(actor: DeviceFlowActor): string {
  const snapshot = actor.getSnapshot()
  const { authorization, tokens } = snapshot.context
  const view = toView(snapshot)
  const held = authorization?.deviceCode.reveal() ?? tokens?.refreshToken?.reveal() ?? ''
  return `${JSON.stringify(snapshot.value)} ${held} ${view.status === 'error' ? view.error.message : ''}`
}
