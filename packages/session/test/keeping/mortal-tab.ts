import type { DeviceFlowServices } from '@device-flow/machine'
import type { VirtualClock } from '@device-flow/testing'
import { SessionStoreError } from '../../src/index.ts'
import type { Lease, Lock, Store } from '../../src/index.ts'

/** A process that can be stopped, killed, or have a bad store. */
export interface MortalTab {
  store: Store
  lock: Lock
  services: DeviceFlowServices
  readonly isDead: boolean
  /** It never goes on. What it holds, others may have. */
  kill(): void
  /** It goes on after so long (SIGSTOP, a frozen tab). What has left has left; what comes waits. */
  stop(ms: number): void
  /** How long each store call takes, ms. */
  storeMs: number
  /** Whether its writes fail. */
  isFull: boolean
  /** Whether its reads fail. */
  isUnreadable: boolean
  /** Whether it can have no lock. */
  isLockless: boolean
  /** Which of its next reads and writes fail. */
  readonly blips: { reads: boolean[]; writes: boolean[] }
}

export function mortalTab(
  clock: VirtualClock,
  below: { store: Store; lock: Lock; services: DeviceFlowServices },
): MortalTab {
  const leases = new Set<Lease>()
  let isDead = false
  let stoppedUntil = 0

  const wait = (ms: number): Promise<void> => new Promise((resolve) => void clock.schedule(resolve, ms))

  /** Goes on when the process does. */
  async function runs(): Promise<void> {
    if (isDead) return new Promise(() => {})
    while (clock.monotonic() < stoppedUntil) await wait(stoppedUntil - clock.monotonic())
    if (isDead) await new Promise(() => {})
  }

  async function io<T>(work: () => Promise<T>): Promise<T> {
    await runs()
    if (tab.storeMs > 0) await wait(tab.storeMs)
    await runs()
    const result = await work()
    await runs()
    return result
  }

  async function request<T>(work: () => Promise<T> | T): Promise<T> {
    await runs()
    try {
      return await work()
    } finally {
      await runs()
    }
  }

  const tab: MortalTab = {
    storeMs: 0,
    isFull: false,
    isUnreadable: false,
    isLockless: false,
    blips: { reads: [], writes: [] },
    get isDead() {
      return isDead
    },
    kill() {
      isDead = true
      for (const lease of leases) void lease.release()
    },
    stop(ms) {
      stoppedUntil = Math.max(stoppedUntil, clock.monotonic() + ms)
    },
    store: {
      ...below.store,
      read: (key) =>
        io(async () => {
          if (tab.blips.reads.shift() || tab.isUnreadable)
            throw new SessionStoreError('unavailable', 'It cannot be read now.')
          return below.store.read(key)
        }),
      writeIf: (key, revision, next) =>
        io(async () => {
          if (tab.blips.writes.shift() || tab.isFull) throw new SessionStoreError('full', 'There is no room.')
          return below.store.writeIf(key, revision, next)
        }),
    },
    lock: {
      async acquire(name, asked) {
        await runs()
        if (tab.isLockless) return 'impossible'
        const lease = await below.lock.acquire(name, asked)
        if (typeof lease === 'string') return lease
        leases.add(lease)
        if (isDead) await lease.release()
        await runs()
        return {
          async release() {
            await runs()
            leases.delete(lease)
            await lease.release()
          },
        }
      },
    },
    services: {
      ...below.services,
      requestDeviceAuthorization: (asked, call) =>
        request(() => below.services.requestDeviceAuthorization(asked, call)),
      pollToken: (authorization, call) => request(() => below.services.pollToken(authorization, call)),
      refreshTokens: (tokens, call) => request(() => below.services.refreshTokens(tokens, call)),
      revokeTokens: (tokens) => request(() => below.services.revokeTokens(tokens)),
    },
  }
  return tab
}
