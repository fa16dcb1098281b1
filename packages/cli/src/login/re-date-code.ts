import { decodeRecord, encodeRecord } from '@device-flow/session/record'
import type { PendingLogin } from '@device-flow/session/record'
import type { KeptSession } from '../kept/find-session.ts'

/**
 * Keeps that a code lives which has run out by this machine's clock, as the server still waits for its person. How old the code is nobody
 * can tell here, so its life is counted anew; when it is over, the server says so.
 *
 * @throws SessionStoreError when it cannot be read or written
 */
export async function redateCode({ entry, store }: KeptSession, code: string): Promise<void> {
  for (let isWritten = false; !isWritten;) {
    const stored = await store.read(entry.key)
    if (!stored) return
    const record = decodeRecord(stored.text)
    // Somebody has signed in with it meanwhile, or given it up.
    if (record.pending?.authorization.deviceCode !== code) return
    const text = encodeRecord({ ...record, pending: redated(record.pending) })
    isWritten = await store.writeIf(entry.key, stored.revision, { revision: stored.revision + 1, text })
  }
}

function redated(pending: PendingLogin): PendingLogin {
  const { authorization } = pending
  const now = Date.now()
  const lifeMs = authorization.expiresAt - authorization.receivedAt
  return { ...pending, authorization: { ...authorization, receivedAt: now, expiresAt: now + lifeMs } }
}
