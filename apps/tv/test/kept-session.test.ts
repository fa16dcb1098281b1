import type { DeviceFlowServices, DeviceSession } from '@device-flow/machine'
import { encodeDeviceSession } from '@device-flow/session'
import { createScriptedServices, tokenSet } from '@device-flow/testing/virtual'
import { afterEach, expect, test, vi } from 'vitest'
import { createKeptSession } from '../src/kept-session.ts'

const client = { server: 'https://as.example', clientId: 'tv' }
const session: DeviceSession = { version: 1, type: 'signedIn', client, tokens: tokenSet(), refreshInFlight: false }
const servicesOf = (of: typeof client): DeviceFlowServices => createScriptedServices({ client: of })
const services = servicesOf(client)

afterEach(() => sessionStorage.clear())

test('what is kept comes back after a reload, until it is forgotten', () => {
  const kept = createKeptSession(services, () => sessionStorage)
  expect(kept.load()).toBeUndefined()
  kept.save(session)
  expect(kept.load()).toEqual(session)
  kept.save(undefined)
  expect(sessionStorage).toHaveLength(0)
})

test.each(['', 'nonsense', '{}', '{"version":1,"type":"pending"}', encodeDeviceSession(session).replace('1', '2')])(
  'a record that makes no sense is discarded: %s',
  (record) => {
    const kept = createKeptSession(services, () => sessionStorage)
    kept.save(session)
    sessionStorage.setItem(sessionStorage.key(0) ?? '', record)
    expect(kept.load()).toBeUndefined()
    expect(sessionStorage.length).toBe(record === '' ? 1 : 0)
  },
)

const others = [
  { ...client, clientId: 'other' },
  { ...client, server: 'https://else.example' },
]

test.each(others)('another client, or another server, finds nothing: %o', (other) => {
  createKeptSession(services, () => sessionStorage).save(session)
  expect(createKeptSession(servicesOf(other), () => sessionStorage).load()).toBeUndefined()
})

test.each([...others, undefined])('a record of %o that lies in its place is discarded (attack X3)', (other) => {
  const { client: _own, ...unnamed } = session
  createKeptSession(services, () => sessionStorage).save({ ...unnamed, ...(other && { client: other }) })
  expect(createKeptSession(services, () => sessionStorage).load()).toBeUndefined()
  expect(sessionStorage).toHaveLength(0)
})

test('where storage is switched off, the app runs without it', () => {
  const kept = createKeptSession(services, () => {
    throw new DOMException('denied', 'SecurityError')
  })
  kept.save(session)
  expect(kept.load()).toBeUndefined()
})

test('where there is no room for a renewed session, the one before it does not stay', () => {
  const kept = createKeptSession(services, () => sessionStorage)
  kept.save(session)
  const setItem = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  kept.save({ ...session, refreshInFlight: true })
  setItem.mockRestore()
  expect(kept.load()).toBeUndefined()
})
