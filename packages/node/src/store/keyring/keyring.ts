import { randomUUID } from 'node:crypto'
import type { AsyncEntry } from '@napi-rs/keyring'
import { KeyringError, toKeyringError } from './keyring-problem.ts'
import type { KeyringState } from './keyring-problem.ts'

/** How long the platform may take, ms. A dialog of macOS, or one to unlock, waits for a person: they are asked to try again. */
const PROBE_LIMIT_MS = 3_000
const READ_LIMIT_MS = 9_000
/** Less than both: then it is known which of them did not answer. */
const BUS_LIMIT_MS = 2_500

/** The platform's keyring: one service, its accounts, a password for each. Every call ends by itself, and rejects with a KeyringError. */
export interface Keyring {
  /** Writes, reads and removes an item of its own: a keyring that can only be read looks well until the login is over. */
  probe(): Promise<void>
  read(account: string): Promise<string | undefined>
  write(account: string, password: string): Promise<void>
  remove(account: string): Promise<void>
}

/** Opens the keyring of this platform, for one service. Nothing is loaded or asked before it is used. */
export function openKeyring(service: string, env: NodeJS.ProcessEnv): Keyring {
  async function withEntry<T>(account: string, limitMs: number, work: (entry: AsyncEntry) => Promise<T>): Promise<T> {
    // What a call waits for after the bus has answered is a person.
    return limited(limitMs, 'locked', async () => {
      if (process.platform === 'linux') {
        const { askSessionBus } = await import('./session-bus.ts')
        const bus = await askSessionBus(env, BUS_LIMIT_MS)
        if (bus !== 'answers') throw new KeyringError(bus)
      }
      return work(await entryOf(service, account))
    })
  }

  return {
    read: (account) => withEntry(account, READ_LIMIT_MS, async (entry) => (await entry.getPassword()) ?? undefined),
    write: (account, password) => withEntry(account, PROBE_LIMIT_MS, (entry) => entry.setPassword(password)),
    remove: (account) =>
      withEntry(account, PROBE_LIMIT_MS, async (entry) => {
        await entry.deletePassword()
      }),
    probe() {
      const account = `probe ${randomUUID()}`
      return withEntry(account, PROBE_LIMIT_MS, async (entry) => {
        await entry.setPassword(account)
        const kept = await entry.getPassword()
        await entry.deletePassword()
        if (kept !== account) throw new KeyringError('denied')
      })
    },
  }
}

async function entryOf(service: string, account: string): Promise<AsyncEntry> {
  const keyring = await import('@napi-rs/keyring')
  // Without the pin, Linux falls back to the kernel's keyring, which is empty after a reboot.
  return new keyring.AsyncEntry(service, account, { linux: { store: 'secret-service' } })
}

async function limited<T>(limitMs: number, late: KeyringState, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new KeyringError(late)), limitMs)
  })
  try {
    return await Promise.race([work(), limit])
  } catch (error) {
    throw toKeyringError(error)
  } finally {
    clearTimeout(timer)
  }
}
