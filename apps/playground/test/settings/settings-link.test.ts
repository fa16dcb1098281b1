import { allProviders } from '@device-flow/oauth/profiles'
import { hasHiddenCharacters } from '@device-flow/untrusted'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relevantSettings } from '../../src/settings/relevant-settings.ts'
import { settingsFromFragment, settingsToFragment } from '../../src/settings/settings-link.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../src/settings/settings.ts'

const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((one) => !hasHiddenCharacters(one))
const name = fc
  .oneof(text, fc.constantFrom('__proto__', 'constructor', 'acr_values', 'a=b', 'a&b', 'a+b', '%41'))
  .filter((one) => one !== '' && !/secret|password|assertion/i.test(one))

const settings: fc.Arbitrary<Settings> = fc.record({
  server: fc.constantFrom('scripted', 'embedded', 'provider', 'issuer'),
  provider: fc.constantFrom('', ...allProviders.map(({ profile }) => profile.name)),
  place: fc.record({ tenant: text, region: text, host: fc.constantFrom('id.example.com', 'https://id.example.com') }),
  issuer: fc.oneof(
    fc.constant(''),
    fc.webUrl({ validSchemes: ['https'], withFragments: true, withQueryParameters: true }),
  ),
  clientId: text,
  scope: text,
  audience: text,
  resource: text,
  clientAuth: fc.constantFrom('none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'),
  dpop: fc.boolean(),
  pkce: fc.boolean(),
  nonce: fc.boolean(),
  parameters: fc
    .uniqueArray(fc.tuple(name, text), { selector: ([own]) => own, maxLength: 5 })
    .map((pairs) => Object.fromEntries(pairs)),
  relay: fc.boolean(),
  look: fc.constantFrom('tv', 'kiosk', 'terminal'),
})

test('whoever opens a link gets the very settings that were in use', () => {
  fc.assert(
    fc.property(settings, (given) => {
      const address = new URL(`https://playground.example/#${settingsToFragment(given)}`)
      expect(settingsFromFragment(address.hash)).toEqual({ settings: relevantSettings(given) })
    }),
  )
})

test('no text makes reading a link fail other than in words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (any) => {
      const read = settingsFromFragment(`server=issuer&${any}`)
      expect(read?.settings ?? read?.problems).toBeTruthy()
    }),
  )
})

test('people can read a link', () => {
  const fragment = settingsToFragment({
    ...DEFAULT_SETTINGS,
    server: 'issuer',
    issuer: 'https://id.example.com/realms/tv',
    clientId: 'living-room',
    dpop: true,
    parameters: { acr_values: 'phr' },
  })
  expect(fragment).toBe(
    'server=issuer&issuer=https://id.example.com/realms/tv&client_id=living-room&scope=openid+profile+offline_access&dpop=yes&parameter.acr_values=phr',
  )
})

test('a link to one server does not tell of another that was typed before', () => {
  const fragment = settingsToFragment({
    ...DEFAULT_SETTINGS,
    issuer: 'https://internal.example',
    place: { tenant: 'acme' },
  })
  expect(fragment).not.toMatch(/internal|acme/)
})

test('a fragment without settings is of something else', () => {
  expect(settingsFromFragment('#recording=abc')).toBeUndefined()
  expect(settingsFromFragment('')).toBeUndefined()
})

test('what this page does not know is left out', () => {
  expect(settingsFromFragment('#server=scripted&colour=red&from=2031')?.settings).toEqual(DEFAULT_SETTINGS)
})

describe('a hostile link is refused in words', () => {
  const hostile: Record<string, [fragment: string, words: RegExp]> = {
    'a script for an issuer': ['server=issuer&issuer=javascript:alert(1)', /https/],
    'plain http elsewhere': ['server=issuer&issuer=http://id.example.com', /https/],
    'a name that poses as the host': ['server=provider&provider=okta&host=ftp://id.example.com', /host/],
    '10 kB': [`server=issuer&issuer=https://${'a'.repeat(10_000)}.example`, /too long/],
    'one long value': [`server=issuer&client_id=${'a'.repeat(1001)}`, /too long/],
    'text that runs backwards': ['server=issuer&client_id=%E2%80%AEvt', /nobody sees/],
    'a line end': ['server=issuer&scope=openid%0Aadmin', /nobody sees/],
    'an unknown server': ['server=elsewhere', /one of scripted/],
    'an unknown provider': ['server=provider&provider=evil', /no such provider/],
    'an unknown way to authenticate': ['server=scripted&client_auth=magic', /one of none/],
    'an unknown device': ['server=scripted&look=fridge', /one of tv/],
    'a client secret': ['server=scripted&client_secret=hunter2', /Whoever saw the link knows it/],
    'a secret among the parameters': ['server=scripted&parameter.client_secret=hunter2', /No secret/],
    'a parameter without a name': ['server=scripted&parameter.=1', /name/],
    'many parameters': [
      `server=scripted${Array.from({ length: 21 }, (_, at) => `&parameter.p${at}=1`).join('')}`,
      /too many/,
    ],
  }
  test.each(Object.entries(hostile))('%s', (_, [fragment, words]) => {
    const read = settingsFromFragment(`#${fragment}`)
    expect(read?.settings).toBeUndefined()
    expect(read?.problems?.map(({ message }) => message).join()).toMatch(words)
    expect(JSON.stringify(read)).not.toMatch(/hunter2|alert|aaaa|\u202e/)
  })
})
