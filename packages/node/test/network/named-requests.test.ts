import { createVirtualClock, granted, startScriptedServer } from '@device-flow/testing'
import { expect, onTestFinished, test } from 'vitest'
import { signIn } from '../loaded-sign-in.ts'

test('session.fetch has the name that the login has, and none of its other headers; a call may have one of its own (N6)', async () => {
  const server = await startScriptedServer({ script: { token: [granted({ id_token: undefined })] } })
  onTestFinished(() => server.close())
  const api = await startScriptedServer()
  onTestFinished(() => api.close())
  const clock = createVirtualClock({ now: Date.now() })
  const session = await signIn({
    issuer: server.issuer,
    clientId: 'tv',
    headers: { 'User-Agent': 'my-cli/1.0', 'x-gateway-key': 'g-1' },
    allowedOrigins: [api.origin],
    clock,
    onPrompt: () => void clock.advance(1_000),
  })
  const url = `${api.origin}/userinfo`
  await session.fetch(url)
  await session.fetch(new Request(url, { headers: { accept: 'text/plain' } }))
  await session.fetch(url, { headers: { 'user-agent': 'other/2.0' } })
  const ours = expect.stringMatching(/^my-cli\/1\.0 device-flow\/\d/)
  const called = api.requests('userinfo').map(({ headers }) => headers)
  expect(server.requests('token')[0]?.headers).toMatchObject({ 'user-agent': ours, 'x-gateway-key': 'g-1' })
  expect(called.map((headers) => headers['user-agent'])).toEqual([ours, ours, 'other/2.0'])
  expect(called[1]).toMatchObject({ accept: 'text/plain', authorization: expect.stringContaining('Bearer ') })
  expect(called.filter((headers) => 'x-gateway-key' in headers)).toEqual([])
})
