import { denied, deviceAuthorization, empty, granted, hang, pending } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, drive, failure } from '../support.ts'
import type { Client } from '../support.ts'

/** Two logins of one services object, which both wait for the same keys; `deliver` lets them come. */
async function twoLogins(): Promise<{ client: Client; isReading: () => boolean; deliver: () => void }> {
  const client = await connect()
  const delivery = new AbortController()
  const delivered = new Promise((resolve) => delivery.signal.addEventListener('abort', resolve))
  client.server.script('jwks', async (_request, server) => {
    await delivered
    return { body: await server.jwks() }
  })
  await drive(client, client.request(), 'jwks')
  await drive(client, client.request(), 'jwks')
  expect(client.server.requests('jwks')).toHaveLength(1)
  const isReading = (): boolean => client.server.requests('jwks')[0]?.aborted === false
  return { client, isReading, deliver: () => delivery.abort() }
}

/** Real time for an abort to reach the server, as it would without the rule. */
const shortWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30))

describe("one login's end does not stop the reading of keys that another login needs", () => {
  test.each<[string, (client: Client) => Promise<unknown>]>([
    [
      'its wait is called off',
      async ({ services }) => {
        const controller = new AbortController()
        const wait = failure(services.sleep({ atLeastMs: 5000 }, { signal: controller.signal }))
        controller.abort('enough')
        await wait
      },
    ],
    [
      'it is denied',
      async ({ services, server }) => {
        server.script('token', denied())
        await services.pollToken(deviceAuthorization(), call)
      },
    ],
    [
      'its code is refused',
      async ({ server, request }) => {
        server.script('deviceAuthorization', empty(503))
        await failure(request())
      },
    ],
    [
      'it is called off while its code is fetched',
      async ({ server, services }) => {
        server.script('deviceAuthorization', hang())
        const controller = new AbortController()
        const request = failure(services.requestDeviceAuthorization({}, { signal: controller.signal }))
        await server.waitForRequest('deviceAuthorization', 3)
        controller.abort('enough')
        await request
      },
    ],
  ])('when %s', async (_what, end) => {
    const { client, isReading } = await twoLogins()
    const other = new AbortController()
    const otherWait = failure(client.services.sleep({ atLeastMs: 5000 }, { signal: other.signal }))
    await end(client)
    await shortWhile()
    expect(isReading()).toBe(true)
    other.abort('enough')
    await otherWait
    await expect.poll(isReading).toBe(false)
    await expect.poll(() => client.clock.pendingTimers).toBe(0)
  })

  test('when it is called off while both have their tokens and wait for the keys', async () => {
    const { client, isReading, deliver } = await twoLogins()
    const { server, services } = client
    server.script('token', granted(), granted())
    const controller = new AbortController()
    const calledOff = failure(services.pollToken(deviceAuthorization(), { signal: controller.signal }))
    const other = services.pollToken(deviceAuthorization(), call)
    await server.waitForRequest('token', 2)
    await shortWhile()
    controller.abort('enough')
    await calledOff
    await shortWhile()
    expect(isReading()).toBe(true)
    deliver()
    expect(await other).toMatchObject({ type: 'granted', tokens: { claims: { sub: 'person-1' } } })
    expect(server.requests('jwks')).toHaveLength(1)
  })
})

test('a hint, which calls a wait off and begins a poll in the same turn, stops no keys', async () => {
  const client = await connect()
  const { server, services } = client
  server.script('jwks', hang())
  await drive(client, client.request(), 'jwks')
  const controller = new AbortController()
  const wait = failure(services.sleep({ atLeastMs: 5000 }, { signal: controller.signal }))
  let wasAborted: boolean | undefined
  server.script('token', async () => {
    await shortWhile()
    wasAborted = server.requests('jwks')[0]?.aborted
    return pending()
  })
  controller.abort('hint')
  await services.pollToken(deviceAuthorization(), call)
  await wait
  expect(wasAborted).toBe(false)
})
