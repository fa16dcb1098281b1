import { deviceAuthorized, granted, html, oauthError } from '@device-flow/testing'
import type { ScriptedServerOptions } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { jsonLines, loginAt, run } from './running-command.ts'
import { withServer } from './with-server.ts'

const EVIL = 'A\u{1b}[2J\u{7}\u{202e}B\r\nC\u{9b}31m\u{2028}\u{200b}\u{3164}\u{34f}\u{fe0f}D'
const HIDDEN = new Set([0x07, 0x0d, 0x1b, 0x9b, 0x34f, 0x200b, 0x2028, 0x202e, 0x3164, 0xfe0f])

const scripts: [string, ScriptedServerOptions][] = [
  ['the user code', { script: { deviceAuthorization: [deviceAuthorized({ user_code: EVIL })] } }],
  ['a URI', { script: { deviceAuthorization: [deviceAuthorized({ verification_uri: `https://a.example/${EVIL}` })] } }],
  ['an error', { script: { token: [oauthError(EVIL, { description: EVIL, uri: `https://a.example/${EVIL}` })] } }],
  ['a denial', { script: { token: [oauthError('access_denied', { description: EVIL })] } }],
  ['a page', { script: { deviceAuthorization: [html(404, `<title>${EVIL}</title>`)] } }],
  ['metadata', { metadata: { issuer: EVIL } }],
  ['the claims', { script: { token: [granted({ scope: EVIL }, { claims: { name: EVIL, [EVIL]: [EVIL] } })] } }],
]

describe.concurrent('hostile text', () => {
  test.each(scripts)('in %s reaches neither stdout nor stderr raw (H2)', async (_, options) => {
    await withServer(options, async (server) => {
      const { stdout, stderr } = await run(loginAt(server, '--scope', 'openid', '--json', '--show-tokens'))
      const shown = Array.from(stdout + stderr, (character) => character.codePointAt(0) ?? 0)
      expect(shown.filter((codePoint) => HIDDEN.has(codePoint))).toEqual([])
      expect(jsonLines(stdout).length).toBeGreaterThan(0)
    })
  })

  test('in claims is handed on as it is, to those who parse the line', async () => {
    await withServer({ script: { token: [granted({}, { claims: { name: EVIL } })] } }, async (server) => {
      const { stdout, stderr } = await run(loginAt(server, '--scope', 'openid', '--json'))
      expect(jsonLines(stdout).at(-1)).toMatchObject({ id_token_claims: { name: EVIL } })
      expect(stderr).toContain('Signed in as A[2JB C31m D.')
    })
  })
})

describe.concurrent('secrets', () => {
  const secrets = ['canary-device', 'canary-access', 'canary-refresh', 'canarysecret', 'eyJ']

  test.each([
    ['a login', granted({ access_token: 'canary-access', refresh_token: 'canary-refresh' }), 0],
    ['a refusal that repeats them', oauthError('invalid_client', { description: 'canary-device canarysecret' }), 6],
    ['an answer that makes no sense', { body: { access_token: 'canary-access', token_type: 7 } }, 7],
    ['a page that repeats them', html(403, '<title>canary-device canarysecret</title>'), 7],
  ])('stand nowhere in what %s prints (H3)', async (_, token, exitCode) => {
    // A minute of pages would end the login; the end of the code does so sooner.
    const deviceAuthorization = [deviceAuthorized({ device_code: 'canary-device', expires_in: 5 })]
    await withServer({ script: { deviceAuthorization } }, async (server) => {
      server.always('token', token)
      const env = { DEVICE_FLOW_CLIENT_SECRET: 'canarysecret' }
      const ended = await run(loginAt(server, '--scope', 'openid', '--json'), env)
      expect(ended.exitCode).toBe(exitCode)
      for (const secret of secrets) expect(ended.stdout + ended.stderr).not.toContain(secret)
    })
  })
})
