import { html, oauthError } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { connect, endOf, errorOf } from '../support.ts'

const ours = `device-flow/${packageJson.version}`

describe('every request in Node', () => {
  test('says that it is of device-flow, as firewalls turn nameless programs away (N6)', async () => {
    const { server, signIn } = await connect()
    await signIn()
    expect(new Set(server.requests().map(({ headers }) => headers['user-agent']))).toEqual(new Set([ours]))
  })

  test('has the name of the app in front, where it gives one, also at another host (N6)', async () => {
    const keys = await connect()
    const metadata = { jwks_uri: keys.server.endpoints.jwksUri }
    const { server, request } = await connect({ server: { metadata }, headers: { 'User-Agent': 'my-cli/1.0' } })
    await request()
    const names = [...server.requests(), ...keys.server.requests()].map(({ headers }) => headers['user-agent'])
    expect(new Set(names)).toEqual(new Set([`my-cli/1.0 ${ours}`]))
  })
})

test('the value of an extra header is never shown, whoever repeats it (N6, H3)', async () => {
  const headers = { 'x-gateway-key': 'canary-of-the-gateway' }
  const { poll } = await connect({ headers })
  const description = 'canary-of-the-gateway is not known'
  const ended = endOf(await poll(oauthError('invalid_client', { description })))
  expect(ended.errorDescription).toBe('[secret] is not known')
  const { answerRequest } = await connect({ headers })
  const { message } = await errorOf(answerRequest(html(403, '<title>No canary-of-the-gateway here</title>')))
  expect(message).toContain('No [secret] here')
})

test('a dispatcher carries all requests, and may be one that is made when it is needed (N3)', async () => {
  const known = globalThis as unknown as Record<symbol, { dispatch(options: object, handler: object): boolean }>
  const paths: unknown[] = []
  const dispatcher = {
    dispatch(options: object, handler: object) {
      paths.push((options as { path: string }).path)
      return known[Symbol.for('undici.globalDispatcher.1')]!.dispatch(options, handler)
    },
  }
  for (const given of [dispatcher, () => dispatcher, async () => dispatcher]) {
    const { signIn } = await connect({ dispatcher: given })
    await signIn()
    expect(paths.splice(0).toSorted()).toEqual(
      ['/.well-known/openid-configuration', '/jwks', '/device', '/token'].toSorted(),
    )
  }
  const { signIn } = await connect({ dispatcher: () => undefined })
  expect((await signIn()).accessToken.reveal()).toBeTruthy()
})
