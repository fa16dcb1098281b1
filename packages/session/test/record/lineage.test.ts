import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { lineageOf, sessionKey } from '../../src/record/index.ts'

const client = { server: 'https://as.example/', clientId: 'tv' }

describe('a lineage', () => {
  test('is the same however scopes and resources are ordered', () => {
    const one = { ...client, scope: 'openid  email', resources: ['https://b.example', 'https://a.example'] }
    const other = { ...client, scope: 'email openid email', resources: ['https://a.example', 'https://b.example'] }
    expect(lineageOf(one)).toBe(lineageOf(other))
    expect(sessionKey(one)).toBe(sessionKey(other))
  })

  test.each([
    ['server', { server: 'https://as.example/other' }],
    ['client', { clientId: 'tv2' }],
    ['scope', { scope: 'openid' }],
    ['audience', { audience: 'https://api.example.com' }],
    ['resource', { resources: ['https://api.example.com'] }],
  ])('is another for another %s (T12, T18)', (_, other) => {
    expect(lineageOf({ ...client, ...other })).not.toBe(lineageOf(client))
    expect(sessionKey({ ...client, ...other })).not.toBe(sessionKey(client))
  })

  test('has a key that stays the same in all versions', () => {
    // Another one would sign everybody out at an update.
    expect(sessionKey(client)).toBe('device-flow tv https://as.example/ a09ed391')
    expect(sessionKey(undefined)).toBe('device-flow')
    expect(lineageOf(undefined)).toBe('')
  })
})

test('reading a record loads no chart and no OAuth code', () => {
  const loaded = new Set<string>()
  const packages = new Set<string>()
  const load = (url: URL): void => {
    if (loaded.has(url.href)) return
    loaded.add(url.href)
    const imports = readFileSync(url, 'utf8').matchAll(/^(?:import|export) (?!type\b)[^;]*? from '([^']+)'/gm)
    for (const [, specifier = ''] of imports) {
      if (specifier.startsWith('.')) load(new URL(specifier, url))
      else packages.add(specifier)
    }
  }
  load(new URL('../../src/record/index.ts', import.meta.url))
  expect([...packages]).toEqual(['@device-flow/untrusted'])
})
