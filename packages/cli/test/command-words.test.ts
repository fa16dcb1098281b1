import { SessionStoreError } from '@device-flow/node/store'
import { oauthError, startScriptedServer } from '@device-flow/testing'
import { expect, onTestFinished, test } from 'vitest'
import { errorLine } from '../src/failure/error-line.ts'
import { startDevice } from './device.ts'
import { run } from './running-command.ts'

test('what a library says of its options is said in flags', () => {
  const failure = new SessionStoreError('locked', "It is locked. Or use the option store: 'file'.")
  expect(errorLine(failure)).toMatchObject({ reason: 'storage', message: 'It is locked. Or use --store file.' })
})

test('tokens that are not bound to a key though --dpop tokens asks for it are told with the flag that takes them', async () => {
  const device = await startDevice()
  const login = await device.login('--dpop', 'tokens')
  expect(login.exitCode).toBe(7)
  expect(login.stderr).toContain('where it binds the refresh token alone, give --dpop refresh.')
  expect(login.stderr).not.toContain('acceptBearer')
})

test('a code that is unknown at once is told with the flag that binds tokens, by doctor too, where the server takes DPoP (C2)', async () => {
  const server = await startScriptedServer({ metadata: { dpop_signing_alg_values_supported: ['ES256'] } })
  onTestFinished(() => server.close())
  server.always('token', oauthError('invalid_grant'))
  for (const command of ['login', 'doctor']) {
    const { exitCode, stdout } = await run([command, '--issuer', server.issuer, '--client-id', 'tv', '--json'])
    expect([exitCode, stdout]).toEqual([6, expect.stringContaining('If that ends so, too, give --dpop tokens: ')])
  }
})

test('a token endpoint that wants JSON, as that of Better Auth, ends the login at once with the flag that speaks so (C2)', async () => {
  const server = await startScriptedServer()
  onTestFinished(() => server.close())
  server.always('token', { status: 415, body: { message: 'Allowed types: application/json' } })
  const { deviceAuthorizationEndpoint: device, tokenEndpoint: token } = server.endpoints
  const endpoints = ['--device-authorization-endpoint', device, '--token-endpoint', token]
  const { exitCode, stderr } = await run(['login', ...endpoints, '--client-id', 'tv'])
  expect([exitCode, stderr]).toEqual([
    6,
    expect.stringContaining('Better Auth or AWS, give --provider (see device-flow'),
  ])
  expect(stderr).not.toContain('still waits')
  expect(server.requests('token')).toHaveLength(1)
})

test('where there is no keyring, --store keyring says which flag does without one', async () => {
  const device = await startDevice()
  const { exitCode, stderr } = await device.login('--store', 'keyring')
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringMatching(/keyring.*use --store file\.\n$/) })
})
