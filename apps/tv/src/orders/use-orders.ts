import type { DeviceFlow } from '@device-flow/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiRefusal, fetchOrders, Nonsense, Silence, type Order } from './fetch-orders.ts'
import { useTokenSet } from './use-token-set.ts'

type Authorized = Extract<DeviceFlow, { status: 'authorized' }>

/** What came of the last question: the orders; no answer; one that makes no sense; or something else, such as a refusal. */
export type Outcome = 'answered' | 'silent' | 'nonsense' | 'failed'

/** What is known of the orders. Old ones stay while it fails. */
export interface KnownOrders {
  orders?: readonly Order[]
  /** Wall clock, ms since the epoch. */
  updatedAt?: number
  /** Undefined until something has come of the first question. */
  outcome?: Outcome
  /** Somebody has asked for new ones, and they are on their way. */
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
        setKnown({ orders, updatedAt: clock.now(), outcome: 'answered', isUpdating: false })
      } catch (error) {
        if (controller.signal.aborted) return
        setKnown((before) => ({ ...before, outcome: outcomeOf(error), isUpdating: false }))
        // Once: an API that takes no token at all would else be asked for ever.
        if (!(error instanceof ApiRefusal)) return
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
  if (error instanceof Silence) return 'silent'
  return error instanceof Nonsense ? 'nonsense' : 'failed'
}
