import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createVirtualClock, deviceAuthorization } from '@device-flow/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import { call, faultOf } from '../support.ts'

const GRANT = JSON.stringify({ access_token: 'access-1', token_type: 'bearer', expires_in: 60 })

const endpointsAt = (origin: string) => ({
  deviceAuthorizationEndpoint: `${origin}/device`,
  tokenEndpoint: `${origin}/token`,
})

/** Where a server on loopback is that answers every request with these bytes, and closes. */
async function rawServer(answer: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(answer))
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Polls a server that answers with the chunks, after which its body fails, or falls silent. */
function pollOnce(chunks: readonly string[], end: 'fails' | 'is silent' | 'sends blanks') {
  const clock = createVirtualClock()
  const waiting = chunks.map((chunk) => new TextEncoder().encode(chunk))
  const blankAfter = (ms: number, controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> =>
    new Promise((resolve) => {
      stopBlank = clock.schedule(() => resolve(controller.enqueue(new TextEncoder().encode('\n'))), ms)
    })
  let stopBlank: (() => void) | undefined
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = waiting.shift()
        if (chunk) controller.enqueue(chunk)
        else if (end === 'fails') controller.error(new TypeError('terminated'))
        else if (end === 'sends blanks') return blankAfter(1_000, controller)
        else return new Promise(() => {})
        return undefined
      },
      cancel: () => stopBlank?.(),
    },
    { highWaterMark: 0 },
  )
  const services = createOAuthServices({
    endpoints: endpointsAt('https://id.example.com'),
    clientId: 'tv',
    clock,
    fetch: async () => new Response(body),
  })
  return { clock, poll: services.pollToken(deviceAuthorization(), call) }
}

const granted = { type: 'granted' }

describe('tokens that are whole, in a body that is not (D1)', () => {
  test.each([
    ['one chunk', [GRANT]],
    ['two chunks', [GRANT.slice(0, 20), GRANT.slice(20)]],
    ['a line break behind them', [`${GRANT}\r\n`]],
  ])('are not lost where it breaks off: %s', async (_, chunks) => {
    expect(await pollOnce(chunks, 'fails').poll).toMatchObject(granted)
  })

  test('are taken after 2 s where it falls silent', async () => {
    const { clock, poll } = pollOnce([GRANT.slice(0, 20), GRANT.slice(20)], 'is silent')
    let outcome: unknown
    void poll.then((polled) => (outcome = polled))
    await clock.advance(1_999)
    expect(outcome).toBeUndefined()
    await clock.advance(1)
    expect(outcome).toMatchObject(granted)
  })

  test('are taken after 2 s where blanks go on coming', async () => {
    const { clock, poll } = pollOnce([GRANT], 'sends blanks')
    let outcome: unknown
    void poll.then((polled) => (outcome = polled))
    await clock.advance(1_999)
    expect(outcome).toBeUndefined()
    await clock.advance(1)
    expect(outcome).toMatchObject(granted)
    expect(clock.pendingTimers).toBe(0)
  })

  test.each([
    ['a part of an object', GRANT.slice(0, -1)],
    ['no object', '[]'],
    ['nothing', ''],
  ])('but %s is a fault, as ever', async (_, text) => {
    expect(await faultOf(pollOnce([text], 'fails').poll)).toMatchObject({ reason: 'offline', mayBeSuccess: true })
    const { clock, poll } = pollOnce([text], 'is silent')
    const fault = faultOf(poll)
    await clock.runUntilIdle()
    expect(await fault).toMatchObject({ reason: 'timeout', mayBeSuccess: true })
  })

  test.each([
    ['Content-Length promises more', `Content-Length: ${GRANT.length + 5}\r\n\r\n${GRANT}`],
    ['the last chunk is missing', `Transfer-Encoding: chunked\r\n\r\n${GRANT.length.toString(16)}\r\n${GRANT}\r\n`],
  ])('are taken from a connection on which %s', async (_, answer) => {
    const endpoints = endpointsAt(await rawServer(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${answer}`))
    const services = createOAuthServices({ endpoints, clientId: 'tv' })
    expect(await services.pollToken(deviceAuthorization(), call)).toMatchObject(granted)
  })
})

describe('a response that breaks the rules of HTTP is one, and told by what is wrong (D2)', () => {
  const length = `Content-Length: ${GRANT.length}`

  test.each([
    ['its length twice', `HTTP/1.1 200 OK\r\n${length}\r\n${length}\r\n\r\n`],
    ['no colon in a header', `HTTP/1.1 200 OK\r\nGarbage line\r\n${length}\r\n\r\n`],
    ['lines that end by LF', `HTTP/1.1 200 OK\n${length}\n\n`],
  ])('%s', async (_, head) => {
    const services = createOAuthServices({ endpoints: endpointsAt(await rawServer(head + GRANT)), clientId: 'tv' })
    const fault = await faultOf(services.pollToken(deviceAuthorization(), call))
    expect(fault).toMatchObject({ reason: 'invalidResponse', mayBeSuccess: true })
    expect(fault.message).toMatch(/sent a response that breaks the rules of HTTP, HPE_[A-Z_]+\.$/)
  })

  test('but what is no HTTP at all is not', async () => {
    const services = createOAuthServices({ endpoints: endpointsAt(await rawServer('SSH-2.0-x\r\n')), clientId: 'tv' })
    expect(await faultOf(services.pollToken(deviceAuthorization(), call))).toMatchObject({ reason: 'offline' })
  })
})
