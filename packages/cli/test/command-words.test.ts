import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import { SessionStoreError } from '@device-flow/node/store'
import { granted, oauthError, startScriptedServer } from '@device-flow/testing'
import { expect, onTestFinished, test } from 'vitest'
import { errorLine } from '../src/failure/error-line.ts'
import { fetchFailure } from '../src/fetch/fetch-failure.ts'
import { startDevice } from './device.ts'
import { run } from './running-command.ts'

test('what a library says of its options is said in flags', () => {
  const failure = new SessionStoreError('locked', "It is locked. Or use the option store: 'file'.")
  expect(errorLine(failure)).toMatchObject({ reason: 'storage', message: 'It is locked. Or use --store file.' })
})

test('a folder that cannot be used is told with the variable that names another', () => {
  const failure = new SessionStoreError(
    'denied',
    'It cannot be used. Move it away, or keep sessions in another folder.',
  )
  expect(errorLine(failure)['message']).toContain('or keep sessions in another folder, as by DEVICE_FLOW_HOME.')
})

test('where a code of another grant is good is told with the flags', () => {
  const said = 'This code is another: set the option issuer, such as https://id.test, without provider and endpoints.'
  expect(errorLine(new DeviceFlowError('refused', said))['message']).toBe(
    'This code is another: give --issuer, such as https://id.test, without --provider and endpoints.',
  )
})

test.each([
  ['are public: leave the client secret out.', 'are public: leave DEVICE_FLOW_CLIENT_SECRET unset.'],
  ['has approved (oidc-provider, Logto): set the option scope.', 'has approved (oidc-provider, Logto): give --scope.'],
])('what a client is to do without, or to ask for, is told with the variable and the flag: %s', (said, told) => {
  expect(errorLine(new DeviceFlowError('refused', said))['message']).toBe(told)
})

const SECRET = { DEVICE_FLOW_CLIENT_SECRET: 'wrong' }

test('a server that wants a scope is told with the flag, and doctor tells it so, too', async () => {
  const server = await startScriptedServer()
  onTestFinished(() => server.close())
  server.always('deviceAuthorization', oauthError('invalid_scope'))
  for (const command of ['login', 'doctor']) {
    const { exitCode, stdout, stderr } = await run([command, '--issuer', server.issuer, '--client-id', 'tv'])
    expect([exitCode, stdout + stderr]).toEqual([6, expect.stringContaining('none was asked for: give --scope.')])
  }
})

test.each([
  [['none', 'tls_client_auth'], {}, 'it has to show its certificate: give --cert FILE --key FILE.'],
  [['client_secret_basic', 'client_secret_post'], SECRET, 'client_secret_post, give --client-auth client_secret_post.'],
])('a client that the server does not accept is told with the flag that may help: %j', async (methods, env, said) => {
  const server = await startScriptedServer({ metadata: { token_endpoint_auth_methods_supported: methods } })
  onTestFinished(() => server.close())
  server.always('deviceAuthorization', oauthError('invalid_client', { status: 401 }))
  for (const command of ['login', 'doctor']) {
    const { stdout, stderr } = await run([command, '--issuer', server.issuer, '--client-id', 'tv'], env)
    expect(stdout + stderr).toContain(said)
  }
})

const NETWORK = 'Check the address and the network connection, then try again'

