import { memoryStore, withSession } from '@device-flow/session'
import type { ServicesScript } from '@device-flow/testing/virtual'
import { createScriptedServices, type ScriptedServices } from '@device-flow/testing/virtual'
import { cleanup, render, screen } from '@testing-library/vue'
import { afterEach, beforeAll, vi } from 'vitest'
import { nextTick } from 'vue'
import Counter from '../src/Counter.vue'

/** Longer than it takes a scripted person to say yes: the interval of a poll, ms. */
const INTERVAL_MS = 5_000

// Virtual time does not wait for the code that asks the server: it is there before the first test.
beforeAll(async () => {
  withSession(createScriptedServices(), { store: memoryStore() })
  await vi.dynamicImportSettled()
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Ada says yes at the first poll. */
export const ADA = { granted: { claims: { name: 'Ada Lovelace' } } }

/** An API that answers with one teapot, unless told otherwise. */
export function stubApi(answer: (init: RequestInit) => Promise<Response> = async () => teapot()): typeof answer {
  const api = vi.fn<typeof answer>(answer)
  vi.stubGlobal('fetch', (_url: string, init: RequestInit) => api(init))
  return api
}

/** What the API says of Ada's orders. */
export function teapot(): Response {
  return Response.json({ orders: [{ id: 'A-7', item: 'Teapot', quantity: 1, status: 'ready' }] })
}

/** Whose API gets the access token. */
export const client = { server: 'https://id.example.com', clientId: 'kiosk', resources: ['https://api.example'] }

/** A counter on virtual time, with a scripted server. A minute of idling resets it. */
export function renderCounter(script: ServicesScript): ScriptedServices {
  const services = createScriptedServices({ ...script, client })
  render(Counter, {
    props: { kiosk: { services, clock: services.clock, apiUrl: 'https://api.example', idleMs: 60_000 } },
  })
  return services
}

/** The heading of the screen that waits for someone. */
export const WELCOME = 'Your order is waiting.'

/** All that is on the page, seen or not. */
export function page(): string {
  return document.documentElement.outerHTML
}

/** The first heading on screen. */
export function title(): string {
  return screen.getByRole('heading', { level: 1 }).textContent
}

/** A tap, as the browser tells of it. */
export async function tap(name: string): Promise<void> {
  const button = screen.getByRole('button', { name })
  button.dispatchEvent(new Event('pointerdown', { bubbles: true }))
  button.click()
  await nextTick()
}

/** From the welcome to the signed-in screen, whose first call of the API loads the code for it. */
export async function signIn({ clock }: ScriptedServices): Promise<void> {
  await tap('Touch to begin')
  await clock.advance(INTERVAL_MS)
  await vi.dynamicImportSettled()
  await clock.advance(0)
}
