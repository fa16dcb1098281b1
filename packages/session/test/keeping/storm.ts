import type { TokenSet } from '@device-flow/machine'
import { createVirtualClock } from '@device-flow/testing'
import type { VirtualClock } from '@device-flow/testing'
import { memoryStore, withSession } from '../../src/index.ts'
import type { KeptServices, Lock, Store } from '../../src/index.ts'
import { decodeRecord } from '../../src/record/index.ts'
import { ModelServer } from './model-server.ts'
import type { Delivery } from './model-server.ts'
import { mortalTab } from './mortal-tab.ts'
import type { MortalTab } from './mortal-tab.ts'
import { call, KEY } from './tabs.ts'

/** How many tabs or processes share the session. */
export const TABS = 3

/** Life of an access token. */
export const LIFE_MS = 300_000

/** What happens next. Plain data, fit for fast-check. */
export type Step =
  | { do: 'advance'; ms: number }
  | { do: 'refresh' | 'kill' | 'signOut'; tab: number }
  | { do: 'stop' | 'slow'; tab: number; ms: number }
  | { do: 'full' | 'unreadable' | 'lockless'; tab: number; is: boolean }
  | { do: 'blip'; tab: number; of: 'reads' | 'writes'; fail: boolean[] }
  | { do: 'deliver'; as: Delivery }

/** For so long the others leave alone who has sent a refresh: with the lock, and without. */
const LEFT_ALONE_MS = 30_000

interface Run {
  mortal: MortalTab
  services: KeptServices
  tokens: TokenSet | undefined
  wasEnded: boolean
  callsUnderWay: number
  diedAt: number
}

/** A refresh whose response has come. */
interface Brought {
  token: string
  sentAt: number
  /** How many refreshes the server had got by then. */
  refreshes: number
  run: Run
}

interface SignOut {
  run: Run
  /** Nothing failed as it began, nor as it ended: else it may be in memory only, and die with its process. */
  wasWell: boolean
  saysRevoked: boolean
}

/** Tabs that share one session, and all that can happen to them. */
export class Storm {
  readonly #clock: VirtualClock = createVirtualClock()
  readonly #server: ModelServer
  readonly #store: Store = memoryStore()
  readonly #lock: Lock
  readonly #graceMs: number
  readonly #runs: Run[] = []
  readonly #brought: Brought[] = []
  readonly #signOuts: SignOut[] = []
  #signOutsAsked = 0

  constructor(makeLock: (clock: VirtualClock) => Lock, graceMs: number) {
    this.#graceMs = graceMs
    this.#server = new ModelServer(this.#clock, { graceMs, lifeMs: LIFE_MS })
    this.#lock = makeLock(this.#clock)
  }

