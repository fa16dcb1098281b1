import type { PacedClock } from '@device-flow/testing/virtual'
import { createRotatingFetch, type RotatingFetch } from '@device-flow/testing/fetch'
import type { LabServer, PlayedServer } from './lab-server.ts'
import { addSampleOrders } from './sample-orders.ts'

/** Makes the authorization server inside the page: nothing of it leaves the page. */
export function scriptedServer(clock: PacedClock, clientId: string): LabServer {
  const scripted = createRotatingFetch({
    approves: false,
    interval: 5,
    expiresIn: 600,
    clientId,
    subject: 'ada',
    clock: clock.trueTime,
    // An API of one's own, say: what is there, the browser asks.
    elsewhere: (input, init) => fetch(input, init),
    metadata: {
      code_challenge_methods_supported: ['S256'],
      // It takes any client, however that proves who it is.
      token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    },
  })
  addSampleOrders(scripted)
  return {
    title: 'the server in this page',
    options: { issuer: scripted.issuer },
    isRelayed: false,
    fetch: scripted.fetch,
    apiUrl: scripted.apiUrl,
    scripted: tellingDecisions(scripted),
    framesPages: false,
  }
}

function tellingDecisions(scripted: RotatingFetch): PlayedServer {
  const listeners = new Set<() => void>()
  const telling =
    (decide: (userCode?: string) => void) =>
    (userCode?: string): void => {
      decide(userCode)
      for (const listener of listeners) listener()
    }
  return {
    ...scripted,
    approve: telling(scripted.approve),
    deny: telling(scripted.deny),
    onDecision(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
