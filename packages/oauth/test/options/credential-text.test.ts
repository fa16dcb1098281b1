import { Secret } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import type { ClientAuth } from '../../src/index.ts'
import { optionsErrorFor } from './options-error-for.ts'

const issuer = 'https://id.example.com'
const good = { issuer, clientId: 'client-1' }

describe('a client ID or secret that can not be right, as from a file with its line end, is refused by name (case 18)', () => {
  const wrong: [string, string][] = [
    ['a line feed', 's3cret\n'],
    ['a carriage return', 's3cret\r'],
    ['both', 's3cret\r\n'],
    ['a line end within', 's3\ncret'],
    ['a tab', 's3cret\t'],
    ['a tab within', 's3\tcret'],
    ['a byte order mark', '\uFEFFs3cret'],
    ['NUL', 's3cret\0'],
    ['DEL', 's3cret\x7F'],
    ['a C1 control', 's3\x85cret'],
    ['a zero-width space', 's3\u200Bcret'],
    ['a line separator', 's3cret\u2028'],
    ['half a character', 's3cret\uD800'],
    ['what stands for bytes that are no UTF-8', '\uFFFD\uFFFDs3cret'],
    ['a blank before it', ' s3cret'],
    ['a blank after it', 's3cret '],
    ['a no-break space after it', 's3cret\u00A0'],
    ['nothing but a blank', ' '],
  ]
  test.each(wrong)('%s', (_what, text) => {
    const methods = [{ method: 'client_secret_basic' }, { method: 'client_secret_post' }, {}]
    const errors = [
      optionsErrorFor({ issuer, clientId: text }),
      ...methods.flatMap((method) =>
        [text, new Secret(text)].map((clientSecret) =>
          optionsErrorFor({ ...good, clientAuth: { ...method, clientSecret } }),
        ),
      ),
    ]
    expect(new Set(errors.map(({ option }) => option))).toEqual(new Set(['clientId', 'clientAuth.clientSecret']))
    for (const { message } of errors) expect(message).not.toMatch(/s3/)
  })

  test.each(['p+s/s:w &%ü', 'two  words', '中é🦊', '"\'\\', 'x'])('while %j may be one', (clientSecret) => {
    expect(() => createOAuthServices({ issuer, clientId: clientSecret, clientAuth: { clientSecret } })).not.toThrow()
  })
})

test('a wrong secret is not repeated in the complaint about it (H3)', () => {
  const clientAuth = { method: 'client_secret', clientSecret: new Secret('s3cr3t-value') } as unknown as ClientAuth
  expect(optionsErrorFor({ ...good, clientAuth }).message).not.toContain('s3cr3t')
  expect(optionsErrorFor({ ...good, headers: { 'x-key': 's3cr3t\nvalue' } }).message).not.toContain('s3cr3t')
})
