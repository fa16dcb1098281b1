// @vitest-environment node
import { startAuthServer, playPerson, type AuthServerOptions, type ConfidentialClient } from '@device-flow/auth-server'
import { createDeviceFlowMachine } from '@device-flow/machine'
import { startProviderServer } from '@device-flow/testing'
import { decodeProtectedHeader } from 'jose'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createActor, waitFor } from 'xstate'
import { createLab, type Lab } from '../../src/lab/lab.ts'
import type { PlaygroundConfig } from '../../src/playground-config.ts'
import { createClientKey, type ClientCredentials } from '../../src/settings/client-credentials.ts'
import { defaultSettings } from '../../src/settings/default-settings.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { readForm } from '../../src/wire/kind-of.ts'

/** The time by which the embedded server limits polls: that of the lab, which is hurried. */
let labTime = (): number => 0

async function embedded(options: AuthServerOptions = {}): Promise<PlaygroundConfig> {
  const server = await startAuthServer({ pollIntervalSeconds: 1, now: () => labTime(), ...options })
  onTestFinished(() => server.close())
  return { issuer: server.issuer, clientId: server.clientId, apiUrl: server.apiUrl }
}

function openLab(settings: Settings, config: PlaygroundConfig = {}, credentials: ClientCredentials = {}): Lab {
  const lab = createLab(settings, config, credentials)
  onTestFinished(() => lab.close())
  labTime = lab.clock.monotonic
  // While a request is out, no time passes: hurried, it would run into its time-out.
  const realFetch = globalThis.fetch
  vi.stubGlobal('fetch', (...call: Parameters<typeof fetch>) => lab.clock.hold(realFetch(...call)))
  onTestFinished(() => void vi.unstubAllGlobals())
  lab.clock.play(20)
  return lab
}

/** Signs in as the device does, with a person who answers once the code is shown. */
async function signIn(
  lab: Lab,
  answer: (code: { userCode: string; verificationUri: string }) => unknown,
): Promise<string> {
  const services = lab.createServices('device')
  const actor = createActor(createDeviceFlowMachine(services)).start()
  onTestFinished(() => void actor.stop())
  actor.send({ type: 'start' })
  const shown = await waitFor(actor, (snapshot) => snapshot.matches('error') || snapshot.matches('awaitingUser'))
  if (shown.context.authorization) await answer(shown.context.authorization)
  const ended = await waitFor(actor, (snapshot) => snapshot.matches('authorized') || snapshot.matches('error'), {
    timeout: 20_000,
  })
  return ended.context.error?.message ?? 'signed in'
}

const approve = ({ userCode, verificationUri }: { userCode: string; verificationUri: string }): Promise<void> =>
  playPerson({ userCode, verificationUri, decision: 'approve' })

function headersOf(lab: Lab, kind: string): Map<string, string> {
  return new Map(lab.wire.list().findLast((exchange) => exchange.kind === kind)?.request.headers)
}

function formOf(lab: Lab, kind: string, at: number): URLSearchParams {
  const { request } = lab.wire.list().filter((exchange) => exchange.kind === kind)[at] ?? {}
  return readForm(request?.headers ?? [], request?.body ?? '')
}

test('a whole login at the embedded server, with PKCE', async () => {
  const config = await embedded()
  const lab = openLab({ ...defaultSettings('embedded', config), pkce: true }, config)
  expect(await signIn(lab, approve)).toBe('signed in')
  expect(formOf(lab, 'deviceAuthorization', 0).get('code_challenge_method')).toBe('S256')
  expect(formOf(lab, 'poll', 0).get('code_verifier')).toMatch(/^[\w-]{43}$/)
})

test('a whole login at the embedded server, with DPoP where it asks for it', async () => {
  const config = await embedded({ dpop: 'required' })
  const lab = openLab({ ...defaultSettings('embedded', config), dpop: true }, config)
  expect(await signIn(lab, approve)).toBe('signed in')
  expect(decodeProtectedHeader(headersOf(lab, 'poll').get('dpop') ?? '')).toMatchObject({ typ: 'dpop+jwt' })
})

test('DPoP at a server that does not know it ends in words', async () => {
  const config = await embedded()
  const lab = openLab({ ...defaultSettings('embedded', config), dpop: true }, config)
  expect(await signIn(lab, approve)).toMatch(/bound to a key \(DPoP\)/)
})

test('a client with a key of this page signs another statement for each request', async () => {
  const clientKey = await createClientKey('ES256')
  const client: ConfidentialClient = {
    clientId: 'keyed',
    authMethod: 'private_key_jwt',
    jwks: { keys: [clientKey.publicJwk] },
  }
  const config = await embedded({ clients: [client] })
  const settings: Settings = {
    ...defaultSettings('issuer', config),
    issuer: String(config.issuer),
    clientId: 'keyed',
    clientAuth: 'private_key_jwt',
  }
  const lab = openLab(settings, config, { clientKey })
  expect(await signIn(lab, approve)).toBe('signed in')
  const sent = lab.wire.list().filter(({ kind }) => kind === 'deviceAuthorization' || kind === 'poll')
  const assertions = sent.map(({ request }) => readForm(request.headers, request.body).get('client_assertion'))
  expect(assertions).not.toContain(null)
  expect(assertions.length).toBeGreaterThan(1)
  expect(new Set(assertions).size).toBe(assertions.length)
})

test('a client with a secret signs in by it', async () => {
  const client = {
    clientId: 'secretive',
    authMethod: 'client_secret_basic',
    clientSecret: 'a-secret-of-a-test',
  } as const
  const config = await embedded({ clients: [client] })
  const settings: Settings = {
    ...defaultSettings('issuer', config),
    issuer: String(config.issuer),
    clientId: 'secretive',
    clientAuth: 'client_secret_basic',
  }
  const lab = openLab(settings, config, { clientSecret: 'a-secret-of-a-test' })
  expect(await signIn(lab, approve)).toBe('signed in')
  expect(headersOf(lab, 'poll').get('authorization')).toMatch(/^Basic /)
})

test('the server in the page takes PKCE and a nonce', async () => {
  const lab = openLab({ ...defaultSettings('scripted', {}), pkce: true, nonce: true })
  expect(await signIn(lab, () => lab.server.scripted?.approve())).toBe('signed in')
  expect(formOf(lab, 'poll', 0).get('code_verifier')).toMatch(/^[\w-]{43}$/)
})

test('a provider is found by its place', async () => {
  const server = await startProviderServer('auth0', { interval: 0 })
  onTestFinished(() => server.close())
  const settings: Settings = {
    ...defaultSettings('provider', {}),
    provider: 'auth0',
    place: { host: server.origin },
    clientId: 'tv',
  }
  const lab = openLab(settings)
  expect(await signIn(lab, ({ userCode }) => server.approve(userCode))).toBe('signed in')
  expect(lab.wire.list().find(({ kind }) => kind === 'poll')?.request.url).toBe(`${server.origin}/oauth/token`)
})
