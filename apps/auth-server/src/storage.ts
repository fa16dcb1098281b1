import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

/** How long a record is kept after its expiry, ms: a late device is told that its code has expired, not that it never existed. */
const AFTERLIFE_MS = 3_600_000

interface Entry {
  payload: AdapterPayload
  /** Wall clock, ms since the epoch. */
  forgetAt: number
}

/** Everything oidc-provider remembers, in memory and for one server alone; gone when the server stops. */
export function createStorage(): AdapterFactory {
  const entries = new Map<string, Entry>()

  function forgetOldEntries(): void {
    const now = Date.now()
    for (const [key, { forgetAt }] of entries) if (forgetAt <= now) entries.delete(key)
  }

  function findBy(kind: string, matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [key, { payload }] of entries) if (key.startsWith(kind) && matches(payload)) return payload
    return undefined
  }

  return (model): Adapter => {
    const kind = `${model}:`
    return {
      async upsert(id, payload, expiresIn) {
        forgetOldEntries()
        const forgetAt = expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000 + AFTERLIFE_MS
        entries.set(kind + id, { payload, forgetAt })
      },
      find: async (id) => entries.get(kind + id)?.payload,
      findByUid: async (uid) => findBy(kind, (payload) => payload.uid === uid),
      findByUserCode: async (userCode) => findBy(kind, (payload) => payload.userCode === userCode),
      async consume(id) {
        const entry = entries.get(kind + id)
        if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000)
      },
      async destroy(id) {
        entries.delete(kind + id)
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of entries) {
          if (key.startsWith(kind) && payload.grantId === grantId) entries.delete(key)
        }
      },
    }
  }
}