  /** Signs in, lets all that happen, and gives what was under way 10 minutes to end. */
  async run(steps: readonly Step[]): Promise<void> {
    const first = withSession(this.#server.services(), { store: this.#store, lock: this.#lock, clock: this.#clock })
    const code = await first.requestDeviceAuthorization({}, call)
    this.#server.approved = true
    await first.pollToken(code, call)
    for (let tab = 0; tab < TABS; tab++) await this.#start(tab)
    for (const step of steps) {
      await this.#take(step)
      await this.#clock.advance(step.do === 'advance' ? step.ms : 0)
    }
    for (const { mortal } of this.#runs) {
      Object.assign(mortal, { storeMs: 0, isFull: false, isUnreadable: false })
      Object.assign(mortal.blips, { reads: [], writes: [] })
    }
    this.#server.deliveries = []
    // A minute at a time: calls that wait for each other need more turns than one advance gives them.
    for (let minutes = 0; minutes < 10; minutes++) await this.#clock.advance(60_000)
  }

  /** What must not have happened, in words. */
  async complaints(): Promise<string[]> {
    const value = await this.#store.read(KEY)
    const isKept = value !== undefined && decodeRecord(value.text).signedIn !== undefined
    const isHonoured = this.#server.honours('f1.1')
    const isSignedOut = this.#signOuts.some(({ run, saysRevoked }) => saysRevoked || !run.mortal.isDead)
    const isNoted = this.#signOuts.some(({ run, wasWell }) => wasWell || !run.mortal.isDead)
    const wasNeverSignedOut = this.#signOutsAsked === 0
    const told = this.#runs.filter(({ wasEnded }) => wasEnded).length
    const complaints: [boolean, string][] = [
      [this.#runs.some(({ mortal, callsUnderWay }) => !mortal.isDead && callsUnderWay > 0), 'a call did not end'],
      [this.#reuses() > 0, 'a used refresh token was sent, neither in the grace nor at the end of its access token'],
      [isSignedOut && isHonoured, 'somebody signed out, and the tokens live'],
      [this.#doubled(), 'a refresh token was sent that somebody else had renewed, who lives'],
      [isNoted && isKept, 'somebody signed out, and the session is kept'],
      [wasNeverSignedOut && isHonoured && !isKept, 'the server honours a session that is no longer kept'],
      [wasNeverSignedOut && isHonoured && told > 0, 'somebody was signed out whom the server honours'],
    ]
    return complaints.filter(([happened]) => happened).map(([, complaint]) => complaint)
  }

  async #start(tab: number): Promise<void> {
    const mortal = mortalTab(this.#clock, { store: this.#store, lock: this.#lock, services: this.#server.services() })
    const { store, lock } = mortal
    const refreshTokens: typeof mortal.services.refreshTokens = async (tokens, refreshCall) => {
      let sentAt = Infinity
      const mayStillSend = async (): Promise<boolean> => {
        const may = (await refreshCall?.mayStillSend()) ?? true
        sentAt = this.#clock.now()
        return may
      }
      const outcome = await mortal.services.refreshTokens(tokens, {
        isInTime: () => true,
        ...refreshCall,
        mayStillSend,
      })
      const token = tokens.refreshToken!.reveal()
      const { length: refreshes } = this.#server.refreshes
      if (outcome.type === 'refreshed') this.#brought.push({ token, sentAt, refreshes, run })
      return outcome
    }
    const services = withSession({ ...mortal.services, refreshTokens }, { store, lock, clock: this.#clock })
    const run: Run = { mortal, services, tokens: undefined, wasEnded: false, callsUnderWay: 0, diedAt: Infinity }
    const session = await services.session.restore(call)
    if (session?.type === 'signedIn') run.tokens = session.tokens
    this.#runs[tab] = run
  }

  async #take(step: Step): Promise<void> {
    if (step.do === 'advance') return
    if (step.do === 'deliver') return void this.#server.deliveries.push(step.as)
    const run = this.#runs[step.tab]!
    if (step.do === 'stop') run.mortal.stop(step.ms)
    else if (step.do === 'slow') run.mortal.storeMs = step.ms
    else if (step.do === 'full') run.mortal.isFull = step.is
    else if (step.do === 'unreadable') run.mortal.isUnreadable = step.is
    else if (step.do === 'lockless') run.mortal.isLockless = step.is
    else if (step.do === 'blip') run.mortal.blips[step.of] = [...step.fail]
    else if (step.do === 'refresh') void this.#refresh(run)
    else if (step.do === 'signOut') void this.#signOut(run)
    else {
      run.mortal.kill()
      run.diedAt = this.#clock.now()
      await this.#start(step.tab)
    }
  }

  async #refresh(run: Run): Promise<void> {
    if (!run.tokens) return
    run.callsUnderWay++
    try {
      const outcome = await run.services.refreshTokens(run.tokens)
      if (outcome.type === 'refused') run.wasEnded = true
      else if (run.tokens) run.tokens = outcome.tokens
    } catch {
      // A fault: the chart would try again later, and so may a step.
    }
    run.callsUnderWay--
  }

  async #signOut(run: Run): Promise<void> {
    if (!run.tokens) return
    const { tokens, services, mortal } = run
    run.tokens = undefined
    run.callsUnderWay++
    this.#signOutsAsked++
    const wasWell = isWell(mortal)
    const { revoked } = (await services.revokeTokens(tokens)) ?? { revoked: true }
    this.#signOuts.push({ run, wasWell: wasWell && isWell(mortal), saysRevoked: revoked })
    run.callsUnderWay--
  }

  #reuses(): number {
    const firstSent = new Map<string, number>()
    return this.#server.refreshes.filter(({ token, at }) => {
      const before = firstSent.get(token)
      if (before === undefined) firstSent.set(token, at)
      const endsAt = this.#server.issuedAt.get(token)! + LIFE_MS
      return before !== undefined && at - before >= this.#graceMs && at < endsAt
    }).length
  }

  /** Whether a refresh token was sent whose successor was on its way to another who lived, or in its memory. */
  #doubled(): boolean {
    return this.#server.refreshes.some(({ token, at }, index) =>
      this.#brought.some((before) => {
        const sinceMs = at - before.sentAt
        // In one millisecond, the later one; else the one that is under way, too.
        const isLater = before.refreshes <= index || at > before.sentAt
        const isBeside = before.token === token && isLater && at < before.run.diedAt
        return isBeside && sinceMs >= this.#graceMs && sinceMs < LEFT_ALONE_MS
      }),
    )
  }
}

function isWell({ isFull, isUnreadable, blips }: MortalTab): boolean {
  return !isFull && !isUnreadable && blips.reads.length + blips.writes.length === 0
}
