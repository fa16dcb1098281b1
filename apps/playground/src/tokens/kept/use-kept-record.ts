import { decodeRecord, sessionKey, type SessionRecord } from '@device-flow/session/record'
import { useEffect, useState } from 'react'
import { useExchanges, useFlow, useLab } from '../../lab/lab-context.ts'
import { useTokens } from '../use-tokens.ts'

/** What the store holds of this client. */
export interface KeptRecord {
  readonly key: string
  readonly revision: number
  readonly record: SessionRecord
}

/** The record in the store, read again whenever it may have changed; undefined where nothing is kept. */
export function useKeptRecord(): KeptRecord | undefined {
  const { store, servicesBelow } = useLab()
  const exchanges = useExchanges()
  const flow = useFlow()
  const tokens = useTokens()
  const [kept, setKept] = useState<KeptRecord>()
  const [notices, setNotices] = useState(0)
  const key = sessionKey(servicesBelow('device')?.client)
  useEffect(() => store.watch?.(key, () => setNotices((count) => count + 1)), [store, key])
  useEffect(() => {
    let isOld = false
    const read = async (): Promise<void> => {
      const stored = await store.read(key)
      if (!isOld) setKept(stored && { key, revision: stored.revision, record: decodeRecord(stored.text) })
    }
    void read().catch(() => setKept(undefined))
    return () => {
      isOld = true
    }
  }, [store, key, exchanges, flow, tokens, notices])
  return kept
}
