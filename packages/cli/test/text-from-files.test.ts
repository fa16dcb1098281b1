import { granted, oauthError } from '@device-flow/testing'
import type { RecordedRequest, ScriptedServer } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { loginAt, run } from './running-command.ts'
import { withServer } from './with-server.ts'

const BOM = '\u{feff}'
const SECRET = 's3cret canary'

function credentialsIn({ headers, form }: RecordedRequest): string | null {
  const basic = headers.authorization?.replace('Basic ', '')
  return basic === undefined
    ? form.get('client_secret')
    : decodeURIComponent(atob(basic).split(':')[1]!.replaceAll('+', ' '))
}

/** As a server does it: only the client with the clean secret is served. */
function acceptOnly(server: ScriptedServer, secret: string): void {
  server.always('token', (request) => (credentialsIn(request) === secret ? granted() : oauthError('invalid_client')))
}

describe.concurrent('a client secret that was read from a file', () => {
  test.each([
    ['a line end', `${SECRET}\n`],
    ['a line end of Windows', `${SECRET}\r\n`],
    ['a lone CR', `${SECRET}\r`],
    ['empty lines', `${SECRET}\n\n`],
    ['a byte order mark', `${BOM}${SECRET}`],
    ['a byte order mark and a line end', `${BOM}${SECRET}\r\n`],
  ])('with %s signs in (case 18)', async (_, secret) => {
    await withServer({}, async (server) => {
      acceptOnly(server, SECRET)
      const { exitCode, stdout, stderr } = await run(loginAt(server), { DEVICE_FLOW_CLIENT_SECRET: secret })
      expect(exitCode).toBe(0)
      expect(stdout + stderr).not.toContain('canary')
    })
  })

  test.each([['client_secret_basic'], ['client_secret_post']])(
    'and is sent by %s is sent clean (case 18)',
    async (method) => {
      await withServer({}, async (server) => {
        acceptOnly(server, SECRET)
        const args = loginAt(server, '--client-auth', method)
        const { exitCode } = await run(args, { DEVICE_FLOW_CLIENT_SECRET: `${SECRET}\r\n` })
        expect(exitCode).toBe(0)
      })
    },
  )

  test.each([
    ['a TAB', `${SECRET}\t`],
    ['a TAB before a line end', `${SECRET}\t\n`],
    ['a line end within', `canary\n${SECRET}`],
    ['a CR within', `canary\r${SECRET}`],
    ['a control character', `${SECRET}\u{1}`],
    ['a byte order mark at its end', `${SECRET}${BOM}`],
    ['an invisible character', `${SECRET}\u{200b}`],
    ['bytes that are no UTF-8', `\u{fffd}\u{fffd}${SECRET}`],
    ['a line end and nothing else', '\n'],
    ['a byte order mark and nothing else', `${BOM}\r\n`],
  ])('with %s is refused before any request: named, and not shown (case 18)', async (_, secret) => {
    await withServer({}, async (server) => {
      const ended = await run(loginAt(server, '--json'), { DEVICE_FLOW_CLIENT_SECRET: secret })
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' })
      expect(ended.stderr).toMatch(/^device-flow login: DEVICE_FLOW_CLIENT_SECRET .* --help\.\n$/)
      expect(ended.stderr).not.toContain('canary')
      expect(server.requests()).toHaveLength(0)
    })
  })

  test('that is empty is none, as when it is not set', async () => {
    await withServer({ script: { token: [granted()] } }, async (server) => {
      expect((await run(loginAt(server), { DEVICE_FLOW_CLIENT_SECRET: '' })).exitCode).toBe(0)
      expect(server.requests('token').map(credentialsIn)).toEqual([null])
    })
  })
})

describe.concurrent('what a flag got from a file', () => {
  test('is used without the line end and the byte order mark (case 18)', async () => {
    await withServer({ script: { token: [granted()] } }, async (server) => {
      const args = ['--issuer', `${BOM}${server.issuer}\r\n`, '--client-id', `${BOM}tv\n`, '--scope', 'openid api\r\n']
      expect(await run(['login', ...args, '--param', 'a=b\n', '--resource', 'urn:a\n'])).toMatchObject({ exitCode: 0 })
      const form = server.requests('deviceAuthorization')[0]?.form
      const sent = Object.fromEntries(form ?? [])
      expect(sent).toMatchObject({ client_id: 'tv', scope: 'openid api', a: 'b', resource: 'urn:a' })
    })
  })

  test.each([
    ['--client-id', 'can\tary'],
    ['--client-id', '\r\n'],
    ['--client-id', `canary${BOM}`],
    ['--scope', 'openid\napi'],
    ['--audience', 'https://api.example.com\u{7}'],
    ['--resource', 'urn:a\nb'],
    ['--issuer', 'https://id.example\n.com'],
  ])('is refused by its name when %s holds %j (case 18)', async (flag, value) => {
    const others = ['--issuer', 'https://id.example.com', '--client-id', 'tv'].join(' ')
    const rest = others
      .replace(new RegExp(`${flag} \\S+ ?`), '')
      .trim()
      .split(' ')
    const ended = await run(['login', ...rest, flag, value])
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' })
    expect(ended.stderr).toMatch(new RegExp(`^device-flow login: ${flag} `))
    expect(ended.stderr).not.toContain('canary')
  })
})
