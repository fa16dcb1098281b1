import { deviceAuthorized, oauthError } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, errorOf } from '../support.ts'

describe('hostile text is refused before it can be shown (H1, H2)', () => {
  const hostile = {
    'an escape sequence': '\u001B[2J',
    'a bell': '\u0007',
    'a line break': '\n',
    'a C1 control': '\u009B',
    DEL: '\u007F',
    'a bidi override': '\u202E',
    'a bidi isolate': '\u2066',
    'a right-to-left mark': '\u200F',
    'an Arabic letter mark': '\u061C',
    'a zero-width space': '\u200B',
    'a line separator': '\u2028',
    'a paragraph separator': '\u2029',
    'a Hangul filler': '\u3164',
    'a Hangul choseong filler': '\u115F',
    'a half-width Hangul filler': '\uFFA0',
    'a grapheme joiner': '\u034F',
    'a Mongolian variation selector': '\u180B',
    'a variation selector': '\uFE0F',
    'a tag': '\u{E0041}',
    'a blank Braille pattern': '\u2800',
    'half a surrogate pair': '\uD800',
    'a private character': '\uE000',
  }
  test.each(Object.entries(hostile))('%s in the user code or URI', async (_what, character) => {
    const { answerRequest } = await connect()
    const code = answerRequest(deviceAuthorized({ user_code: `WDJB${character}MJHT` }))
    expect(await errorOf(code)).toMatchObject({ reason: 'invalidResponse', field: 'user_code' })
    const uri = answerRequest(deviceAuthorized({ verification_uri: `https://id.example.com/a${character}b` }))
    expect(await errorOf(uri)).toMatchObject({ reason: 'invalidResponse', field: 'verification_uri' })
    const complete = await answerRequest(
      deviceAuthorized({ verification_uri_complete: `https://id.example.com/?c=${character}` }),
    )
    expect(complete).not.toHaveProperty('verificationUriComplete')
  })

  test.each(Object.entries(hostile))('%s in an error is left out', async (_what, character) => {
    const { answerRequest } = await connect()
    const said = `A${character}B`
    const page = `https://id.example.com/${character}`
    const error = await errorOf(answerRequest(oauthError(said, { description: said, uri: page })))
    for (const text of [error.error, error.errorDescription, error.message]) {
      expect(text).toMatch(/A ?(?:\[2J)?B/)
      expect(text).not.toContain(character)
    }
    expect(error.errorUri).toBeUndefined()
  })

  test.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://host/share',
    '-x',
    '|calc',
    'id.example.com/activate',
    'https://you@evil.example.com/',
  ])('the verification URI %s is refused; as a complete one it is left out (H1)', async (uri) => {
    const { answerRequest } = await connect()
    const refused = answerRequest(deviceAuthorized({ verification_uri: uri }))
    expect(await errorOf(refused)).toMatchObject({ reason: 'invalidResponse', field: 'verification_uri' })
    const authorization = await answerRequest(deviceAuthorized({ verification_uri_complete: uri }))
    expect(authorization).not.toHaveProperty('verificationUriComplete')
    expect(authorization.userCode).toBe('WDJB-MJHT')
  })
})

test("hostile text in an error is cleaned, and a link that is not the web's is dropped (H2)", async () => {
  const { answerRequest } = await connect()
  const error = await errorOf(
    answerRequest(
      oauthError('bad\u001B[0m\ncode', {
        description: `line\r\n\u202Etwo ${'x'.repeat(999)}`,
        uri: 'javascript:alert(1)',
      }),
    ),
  )
  expect(error.error).toBe('bad[0m code')
  expect(error.errorDescription).toMatch(/^line two x+…$/)
  expect(error.errorUri).toBeUndefined()
  expect(error.message).not.toMatch(/[\p{Cc}\p{Cf}]/u)
})
