import { createDeviceFlowMachine } from '@device-flow/machine'
import { empty, html, redirect } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { createActor, waitFor } from 'xstate'
import { createOAuthServices } from '../../src/index.ts'
import { github } from '../../src/profiles/index.ts'
import { call, connect, drive, errorOf, faultOf } from '../support.ts'
import type { Client } from '../support.ts'

const hotel = html(200, '<title>Hotel Wi-Fi</title>')

/** A client whose server is hidden by these, one for each of the two documents. */
async function behind(first: ResponseSource, second = first): Promise<Client> {
  const client = await connect()
  client.server.always('openidConfiguration', first)
  client.server.always('oauthServerMetadata', second)
  return client
}

describe('a network that wants a sign-in answers in place of the server: an outage, as others (D1)', () => {
  test.each<[string, ResponseSource, string | RegExp]>([
    ['with a page', hotel, 'HTTP 200 “Hotel Wi-Fi”'],
    ['with a page that is not called one', { status: 200, body: '<html>Pay here' }, 'HTTP 200'],
    ['with a way to its page', redirect('https://portal.example/login?from=x'), 'HTTP 302, to portal.example'],
    ['with 511', html(511), 'HTTP 511'],
  ])('%s', async (_what, answer, said) => {
    const { request, server } = await behind(answer)
    const fault = await faultOf(request())
    expect(fault).toMatchObject({ reason: 'offline', status: expect.any(Number), sentAt: undefined })
    expect(fault.message).toMatch(said)
    expect(fault.message).toContain('Open a page in a browser on this network and sign in there')
    expect(fault.message).toContain('check the issuer')
    // Whoever asked tries again, as at any outage.
    expect(server.requests('openidConfiguration')).toHaveLength(1)
  })

  test('a login waits, tries again, and shows the code once the person is through', async () => {
    const client = await connect()
    for (const endpoint of ['openidConfiguration', 'oauthServerMetadata'] as const) {
      client.server.script(endpoint, hotel, hotel)
    }
    const actor = createActor(createDeviceFlowMachine(client.services)).start()
    actor.send({ type: 'start' })
    await drive(
      client,
      waitFor(actor, (snapshot) => snapshot.hasTag('prompting')),
    )
    actor.send({ type: 'cancel' })
    expect(client.server.requests('openidConfiguration')).toHaveLength(3)
  })

  test('a login that never gets through ends as offline, with what to do', async () => {
    const client = await behind(hotel)
    const actor = createActor(createDeviceFlowMachine(client.services)).start()
    actor.send({ type: 'start' })
    const { context } = await drive(
      client,
      waitFor(actor, (snapshot) => snapshot.matches('error')),
    )
    expect(context.error).toMatchObject({ reason: 'offline', status: 200 })
    expect(context.error?.message).toMatch(/sign in there.*Try again later\.$/)
  })

  test('a login that is taken up, and a refresh, take it for a response that makes no sense, as before (F5)', async () => {
    const { server: _notKept, ...authorization } = await (await connect()).request()
    const { services } = await behind(hotel)
    expect((await faultOf(services.pollToken(authorization, call))).reason).toBe('invalidResponse')
  })
})

describe('the same in place of a provider whose endpoints are known, where no metadata is read', () => {
  test.each<[string, ResponseSource]>([
    ['with a page', hotel],
    ['with a way to its page', redirect('https://portal.example/login')],
  ])('%s: an outage, as doctor has it', async (_what, answer) => {
    const { server, clock } = await connect()
    server.always('deviceAuthorization', answer)
    const { deviceAuthorizationEndpoint, tokenEndpoint } = server.endpoints
    const endpoints = { deviceAuthorizationEndpoint, tokenEndpoint }
    const known = createOAuthServices({ provider: github(), endpoints, clientId: 'tv', clock })
    const fault = await faultOf(known.requestDeviceAuthorization({}, call))
    expect(fault).toMatchObject({
      reason: 'offline',
      message: expect.stringMatching(/^A page answered for .*sign in there/),
    })
    // Given by somebody, they may be wrong.
    const given = createOAuthServices({ endpoints, clientId: 'tv', clock })
    if (answer !== hotel) return
    expect(await errorOf(given.requestDeviceAuthorization({}, call))).toMatchObject({ reason: 'invalidResponse' })
  })
})

describe('a server that really has no metadata is not set up for the flow, whatever it says so with (A7)', () => {
  test.each<[string, ResponseSource, ResponseSource?]>([
    ['a page, where the other document is not there', hotel, empty(404)],
    ['a page of 404', html(404)],
    ['a page of 403', html(403)],
    ['a text', { status: 200, body: 'Welcome' }],
    ['a way to the same document elsewhere', redirect('https://www.example.com/.well-known/openid-configuration')],
  ])('%s', async (_what, first, second) => {
    const client = await behind(first, second)
    expect((await errorOf(drive(client, client.request()))).reason).toBe('unsupported')
  })
})
