import type { Order } from '@device-flow/app-shared/orders'
import type { DeviceFlow } from '@device-flow/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { fetchOrders, InvalidOrders, NoResponse } from './fetch-orders.ts'
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
  const loading = useRef<AbortController>(undefined)
  const { actor, clock, getAccessToken, fetch: authorizedFetch } = flow
  const tokens = useTokenSet(actor)

  useEffect(() => {
    const controller = new AbortController()
    loading.current = controller
    const load = async (): Promise<void> => {
      try {
        // Before the API's ten seconds begin: a renewal takes its own time.
        await getAccessToken()
        const orders = await fetchOrders(apiUrl, authorizedFetch, controller.signal)
        if (controller.signal.aborted) return
        setKnown({ orders, updatedAt: clock.now(), outcome: 'fetched', isUpdating: false })
      } catch (error) {
        if (controller.signal.aborted) return
        setKnown((before) => ({ ...before, outcome: outcomeOf(error), isUpdating: false }))
      }
      loading.current = undefined
    }
    void load()
    return () => controller.abort()
  }, [apiUrl, authorizedFetch, clock, getAccessToken, asked])

  useEffect(() => {
    // While they are being fetched, it is this fetch that has renewed the token: it would be cut off, and made once more.
    if (!loading.current) fetchAgain()
  }, [fetchAgain, tokens])

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
