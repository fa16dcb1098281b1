import { deviceAuthorized, denied, html, oauthError } from '@device-flow/testing'
import type { ScriptedResponse } from '@device-flow/testing'
import * as fc from 'fast-check'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { redact } from '../../src/redaction/redact.ts'
import { connect, errorOf } from '../support.ts'

const CODE = 'dvcCANARY+/77aaQx91ZkL0'

/** Polls a login of this device code once. What comes of it, as text, is all that an app could show or log. */
async function said(answer: ScriptedResponse, deviceCode: string = CODE): Promise<string> {
  const { poll, server } = await connect()
  server.always('deviceAuthorization', deviceAuthorized({ device_code: deviceCode }))
  return inspect(await poll(answer).catch((fault: unknown) => fault), { depth: null, maxStringLength: null })
}

describe('a part of a secret is not shown, be it only 12 characters long (attack X12)', () => {
  const parts: [string, string][] = [
    ['without its end', CODE.slice(0, -2)],
    ['without its beginning', CODE.slice(3)],
    ['12 characters of its middle', CODE.slice(5, 17)],
    ['percent-encoded', encodeURIComponent(CODE.slice(2, -2))],
    ['in other letter case, with a soft hyphen', CODE.slice(0, -2).toLowerCase().replace('n', 'n\u00AD')],
    ['within a longer word', `x${CODE.slice(0, -1)}x`],
  ]
  test.each(parts)('%s', async (_what, part) => {
    for (const answer of [
      denied({ description: `code ${part} not found` }),
      oauthError(`x${part}`),
      denied({ uri: `https://id.example.com/?${part}` }),
      html(403, `<title>code ${part} not found</title>`),
      html(403, `<p>code <b>${part.slice(0, 4)}</b>${part.slice(4)} not found`),
      { status: 403, body: { message: `code ${part} not found` } },
      { status: 403, body: { error: { message: `code ${part} not found` } } },
    ]) {
      expect(await said(answer)).not.toMatch(/canary|77aaQx|c%41nary/i)
    }
  })

  test('what is around it still says what happened', async () => {
    const text = await said(denied({ description: `code ${CODE.slice(0, -2)} not found` }))
    expect(text).toContain("'code [secret] not found'")
  })

  test('where something else stands in its middle, both parts are masked', async () => {
    const halves = ['Qm9Rt2Lw8Xz4', 'Kp7Vn3Jd6Hs1']
    const text = await said(denied({ description: halves.join(' and ') }), halves.join(''))
    expect(text).toContain("'[secret] and [secret]'")
  })

  test('nor is one of the client secret, nor of a token of the answer', async () => {
    const clientSecret = 'S3cr3t-of-the-client'
    const { answerRequest } = await connect({ clientAuth: { method: 'client_secret_basic', clientSecret } })
    const members = { access_token: 'AT-0001-of-somebody' }
    const answer = denied({ description: 'not S3cr3t-of-the, not 0001-of-somebody', members })
    expect((await errorOf(answerRequest(answer))).errorDescription).toBe('not [secret], not [secret]')
  })
})

describe('a secret is not shown in base64, wherever it stands in what was encoded (attack X12)', () => {
  const encoded = ['', 'x', 'no', 'tv:', 'client-1:'].flatMap((before) =>
    (['base64', 'base64url'] as const).map((form): [string, string] => [
      `${form} after ${JSON.stringify(before)}`,
      Buffer.from(`${before}${CODE}~?>!`).toString(form),
    ]),
  )
  test.each(encoded)('%s', async (_what, text) => {
    const own = Buffer.from(CODE).toString('base64').slice(4, 16)
    for (const answer of [
      denied({ description: `no ${text} here` }),
      denied({ description: `no ${encodeURIComponent(text)} here` }),
      denied({ uri: `https://id.example.com/?${encodeURIComponent(text)}` }),
      html(403, `<p>no ${text} here`),
    ]) {
      const shown = await said(answer)
      expect(shown).not.toContain(own)
      expect(shown).toMatch(/\[secret\]|…/)
    }
  })
})

const secret = fc.string({ unit: 'grapheme-ascii', minLength: 12, maxLength: 400 })
const wrapping = fc.string({
  unit: fc.constantFrom(...Array.from(' .:;,!?()[]{}"\'&%<>=/\\+-_~aZ09é\u200B\n')),
  maxLength: 60,
})
const written = fc.constantFrom<(text: string) => string>(
  (text) => text,
  encodeURIComponent,
  (text) => new URLSearchParams([['', text]]).toString().slice(1),
  (text) => text.toUpperCase(),
  (text) => Array.from(text).join('\u200B'),
  (text) => Array.from(text, (it) => `&#${it.codePointAt(0)};`).join(''),
  (text) => JSON.stringify(text).slice(1, -1),
)

test('whatever the secret, the part, and the text around it: no 12 characters of it are left (attack X12)', () => {
  fc.assert(
    fc.property(
      secret,
      fc.nat(),
      fc.nat(),
      wrapping,
      wrapping,
      written,
      (whole, from, length, before, after, write) => {
        const start = from % (whole.length - 11)
        const part = whole.slice(start, start + 12 + (length % (whole.length - start - 11)))
        // Blanks and punctuation alone are nothing that could be told from other text.
        fc.pre(/(?:\w.*){8}/.test(part))
        const shown = redact(`${before} ${write(part)} ${after}`, [whole])
        expect(shown).toContain('[secret]')
        expect(lettersAndDigits(shown)).not.toContain(lettersAndDigits(part))
      },
    ),
    { numRuns: 500 },
  )
})

function lettersAndDigits(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z\d]/g, '')
}

test('a text that has nothing to do with the secrets stays as it is', () => {
  const text = 'The device code has expired & the 2nd "one" is at https://id.example.com/a%20b?c=d, said 100% of us.'
  expect(redact(text, ['R4nd0m-device-c0de-of-some-length', 'x'.repeat(65_536), 'short', 'eleven char'])).toBe(text)
})

test('a secret of fewer than 12 characters is masked as a whole alone', () => {
  expect(redact('no hunter2, no hunter', ['hunter2'])).toBe('no [secret], no hunter')
})

test('to look for parts costs little, however long the secrets are (attack X12)', () => {
  const long = ['ab', 'abc', '-'].map((unit) => unit.repeat(65_536).slice(0, 65_536))
  const tokens = Array.from({ length: 16 }, (_, i) => `${i}${'-'.repeat(60_000)}`)
  for (const text of ['-'.repeat(1_000_000), 'abab'.repeat(200_000), '%2d'.repeat(300_000)]) {
    expect(redact(text, [...long, ...tokens])).toBe('[secret]')
  }
  for (const unit of ['ababababac', 'cabababa', 'ab-ab-abab']) {
    const address = `https://as.example/${unit.repeat(400)}`
    expect(redact(address, [...long, ...tokens])).toBe(address)
  }
})
