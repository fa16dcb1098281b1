import { deviceAuthorized, granted, oauthError, startScriptedServer } from '@device-flow/testing'
import type { RecordedRequest, ResponseSource } from '@device-flow/testing'
import { expect, onTestFinished, test } from 'vitest'
import { loginAt, newHome, run } from './running-command.ts'

const SECRET = 'a/b+c=%d'

/** Answers as a server does that compares Basic credentials as they came. */
function toRaw(answer: ResponseSource) {
  return (request: RecordedRequest): ResponseSource =>
    isRaw(request) ? answer : oauthError('invalid_client', { status: 401 })
}

function isRaw({ headers }: RecordedRequest): boolean {
  return headers.authorization === `Basic ${Buffer.from(`tv:${SECRET}`).toString('base64')}`
}

test('a secret that the server takes undecoded is sent so at once by login --resume, token and logout, each a process', async () => {
  const server = await startScriptedServer()
  onTestFinished(() => server.close())
  server.always('deviceAuthorization', toRaw(deviceAuthorized()))
  server.always('token', toRaw(granted({ id_token: undefined, expires_in: 60 })))
  server.always('revocation', toRaw({ status: 200 }))
  const env = { DEVICE_FLOW_HOME: newHome(), DEVICE_FLOW_CLIENT_SECRET: SECRET }
  const commands = [
    loginAt(server, '--scope', 'offline_access', '--client-auth', 'client_secret_basic', '--no-wait'),
    ['login', '--resume'],
    ['token', '--min-life', '120'],
    ['token', '--min-life', '120'],
    ['logout'],
  ]
  const exitCodes = []
  for (const command of commands) exitCodes.push((await run(command, env)).exitCode)
  expect(exitCodes).toEqual([0, 0, 0, 0, 0])
  const forms = (endpoint: 'deviceAuthorization' | 'token' | 'revocation'): boolean[] =>
    server.requests(endpoint).map(isRaw)
  expect(forms('deviceAuthorization')).toEqual([false, true])
  expect(forms('token')).toEqual([true, true, true])
  expect(forms('revocation')).toEqual([true, true])
})
