import { afterEach, expect, test, vi } from 'vitest'
import { keepSettings, keptSettings } from '../../src/settings/kept-settings.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../src/settings/settings.ts'

const used: Settings = {
  ...DEFAULT_SETTINGS,
  server: 'issuer',
  issuer: 'https://id.example.com',
  clientId: 'tv',
  pkce: true,
}

afterEach(() => {
  vi.restoreAllMocks()
  localStorage.clear()
})

test('somebody who comes back finds the settings of the last time', () => {
  keepSettings(used)
  expect(keptSettings({})).toEqual(used)
})

test('a newcomer gets the embedded server where there is one, and otherwise the one in the page', () => {
  expect(keptSettings({})).toEqual(DEFAULT_SETTINGS)
  const config = { issuer: 'http://127.0.0.1:8629', clientId: 'demo', apiUrl: 'http://127.0.0.1:8629/api' }
  expect(keptSettings(config)).toMatchObject({ server: 'embedded', clientId: 'demo' })
})

test.each(['{"server":', '\u0000', 'server=nowhere', 'server=issuer&issuer=javascript:1', 'x'.repeat(100_000)])(
  'what is kept and broken is not used: %.20s',
  (broken) => {
    keepSettings(used)
    const [key = ''] = Object.keys(localStorage)
    localStorage.setItem(key, broken)
    expect(keptSettings({})).toEqual(DEFAULT_SETTINGS)
  },
)

test('settings for an embedded server are not used where the page is served without one', () => {
  keepSettings({ ...DEFAULT_SETTINGS, server: 'embedded' })
  expect(keptSettings({})).toEqual(DEFAULT_SETTINGS)
})

function refuse(): never {
  throw new DOMException('not here', 'SecurityError')
}

test('a browser that lets nothing be kept opens the page all the same', () => {
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(refuse)
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse)
  keepSettings(used)
  expect(keptSettings({})).toEqual(DEFAULT_SETTINGS)
})
