import { createScriptedServices } from '@device-flow/testing/virtual'
import { render } from '@testing-library/vue'
import { expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import App from '../src/App.vue'
import { loadConfig } from '../src/config.ts'
import { createKiosk, type Kiosk } from '../src/kiosk.ts'
import { ADA, signIn, tap, title } from './kiosk.ts'

const GOOD = { issuer: 'https://id.example.com', clientId: 'kiosk', apiUrl: 'https://api.example' }
const OUT_OF_ORDER = 'This counter is taking a break'

const load = async (): Promise<Kiosk> => createKiosk(await loadConfig('./config.json'), fetch)

function serveConfig(response: () => Response): void {
  vi.stubGlobal('fetch', async () => response())
}

test('takes a minute for idle when the configuration does not say', async () => {
  serveConfig(() => Response.json(GOOD))
  expect(await loadConfig('./config.json')).toEqual({ ...GOOD, idleSeconds: 60 })
})

test.each([
  ['is not there', () => new Response('', { status: 404 }), /cannot be read: the server answered 404/],
  ['is a page', () => new Response('<!doctype html>'), /is not a JSON object/],
  ['is null', () => Response.json(null), /is not a JSON object/],
  ['lacks the client', () => Response.json({ ...GOOD, clientId: undefined }), /lacks "clientId"/],
  ['never resets', () => Response.json({ ...GOOD, idleSeconds: 0 }), /"idleSeconds" .* must be a number/],
])('tells staff what to mend when the configuration %s', async (_, response, message) => {
  serveConfig(response)
  await expect(loadConfig('./config.json')).rejects.toThrow(message)
})

test('the first screen with a button takes a touch at once: it cannot have been meant for another', async () => {
  serveConfig(() => Response.json(GOOD))
  render(App, { props: { load } })
  await vi.waitFor(() => expect(title()).toBe('Your order is waiting.'))
  expect(getComputedStyle(document.querySelector('button')!).pointerEvents).not.toBe('none')
})

test('says that it is out of order when it is not set up, and works once it is', async () => {
  vi.useFakeTimers()
  serveConfig(() => new Response('', { status: 404 }))
  render(App, { props: { load } })
  expect(title()).toBe('One moment…')
  await vi.advanceTimersByTimeAsync(0)
  expect(title()).toBe(OUT_OF_ORDER)
  serveConfig(() => Response.json(GOOD))
  await vi.advanceTimersByTimeAsync(30_000)
  expect(title()).toBe('Your order is waiting.')
})

test.each([
  ['does not come', () => new Promise<Response>(() => {}), /config\.json took longer than 10 s/],
  ['begins and does not end', async () => new Response(new ReadableStream()), /config\.json took longer than 10 s/],
  ['cannot be reached', () => Promise.reject(new TypeError('Failed to fetch')), /config\.json cannot be reached/],
])('offers to try again when the configuration %s, and needs no reload for it', async (_, answer, message) => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', answer)
  const { container } = render(App, { props: { load } })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(title()).toBe(OUT_OF_ORDER)
  expect(container.textContent).toMatch(message)
  expect(container.textContent).not.toContain('Failed to fetch')
  serveConfig(() => Response.json(GOOD))
  await tap('Start again')
  await vi.advanceTimersByTimeAsync(0)
  expect(title()).toBe('Your order is waiting.')
})

test('says that it is out of order when the server’s address makes no sense', async () => {
  serveConfig(() => Response.json({ ...GOOD, issuer: 'not an address' }))
  render(App, { props: { load } })
  await vi.waitFor(() => expect(title()).toBe(OUT_OF_ORDER))
})

test('a fault while somebody is signed in shows no blank screen, signs them out, and starts over', async () => {
  const reported = vi.fn<(error: unknown) => void>()
  vi.stubGlobal('reportError', reported)
  const services = createScriptedServices({ polls: [ADA] })
  const kiosk: Kiosk = {
    services,
    clock: services.clock,
    idleMs: 60_000,
    get apiUrl(): string {
      throw new TypeError('Cannot read properties of undefined')
    },
  }
  render(App, { props: { load: async () => kiosk } })
  await nextTick()
  await nextTick()
  await signIn(services)
  expect(title()).toBe(OUT_OF_ORDER)
  expect(document.documentElement.outerHTML).not.toContain('Lovelace')
  expect(document.documentElement.outerHTML).not.toContain('Cannot read')
  expect(reported).toHaveBeenCalledExactlyOnceWith(new TypeError('Cannot read properties of undefined'))
  expect(services.revoked).toHaveLength(1)
  await tap('Start again')
  await vi.waitFor(() => expect(title()).toBe('Your order is waiting.'))
})
