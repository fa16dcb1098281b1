import { isTransientFault } from '@device-flow/machine'
import type { PollOutcome, RefreshOutcome } from '@device-flow/machine'
import { deviceAuthorized, empty, granted, html, oauthError, pending, slowDown, tokenSet } from '@device-flow/testing'
import type { RecordedRequest, ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, endOf, faultOf } from '../support.ts'
import type { Client } from '../support.ts'

const SECRET = 's3cr+t/%&'
const ENCODED = 'client-1:s3cr%2Bt%2F%25%26'
const RAW = `client-1:${SECRET}`

const page = (status: number): ResponseSource => html(status, 'Sign in to the network')
const PAGE = page(401)

/** Answers that something in front of the server may give, whoever asks. */
const BLIPS: [string, ...ResponseSource[]][] = [
  ['401 without a body', empty(401)],
  ['a 401 page', PAGE],
  ['401 in words', { status: 401, body: { message: 'Unauthorized' } }],
  ["401 in a framework's words", { status: 401, body: { status: 401, error: 'Unauthorized' } }],
  ['400 without a body', empty(400)],
  ['403 without a body', empty(403)],
  ['a 403 page', page(403)],
  ['400 and {}', { status: 400, body: {} }],
  ['407', empty(407)],
  ['a 200 page', page(200)],
  ['401 without a body, twice', empty(401), empty(401)],
  ['400 without a body, twice', empty(400), empty(400)],
]