test.each([
  [
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    '.',
    /^What happened\. If it is of an authority of your own, .*: --ca-file FILE, or \S+\. If this network wants a sign-in, open a page /,
  ],
  [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    ' in 8 s. It was lost.',
    /--ca-file FILE, or \S+\. If this network .* first\. Then try again in 8 s\. It was lost\.$/,
  ],
  ['CERT_HAS_EXPIRED', '.', /clock\. If it is right, the server needs a new certificate\.$/],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', '.', /--cert FILE --key FILE\.$/],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID: it is for portal.test',
    '.',
    /^What happened\. If this network wants a sign-in, open a page /,
  ],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', '.', /it must speak TLS 1\.2 or newer\.$/],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', '.', /it must speak TLS 1\.2 or newer\.$/],
  ['ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL', '.', /speaks no HTTP\/1\.1, perhaps HTTP\/2 alone/],
  ['ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY', '.', /no cipher of TLS in common\.$/],
  ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', '.', /does not know this name/],
  ['the proxy does not speak https', '.', /Write http:\/\/ in front of it in HTTPS_PROXY/],
  [
    'the certificate of the proxy is not trusted: self signed certificate',
    '.',
    /--ca-file FILE, or NODE_EXTRA_CA_CERTS\.$/,
  ],
  ['the proxy asks for a login', '.', /a login goes into the address: http:\/\/name:password@/],
  ['the proxy does not accept the login', '.', /Check the name and the password in HTTPS_PROXY/],
  ['ECONNREFUSED', '.', /^What happened\. Check the address and the network connection, then try again\.$/],
])('an outage by %s is told with what to do about it, as doctor tells it', (why, ending, said) => {
  const arrival = { receivedAt: 0, receivedAtMonotonic: 0 }
  const fault = new TransientFault('offline', 'What happened.', { ...arrival, cause: new Error(why) })
  const failure = new DeviceFlowError('offline', `What happened. ${NETWORK}${ending}`, { cause: fault })
  expect(errorLine(failure)['message']).toMatch(said)
})

test('where an authority can be named is said once, with the flag', () => {
  const message = `Not trusted (X: an authority of your own is named by NODE_EXTRA_CA_CERTS, or by the option dispatcher). ${NETWORK}.`
  const fault = new TransientFault('offline', '', {
    receivedAt: 0,
    cause: new Error('UNABLE_TO_VERIFY_LEAF_SIGNATURE: an authority'),
  })
  expect(errorLine(new DeviceFlowError('offline', message, { cause: fault }))['message']).toMatch(
    /^Not trusted \(X\)\. If it is of an authority .*--ca-file FILE, or NODE_EXTRA_CA_CERTS\. /,
  )
})

test('an API whose certificate is not trusted is told with the flag that names its authority', () => {
  const cause = Object.assign(new Error('unable to verify'), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })
  const failure = fetchFailure(new TypeError('fetch failed', { cause }), new URL('https://api.test'), undefined)
  expect(errorLine(failure)['message']).toContain('--ca-file FILE')
})

test('tokens that are not bound to a key though --dpop tokens asks for it are told with the flag that takes them', async () => {
  const device = await startDevice()
  const login = await device.login('--dpop', 'tokens')
  expect(login.exitCode).toBe(7)
  expect(login.stderr).toContain('where it binds the refresh token alone, give --dpop refresh.')
  expect(login.stderr).not.toContain('acceptBearer')
})

test('a server that wants DPoP is told with the flag that speaks it, and one that takes other proofs in words of the command (H7)', async () => {
  const server = await startScriptedServer()
  onTestFinished(() => server.close())
  const login = ['login', '--issuer', server.issuer, '--client-id', 'tv']
  server.script('token', oauthError('invalid_dpop_proof'), granted({ token_type: 'DPoP' }))
  const unproven = await run(login)
  expect([unproven.exitCode, unproven.stderr]).toEqual([6, expect.stringContaining('give --dpop tokens and sign in')])
  const bound = await run(login)
  expect([bound.exitCode, bound.stderr]).toEqual([7, expect.stringContaining('give --dpop tokens and sign in again')])
  expect(unproven.stderr + bound.stderr).not.toContain('createDpop')

  const other = await startScriptedServer({ metadata: { dpop_signing_alg_values_supported: ['PS256'] } })
  onTestFinished(() => other.close())
  const { exitCode, stderr } = await run(['login', '--issuer', other.issuer, '--client-id', 'tv', '--dpop', 'tokens'])
  expect([exitCode, stderr]).toEqual([6, expect.stringContaining('by PS256 alone. Those of this command are by ES256')])
  expect(stderr).not.toContain('createDpop')
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
  expect([exitCode, stderr]).toEqual([6, expect.stringContaining('AWS, Better Auth or Trakt, give --provider')])
  expect(stderr).not.toContain('still waits')
  expect(server.requests('token')).toHaveLength(1)
})

test('where there is no keyring, --store keyring says which flag does without one', async () => {
  const device = await startDevice()
  const { exitCode, stderr } = await device.login('--store', 'keyring')
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringMatching(/keyring.*use --store file\.\n$/) })
})
