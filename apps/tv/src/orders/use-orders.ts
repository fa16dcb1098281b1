import type { Order } from '@device-flow/app-shared/orders'
import type { DeviceFlow } from '@device-flow/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { fetchOrders, InvalidOrders, NoResponse, TokenRejected } from './fetch-orders.ts'
import { useTokenSet } from './use-token-set.ts'

type Authorized = Extract<DeviceFlow, { status: 'authorized' }>

/** What the last request brought: the orders; no response; an invalid one; or another failure, such as a rejected token. */
export type Outcome = 'fetched' | 'noResponse' | 'invalidResponse' | 'failed'

/** What is known of the orders. Old ones stay while it fails. */
export interface KnownOrders {
  orders?: readonly Order[]
  /** Wall clock, ms since the epoch. */
  updatedAt?: number
  /** Undefined until the first request has ended. */
  outcome?: Outcome
  /** The person has asked for new ones, and they are being fetched. */
  isUpdating: boolean
}

/** The person's orders: fetched at once, on each new access token, on `update()`, and when the network is back. */
export function useOrders(flow: Authorized, apiUrl: string): KnownOrders & { update: () => void } {
  const [known, setKnown] = useState<KnownOrders>({ isUpdating: false })
  const [asked, setAsked] = useState(0)
  const fetchAgain = useCallback(() => setAsked((times) => times + 1), [])
  const update = useCallback(() => {
    setKnown((before) => ({ ...before, isUpdating: true }))
    fetchAgain()
  }, [fetchAgain])
  const mayRefresh = useRef(true)
  const { clock, getAccessToken, refresh } = flow
  const tokens = useTokenSet(flow.actor)

  useEffect(() => {
    const controller = new AbortController()
    const load = async (): Promise<void> => {
      try {
        const orders = await fetchOrders(apiUrl, await getAccessToken(), controller.signal)
        if (controller.signal.aborted) return
        mayRefresh.current = true
        setKnown({ orders, updatedAt: clock.now(), outcome: 'fetched', isUpdating: false })
      } catch (error) {
        if (controller.signal.aborted) return
        setKnown((before) => ({ ...before, outcome: outcomeOf(error), isUpdating: false }))
        // Once: an API that accepts no token at all would otherwise be asked for ever.
        if (!(error instanceof TokenRejected)) return
        if (mayRefresh.current) refresh()
        mayRefresh.current = false
      }
    }
    void load()
    return () => controller.abort()
  }, [apiUrl, clock, getAccessToken, refresh, tokens, asked])

  useEffect(() => {
    window.addEventListener('online', fetchAgain)
    return () => window.removeEventListener('online', fetchAgain)
  }, [fetchAgain])
  return { ...known, update }
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof NoResponse) return 'noResponse'
  return error instanceof InvalidOrders ? 'invalidResponse' : 'failed'
}
