// A page that signs in at a server within itself, at any pace. Bundled and served by in-page.test.ts.
import { createDeviceFlowMachine, toView, type DeviceFlowView } from '@device-flow/machine'
import { createOAuthServices } from '@device-flow/oauth'
import { createRotatingFetch, createScriptedFetch } from '@device-flow/testing/fetch'
import type { RotatingFetch } from '@device-flow/testing/fetch'
import { createPacedClock } from '@device-flow/testing/virtual'
import type { PacedClock } from '@device-flow/testing/virtual'
import { createActor } from 'xstate'
import { makeTrouble, meetForeigner, meetTrouble } from './probes.ts'

/** A login of this page, with its server and its clock. */
export interface InPageLogin {
  clock: PacedClock
  server: RotatingFetch
  view(): DeviceFlowView
  send(type: 'start' | 'cancel' | 'signOut'): void
  /** Goes on until the server has had one poll more. */
  toNextPoll(): Promise<number>
  /** Goes on until this is shown. */
  until(status: DeviceFlowView['status']): Promise<number>
}

function begin({ cors = true, rate = 0 } = {}): InPageLogin {
  const clock = createPacedClock({ rate })
  const server = createRotatingFetch({
    clock: clock.trueTime,
    approves: false,
    cors,
    interval: 5,
    expiresIn: 900,
    accessTokenSeconds: 600,
  })
  const { issuer, fetch } = server
  const services = createOAuthServices({ issuer, fetch, clock, clientId: 'tv', scope: 'openid offline_access' })
  const actor = createActor(createDeviceFlowMachine(services)).start()
  const polls = (): number => server.requests('token').length
  return {
    clock,
    server,
    view: () => toView(actor.getSnapshot()),
    send: (type) => actor.send({ type }),
    toNextPoll() {
      const before = polls()
      return clock.runUntil(() => polls() > before)
    },
    until: (status) => clock.runUntil(() => toView(actor.getSnapshot()).status === status),
  }
}

const kit = {
  begin,
  /** What this browser tells of a server of HTTP. */
  meetHttp: (origin: string) => meetTrouble(fetch, origin),
  meetForeignHttp: (origin: string) => meetForeigner(fetch, origin),
  async meetInPage() {
    const server = createScriptedFetch()
    makeTrouble(server)
    return meetTrouble(server.fetch, server.origin)
  },
  async meetForeignInPage() {
    const server = createScriptedFetch({ cors: false })
    makeTrouble(server)
    const told = await meetForeigner(server.fetch, server.origin)
    return { told, requests: server.requests().map(({ method, respondedAt }) => [method, respondedAt !== undefined]) }
  },
}

declare global {
  interface Window {
    kit: typeof kit
  }
}

window.kit = kit