function credentialsOf({ headers }: RecordedRequest): string {
  return Buffer.from(headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString()
}

/** Answers those alone who send the credentials so; it says of any other that it does not know the client. */
function to(form: string, answer: ResponseSource) {
  return (request: RecordedRequest): ResponseSource =>
    credentialsOf(request) === form ? answer : oauthError('invalid_client', { status: 401 })
}

function connectWith(): Promise<Client> {
  return connect({ clientAuth: { method: 'client_secret_basic', clientSecret: SECRET } })
}

/** In which forms the token endpoint was sent the credentials. */
function sentTo({ server }: Client): string[] {
  return server
    .requests()
    .filter(({ endpoint }) => endpoint === 'token')
    .map(credentialsOf)
}

/** Asks again until something is decided, and tells what. */
async function decided<Outcome extends PollOutcome | RefreshOutcome>(ask: () => Promise<Outcome>): Promise<Outcome> {
  const outcome = await ask().catch((error: unknown) => {
    if (isTransientFault(error)) return undefined
    throw error
  })
  return outcome && outcome.type !== 'pending' && outcome.type !== 'slowDown' ? outcome : decided(ask)
}

/** How a login ends, and how a refresh by services that have asked for nothing yet, with these answers of the token endpoint. */
async function loginOf(client: Client, answers: ResponseSource[]): Promise<PollOutcome> {
  const authorization = await client.request()
  client.server.script('token', ...answers)
  return decided(() => client.services.pollToken(authorization, call))
}
async function refreshOf(client: Client, answers: ResponseSource[]): Promise<RefreshOutcome> {
  client.server.script('token', ...answers)
  const tokens = tokenSet({ refreshToken: 'refresh-of-before', idToken: null })
  return decided(() => client.services.refreshTokens(tokens))
}

describe('a secret that form encoding changes, at a server that decodes it', () => {
  test.each(BLIPS)('loses no login to %s, at whichever poll', async (_what, ...blips) => {
    for (const before of [[], [to(ENCODED, pending())], [to(ENCODED, slowDown())]]) {
      const client = await connectWith()
      const answers = [...before, ...blips, to(ENCODED, pending()), to(ENCODED, granted())]
      expect(await loginOf(client, answers)).toMatchObject({ type: 'granted' })
      expect(new Set(sentTo(client))).toEqual(new Set([ENCODED]))
    }
  })

  test.each(BLIPS)('loses no session to %s', async (_what, ...blips) => {
    const client = await connectWith()
    const tokens = await client.signIn(to(ENCODED, granted()))
    client.server.script('token', ...blips, to(ENCODED, granted()))
    expect(await decided(() => client.services.refreshTokens(tokens))).toMatchObject({ type: 'refreshed' })
    expect(new Set(sentTo(client))).toEqual(new Set([ENCODED]))
  })

  test.each(BLIPS)('loses no session of an earlier process to %s', async (_what, ...blips) => {
    const client = await connectWith()
    const right = to(ENCODED, granted())
    expect(await refreshOf(client, [...blips, right, right])).toMatchObject({ type: 'refreshed' })
  })

  const challenge = { status: 401, headers: { 'www-authenticate': 'Basic realm="gateway"' }, body: 'Unauthorized' }

  test.each([
    ['once', [challenge]],
    ['twice', [challenge, challenge]],
    ['three times', [challenge, challenge, challenge]],
  ])(
    'loses neither a login nor a session to something in front that asks for Basic credentials %s',
    async (_what, blips) => {
      for (const before of [[], [to(ENCODED, pending())]]) {
        const client = await connectWith()
        const right = to(ENCODED, granted())
        const waiting = to(ENCODED, pending())
        expect(await loginOf(client, [...before, ...blips, waiting, waiting, right])).toMatchObject({ type: 'granted' })
        expect(sentTo(client).filter((form) => form === RAW).length).toBeLessThanOrEqual(1)
      }
      const client = await connectWith()
      const right = to(ENCODED, granted())
      expect(await refreshOf(client, [...blips, right, right, right])).toMatchObject({ type: 'refreshed' })
      expect(sentTo(client).at(-1)).toBe(ENCODED)
    },
  )

  test('that something in front asks for at each poll is said to have been sent in both forms, to the end', async () => {
    const client = await connectWith()
    const authorization = await client.request()
    const poll = (): Promise<PollOutcome> => {
      client.server.script('token', challenge)
      return client.services.pollToken(authorization, call)
    }
    // The next one tries the other form.
    expect(await poll()).toMatchObject({ type: 'pending' })
    for (let polls = 0; polls < 3; polls++) {
      expect((await faultOf(poll())).message).toContain('the client secret was sent form-encoded, and as it is')
    }
    expect(sentTo(client)).toEqual([ENCODED, RAW, ENCODED, ENCODED])
  })

  test('is tried once as it is, when another word on the client comes after it was known', async () => {
    const client = await connectWith()
    const refusal = oauthError('invalid_client', { status: 401 })
    const { error, message } = endOf(await loginOf(client, [pending(), refusal, refusal]))
    expect(error).toBe('invalid_client')
    expect(message).toMatch(/sent form-encoded, and as it is/)
    expect(sentTo(client)).toEqual([ENCODED, ENCODED, RAW])
    endOf(await loginOf(client, [refusal]))
    expect(sentTo(client)).toEqual([ENCODED, ENCODED, RAW, ENCODED])
  })

  test('is told of the first answer, and sent so again, where the other form brought no tokens after 400 without a body', async () => {
    const client = await connectWith()
    const tokens = tokenSet({ refreshToken: 'refresh-of-before', idToken: null })
    for (const other of [oauthError('invalid_client', { status: 401 }), oauthError('invalid_grant'), page(200)]) {
      client.server.script('token', empty(400), other)
      expect(await faultOf(client.services.refreshTokens(tokens))).toMatchObject({ status: 400 })
    }
    client.server.script('token', to(ENCODED, granted()))
    expect(await client.services.refreshTokens(tokens)).toMatchObject({ type: 'refreshed' })
    expect(sentTo(client)).toEqual([ENCODED, RAW, ENCODED, RAW, ENCODED, RAW, ENCODED])
  })
})

describe('a secret that form encoding changes, at a server that compares it undecoded', () => {
  test('is sent as it is after two 401 pages of something in front, while a login waits', async () => {
    const client = await connectWith()
    const right = to(RAW, granted())
    expect(await loginOf(client, [PAGE, PAGE, right, right])).toMatchObject({ type: 'granted' })
    expect(sentTo(client)).toEqual([ENCODED, ENCODED, ENCODED, RAW])
  })

  test('is sent as it is after two 401 pages of something in front, when a session is renewed', async () => {
    const client = await connectWith()
    const right = to(RAW, granted())
    expect(await refreshOf(client, [PAGE, PAGE, right, right])).toMatchObject({ type: 'refreshed' })
    expect(sentTo(client)).toEqual([ENCODED, ENCODED, ENCODED, RAW])
  })

  test.each(BLIPS)('stays so after %s, once the server has known the client by it', async (_what, ...blips) => {
    const client = await connectWith()
    const known = [to(RAW, pending()), to(RAW, pending())]
    expect(await loginOf(client, [...known, ...blips, to(RAW, granted())])).toMatchObject({ type: 'granted' })
    expect(sentTo(client).slice(1)).not.toContain(ENCODED)
  })

  test('is not taken for decoded by a code alone: some look at the secret only when they are polled', async () => {
    const client = await connectWith()
    await client.answerRequest(deviceAuthorized())
    const right = to(RAW, granted())
    expect(await loginOf(client, [right, right])).toMatchObject({ type: 'granted' })
  })
})
