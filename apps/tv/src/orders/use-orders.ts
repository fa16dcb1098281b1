import type { DeviceFlow } from '@device-flow/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiRefusal, fetchOrders, type Order } from './fetch-orders.ts'

type Authorized = Extract<DeviceFlow, { status: 'authorized' }>

interface Known {
  orders?: readonly Order[]
  /** Wall clock, ms since the epoch. */
  updatedAt?: number
  hasFailed: boolean
}

/** The person's orders: fetched at once, on each new access token, on `update()`, and when the network is back. Old ones stay while it fails. */
export function useOrders(flow: Authorized, apiUrl: string): Known & { update: () => void } {
  const [known, setKnown] = useState<Known>({ hasFailed: false })
  const [asked, setAsked] = useState(0)
  const update = useCallback(() => setAsked((times) => times + 1), [])
  const mayRefresh = useRef(true)
  const { accessTokenExpiresAt, getAccessToken, refresh } = flow

  useEffect(() => {
    const controller = new AbortController()
    const load = async (): Promise<void> => {
      try {
        const orders = await fetchOrders(apiUrl, await getAccessToken(), controller.signal)
        if (controller.signal.aborted) return
        mayRefresh.current = true
        setKnown({ orders, updatedAt: Date.now(), hasFailed: false })
      } catch (error) {
        if (controller.signal.aborted) return
        setKnown((before) => ({ ...before, hasFailed: true }))
        // Once: an API that takes no token at all would else be asked for ever.
        if (!(error instanceof ApiRefusal)) return
        if (mayRefresh.current) refresh()
        mayRefresh.current = false
      }
    }
    void load()
    return () => controller.abort()
  }, [apiUrl, getAccessToken, refresh, accessTokenExpiresAt, asked])

  useEffect(() => {
    window.addEventListener('online', update)
    return () => window.removeEventListener('online', update)
  }, [update])
  return { ...known, update }
}
