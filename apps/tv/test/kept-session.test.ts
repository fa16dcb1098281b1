import { encodeDeviceSession, type DeviceSession } from '@device-flow/machine'
import { tokenSet } from '@device-flow/testing/virtual'
import { afterEach, expect, test } from 'vitest'
import { createKeptSession } from '../src/kept-session.ts'

const config = { issuer: 'https://as.example', clientId: 'tv', apiUrl: 'https://api.example' }
const session: DeviceSession = { version: 1, type: 'signedIn', tokens: tokenSet(), refreshInFlight: false }

afterEach(() => sessionStorage.clear())

test('what is kept comes back after a reload, until it is forgotten', () => {
  const kept = createKeptSession(config, () => sessionStorage)
  expect(kept.load()).toBeUndefined()
  kept.save(session)
  expect(kept.load()).toEqual(session)
  kept.save(undefined)
  expect(sessionStorage).toHaveLength(0)
})

test.each(['', 'nonsense', '{}', '{"version":1,"type":"pending"}', encodeDeviceSession(session).replace('1', '2')])(
  'a record that makes no sense is discarded: %s',
  (record) => {
    const kept = createKeptSession(config, () => sessionStorage)
    kept.save(session)
    sessionStorage.setItem(sessionStorage.key(0) ?? '', record)
    expect(kept.load()).toBeUndefined()
    expect(sessionStorage.length).toBe(record === '' ? 1 : 0)
  },
)

test('another client, or another server, finds nothing', () => {
  createKeptSession(config, () => sessionStorage).save(session)
  expect(createKeptSession({ ...config, clientId: 'other' }, () => sessionStorage).load()).toBeUndefined()
  expect(createKeptSession({ ...config, issuer: 'https://else.example' }, () => sessionStorage).load()).toBeUndefined()
})

test('where storage is switched off, the app runs without it', () => {
  const kept = createKeptSession(config, () => {
    throw new DOMException('denied', 'SecurityError')
  })
  kept.save(session)
  expect(kept.load()).toBeUndefined()
})
