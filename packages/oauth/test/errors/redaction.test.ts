import { inspect } from 'node:util'
import { denied, deviceAuthorized, granted, html, oauthError, pending, tokenSet } from '@device-flow/testing'
import type { ScriptedResponse } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, endOf, errorOf, failure } from '../support.ts'
import type { Client } from '../support.ts'

const CODE = 'DC-canary/device-code+tail'
const PUNCTUATION = '%&+=;,/?#"\'<>\\ é中~^|`{}[]()'

/** Polls a login of this device code once. What comes of it, as text, is all that an app could show or log. */
async function said(answer: ScriptedResponse, deviceCode: string = CODE): Promise<string> {
  const { poll, server } = await connect()
  server.always('deviceAuthorization', deviceAuthorized({ device_code: deviceCode }))
  return inspect(await poll(answer).catch((fault: unknown) => fault), { depth: null, maxStringLength: null })
}

/** The device code with something put into it. */
function split(hidden: string): string {
  return CODE.replaceAll(/(?<=-|n)/g, hidden)
}

async function pollWith(client: Client, deviceCode: string, answer: ScriptedResponse) {
  client.server.always('deviceAuthorization', deviceAuthorized({ device_code: deviceCode }))
  return client.poll(answer)
}

describe('a long device code is sent back as it came, and the login goes on', () => {
  test.each([
    ['10 000 punctuation marks', PUNCTUATION.repeat(400).slice(0, 10_000)],
    ['as long as may be', 'a-'.repeat(32_768)],
  ])('%s', async (_what, deviceCode) => {
    const client = await connect()
    expect((await pollWith(client, deviceCode, pending({ description: 'Wait.' }))).type).toBe('pending')
    expect(client.server.requests('token')[0]?.form.get('device_code')).toBe(deviceCode)
  })

  test('one of more than 64 Ki characters is refused by name (A1)', async () => {
    const { answerRequest } = await connect()
    expect(await errorOf(answerRequest(deviceAuthorized({ device_code: 'a'.repeat(65_537) })))).toMatchObject({
      reason: 'invalidResponse',
      field: 'device_code',
    })
  })
})

describe('a megabyte that is hard to search for secrets costs no time', () => {
  const dashes = '-'.repeat(1_000_000)
  const tokens = Array.from({ length: 35_000 }, (_, i) => ({ token: `----${i}` }))
  const codes = [`${'-'.repeat(1000)}x`, `${'-'.repeat(30_000)}x${'-'.repeat(30_000)}`]
  test.each<[string, ScriptedResponse]>([
    ['in a description', denied({ description: dashes })],
    ['in a code', oauthError(dashes)],
    ['in a URI', denied({ uri: `https://id.example.com/${dashes}` })],
    ['in a page', html(403, `<p>${dashes}`)],
    ['in a page full of titles', html(403, '<title'.repeat(160_000))],
    ['in a message', { status: 403, body: { message: dashes } }],
    ['beside thousands of tokens', denied({ description: '-'.repeat(300_000), members: { tokens } })],
    ['of percent signs', denied({ description: '%25'.repeat(330_000) })],
    ['of ampersands', denied({ description: '&'.repeat(1_000_000) })],
  ])('%s', async (_what, answer) => {
    for (const code of codes) expect(await said(answer, code)).toMatch(/denied|refused|invalidResponse/)
  })
})

