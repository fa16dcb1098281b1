import { expect, test } from 'vitest'
import { metadataVerdict, redirectVerdict } from '../../src/wire/document-verdict.ts'
import type { Exchange, WireResponse } from '../../src/wire/exchange.ts'
import { VERDICTS } from '../../src/wire/verdicts.ts'

const answered = (response: Partial<WireResponse>): Exchange => ({
  number: 1,
  device: 'device',
  kind: 'discovery',
  request: { method: 'GET', url: 'https://id.example/.well-known/openid-configuration', headers: [], body: '' },
  sentAt: 0,
  endedAt: 1,
  response: { status: 200, headers: [], body: '{"issuer":"https://id.example/"}', ...response },
})

test('metadata is about the issuer that was asked only when it names it just so', () => {
  expect(metadataVerdict(answered({}), 'https://id.example/')).toBe(VERDICTS.metadata)
  expect(metadataVerdict(answered({}), 'https://id.example')).toBe(VERDICTS.metadataOfAnotherSpelling)
  expect(metadataVerdict(answered({ status: 404 }), 'https://id.example')).toBe(VERDICTS.noMetadata)
})

test('a redirect is told to be followed once, and what came from another origin not to be used', () => {
  expect(redirectVerdict(answered({ status: 0, body: '' }))).toBe(VERDICTS.hiddenRedirect)
  expect(redirectVerdict(answered({ redirectedTo: 'https://evil.example/' }))).toBe(VERDICTS.redirectElsewhere)
  expect(redirectVerdict(answered({ redirectedTo: 'https://id.example/moved' }))).toBeUndefined()
})
