// @vitest-environment node
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startRotatingServer } from '@device-flow/testing'
import { expect, onTestFinished, test } from 'vitest'
import { curl, shellVariable } from '../../src/code/curl.ts'
import { rawHttp } from '../../src/code/raw-http.ts'
import { maskRequest } from '../../src/wire/masked/masked-exchange.ts'
import { KnownSecrets } from '../../src/wire/masked/known-secrets.ts'
import type { Part } from '../../src/wire/masked/part.ts'

const FORM = [['content-type', 'application/x-www-form-urlencoded;charset=UTF-8']] as const

const post = (url: string, members: Record<string, string>) =>
  maskRequest({ method: 'POST', url, headers: FORM, body: String(new URLSearchParams(members)) }, new KnownSecrets())

const withVariables = (parts: readonly Part[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : shellVariable(part.name))).join('')

const revealed = (parts: readonly Part[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : part.value)).join('')

async function shell(command: string, variables: Record<string, string> = {}): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', command], { env: { ...process.env, ...variables } })
  return stdout
}

test('curl gets a code, and polls with it: by a variable as long as it is hidden, and with the code once it is shown', async () => {
  const server = await startRotatingServer({ approves: true, interval: 0, clientId: "it's tv" })
  onTestFinished(() => server.close())
  const { issuer } = server
  const metadata = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Record<string, string>
  const asked = await shell(
    revealed(
      curl(post(metadata['device_authorization_endpoint'] ?? '', { client_id: "it's tv", scope: 'openid a+b' })),
    ),
  )
  expect(asked).toMatch(/^HTTP\/1\.1 200/)
  const { device_code: deviceCode } = JSON.parse(asked.slice(asked.indexOf('{'))) as { device_code: string }
  const poll = curl(
    post(metadata['token_endpoint'] ?? '', {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: deviceCode,
      client_id: "it's tv",
    }),
  )
  expect(withVariables(poll)).not.toContain(deviceCode)
  expect(revealed(poll)).toContain(deviceCode)
  expect(await shell(withVariables(poll), { DEVICE_CODE: deviceCode })).toContain('"access_token"')
})

test('nothing in a request can leave the quotes of its command', async () => {
  const hostile = "'; echo broken; '$(echo broken)`echo broken`"
  const request = maskRequest(
    { method: 'POST', url: 'http://127.0.0.1:9/', headers: [['x-note', hostile]], body: hostile },
    new KnownSecrets(),
  )
  const command = revealed(curl(request)).replace('curl -sS -i', 'printf "%s\\n"')
  expect((await shell(command)).split('\n')).toContain(hostile)
})

test('raw is HTTP as it was sent, with an empty line before the body', () => {
  expect(revealed(rawHttp(post('https://id.example/token?a=1', { device_code: 'x/y' })))).toBe(
    'POST /token?a=1 HTTP/1.1\nhost: id.example\ncontent-type: application/x-www-form-urlencoded;charset=UTF-8\n\ndevice_code=x%2Fy',
  )
})

test('a request without a body is asked for, and nothing is sent along', () => {
  const request = maskRequest(
    { method: 'GET', url: 'https://id.example/jwks', headers: [], body: '' },
    new KnownSecrets(),
  )
  expect(revealed(curl(request))).toBe("curl -sS -i 'https://id.example/jwks'")
  expect(revealed(rawHttp(request))).toBe('GET /jwks HTTP/1.1\nhost: id.example\n')
})
