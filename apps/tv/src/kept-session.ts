import type { DeviceFlowServices, DeviceSession } from '@device-flow/machine'
import { decodeDeviceSession, encodeDeviceSession } from '@device-flow/session'

/** Where a reload finds the login again. For the demo it is `sessionStorage`: see the README on what to take instead. */
export interface KeptSession {
  /** What was kept. A record that is broken, or of another version, server or client, is discarded. */
  load(): DeviceSession | undefined
  /** Keeps this, or forgets everything. */
  save(session: DeviceSession | undefined): void
}

/** Keeps the login of one client at one server. That of another has a record of its own, and is not read. */
export function createKeptSession({ client }: DeviceFlowServices, storage: () => Storage): KeptSession {
  const key = `device-flow-tv ${client?.clientId} ${client?.server}`
  return {
    load() {
      const text = attempt(() => storage().getItem(key))
      if (!text) return undefined
      try {
        return decodeDeviceSession(text, client)
      } catch {
        attempt(() => storage().removeItem(key))
        return undefined
      }
    },
    save(session) {
      attempt(() => {
        // First, so that no old one stays where there is no room for the new one.
        storage().removeItem(key)
        if (session) storage().setItem(key, encodeDeviceSession(session))
      })
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
