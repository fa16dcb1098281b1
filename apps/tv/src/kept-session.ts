import { decodeDeviceSession, encodeDeviceSession, type DeviceSession } from '@device-flow/machine'
import type { Config } from './config.ts'

/** Where a reload finds the login again. For the demo it is `sessionStorage`: see the README on what to take instead. */
export interface KeptSession {
  /** What was kept. A record that is broken, or of another version, is discarded. */
  load(): DeviceSession | undefined
  /** Keeps this, or forgets everything. */
  save(session: DeviceSession | undefined): void
}

/** Keeps the login of one client at one server: of another, the codes and tokens would be worthless. */
export function createKeptSession({ issuer, clientId }: Config, storage: () => Storage): KeptSession {
  const key = `device-flow-tv ${clientId} ${issuer}`
  return {
    load() {
      const text = attempt(() => storage().getItem(key))
      if (!text) return undefined
      try {
        return decodeDeviceSession(text)
      } catch {
        attempt(() => storage().removeItem(key))
        return undefined
      }
    },
    save(session) {
      attempt(() => (session ? storage().setItem(key, encodeDeviceSession(session)) : storage().removeItem(key)))
    },
  }
}

/** Storage that is full, or switched off, costs the reload its memory, and nothing else. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
