import { isRecord } from '@device-flow/untrusted'
import type { ClientRegistrations } from '../../options/client-registrations.ts'
import type { RegisteredClient } from './registered-client.ts'

/** A client that ends sooner is registered anew: the session of a login cannot be renewed without it, and may last for days. */
const LEAST_LIFE_MS = 24 * 60 * 60 * 1000

/** The registration of one client, as it is kept. Never rejects. */
export interface KeptClient {
  /** Undefined where none is kept, or it ends soon. */
  get(): Promise<RegisteredClient | undefined>
  /** @param endsAt when it ends, ms since the epoch */
  set(client: RegisteredClient, endsAt: number): Promise<void>
  /** Has the next login register anew, as the server no longer knows it. */
  forget(): Promise<void>
}

/** Makes a {@link KeptClient} of what is kept under a name. */
export function keptClient(registrations: ClientRegistrations | undefined, name: string): KeptClient {
  const keep = async (text: string): Promise<void> => registrations?.set(name, text).catch(() => {})
  return {
    async get() {
      const text = await registrations?.get(name).catch(() => undefined)
      const { clientId, clientSecret, endsAt } = read(text)
      const isGood = typeof clientId === 'string' && typeof clientSecret === 'string'
      return isGood && Number(endsAt) - Date.now() > LEAST_LIFE_MS ? { clientId, clientSecret } : undefined
    },
    set: ({ clientId, clientSecret }, endsAt) => keep(JSON.stringify({ clientId, clientSecret, endsAt })),
    forget: () => keep('{}'),
  }
}

function read(text: string | undefined): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(text ?? '')
    return isRecord(kept) ? kept : {}
  } catch {
    return {}
  }
}