describe('a secret is not shown that a server repeats with something in it that nobody sees (H2, H3)', () => {
  const disguises: [string, string][] = [
    ['a zero-width space', '\u200B'],
    ['a soft hyphen', '\u00AD'],
    ['a line break', '\r\n'],
    ['blanks', '  '],
    ['a soft hyphen in percent encoding', '%C2%AD'],
    ['a zero-width space as an entity', '&#8203;'],
    ['a backslash', '\\'],
    ['tags', '<b></b>'],
    ['a tag with an attribute', '<wbr class="x">'],
    ['a script', '<script>1</script>'],
  ]

  test.each(disguises)('%s', async (_what, hidden) => {
    for (const answer of [
      denied({ description: `not ${split(hidden)}, sorry` }),
      oauthError(`x${split(hidden)}`),
      denied({ uri: `https://id.example.com/?${split(hidden)}` }),
      html(403, `<title>not ${split(hidden)}, sorry</title>`),
      html(403, `<p>not ${split(hidden)}, sorry`),
      { status: 403, body: { message: `not ${split(hidden)}, sorry` } },
    ]) {
      expect(await said(answer)).not.toMatch(/nary|vice-|tail/)
    }
  })

  test('tags of a page', async () => {
    const text = await said(html(403, `<p>not ${split('<b></b>')}, sorry`))
    expect(text).toContain('“not [secret], sorry”')
    expect(text).not.toMatch(/nary|vice-/)
  })

  test('other letter case', async () => {
    expect(await said(denied({ description: `not ${CODE.toLowerCase()}, sorry` }))).toContain('not [secret], sorry')
  })

  test('nothing at all, though the secret itself holds what looks like an escape', async () => {
    const text = await said(denied({ description: 'not DC-%41&lt;1, sorry' }), 'DC-%41&lt;1')
    expect(text).toContain('not [secret], sorry')
  })

  test('JSON escapes', async () => {
    const escaped = CODE.replaceAll('/', String.raw`\/`).replaceAll('+', String.raw`\u002B`)
    expect(await said(denied({ description: `not ${escaped}, sorry` }))).toContain('not [secret], sorry')
  })

  test('nor a token of somebody else in a page', async () => {
    const token = 'eyJ'.padEnd(60, 'a')
    expect(await said(html(403, `<p>no ${token.replaceAll('aa', 'a\u200Ba')} here`))).toContain('“no … here”')
  })
})

describe('where a text is cut, no beginning of a secret is left (H3)', () => {
  test.each([
    ['as it is', CODE],
    ['percent-encoded', Array.from(CODE, (it) => `%${Buffer.from(it).toString('hex')}`).join('')],
    ['as entities', Array.from(CODE, (it) => `&#${it.codePointAt(0)};`).join('')],
  ])('%s', async (_what, repeated) => {
    const { answerRequest, server, services } = await connect()
    const authorization = await answerRequest(deviceAuthorized({ device_code: CODE }))
    for (let before = 1; before < repeated.length; before += 1) {
      const description = `${'x'.repeat(before)}${repeated.repeat(5000 / repeated.length)}`
      server.script('token', denied({ description }))
      const { errorDescription } = endOf(await services.pollToken(authorization, call))
      expect(errorDescription).toMatch(/^x+\[secret\]$/)
    }
  })

  test('of a code that is longer than all that is read', async () => {
    const long = 'DC-canary-'.repeat(1000)
    expect(await said(denied({ description: `not ${long}` }), long)).toContain("'not [secret]'")
  })
})

describe('a secret of the answer itself is not shown either (H3)', () => {
  const names = ['access_token', 'refresh_token', 'id_token', 'device_code', 'client_secret']
  test.each(names)('%s', async (name) => {
    const secrets = { [name]: 'AT-canary-0001' }
    const description = 'you have AT-canary-0001 already'
    for (const members of [secrets, { session: [{ secrets }] }]) {
      const text = await said(denied({ description, uri: 'https://id.example.com/?AT-canary-0001', members }))
      expect(text).toContain('you have [secret] already')
      expect(text).not.toContain('canary')
      const { answerRequest } = await connect()
      const refused = await errorOf(answerRequest(denied({ description, members })))
      expect(refused.errorDescription).toBe('you have [secret] already')
    }
  })

  test('of an answer in form encoding', async () => {
    const form = { error: 'access_denied', access_token: 'AT-canary-0001', error_description: 'not AT-canary-0001' }
    expect(await said({ status: 400, form })).toContain("'not [secret]'")
  })

  test('not even where tokens are revoked', async () => {
    const { server, services } = await connect()
    server.always('revocation', oauthError('invalid_request', { description: 'not refresh-token\u200B-1' }))
    const tokens = tokenSet({ refreshToken: 'refresh-token-1' })
    expect(inspect(await failure(services.revokeTokens(tokens)))).not.toMatch(/refresh-token.?-1/)
  })
})

test('an access token that the userinfo endpoint repeats as the code of its challenge is not shown (H3)', async () => {
  const { server, services, signIn } = await connect()
  const tokens = await signIn(granted({ access_token: 'AT-canary-0001' }))
  server.script('userinfo', { status: 401, headers: { 'www-authenticate': 'Bearer error="AT-canary-0001"' } })
  expect(await errorOf(services.fetchUserInfo(tokens, call))).toMatchObject({ error: '[secret]' })
})
