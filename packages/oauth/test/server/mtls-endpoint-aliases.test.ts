import { granted, startScriptedServer } from '@device-flow/testing'
import type { ScriptedServer } from '@device-flow/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import { call } from '../support.ts'

const FOR_EVERYBODY = 'https://everybody.example/device'

async function serve(metadata: Record<string, unknown> = {}): Promise<ScriptedServer> {
  const server = await startScriptedServer({ metadata })
  onTestFinished(() => server.close())
  return server
}

/** A server whose device authorization endpoint is elsewhere for clients with a certificate. */
async function serveAliases(): Promise<ScriptedServer> {
  const { endpoints } = await serve()
  return serve({
    device_authorization_endpoint: FOR_EVERYBODY,
    mtls_endpoint_aliases: {
      device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
      revocation_endpoint: 'javascript:alert(1)',
      token_endpoint: null,
    },
  })
}

test('a client with a certificate asks at the aliases, and where there is none as everybody (RFC 8705 §5, N3)', async () => {
  const server = await serveAliases()
  server.script('token', granted())
  const services = createOAuthServices({ issuer: server.issuer, clientId: 'client-1', useMtlsEndpointAliases: true })
  const outcome = await services.pollToken(await services.requestDeviceAuthorization({}, call), call)
  expect(outcome).toMatchObject({ type: 'granted' })
})

test.each([undefined, null, 'https://as.example/', ['a']])('aliases that are %j are none', async (aliases) => {
  const { issuer } = await serve({ mtls_endpoint_aliases: aliases })
  const services = createOAuthServices({ issuer, clientId: 'client-1', useMtlsEndpointAliases: true })
  expect(await services.requestDeviceAuthorization({}, call)).toMatchObject({ userCode: 'WDJB-MJHT' })
})

test('a client without a certificate does not ask there', async () => {
  const { issuer } = await serveAliases()
  const fetch = vi.fn<typeof globalThis.fetch>(async (url, init) =>
    url === FOR_EVERYBODY ? new Response('{"error":"invalid_client"}', { status: 400 }) : globalThis.fetch(url, init),
  )
  const services = createOAuthServices({ issuer, clientId: 'client-1', fetch })
  await expect(services.requestDeviceAuthorization({}, call)).rejects.toThrow('invalid_client')
})
