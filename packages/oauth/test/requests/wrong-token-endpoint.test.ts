import { pending, redirect } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, endOf, faultOf } from '../support.ts'
import type { Client } from '../support.ts'

/** What the server answers, with the address that it leads to. */
const leadingTo = (to: (origin: string) => string, status: number): ResponseSource => {
  return (_request, { origin }) => redirect(to(origin), status)
}

/** How polls end, one after the other. */
async function poll({ services, request }: Client, times: number): Promise<string[]> {
  const authorization = await request()
  const ends: string[] = []
  for (let time = 0; time < times; time += 1) {
    const end = await services
      .pollToken(authorization, call)
      .catch(({ reason }: { reason: string }) => ({ type: reason }))
    ends.push(end.type)
  }
  return ends
}

describe('a token endpoint that leads elsewhere at its own host is a wrong address', () => {
  test.each<[string, (origin: string) => string, number]>([
    ['to a slash', (origin) => `${origin}/token/?code=abc`, 308],
    ['to a slash, for now', (origin) => `${origin}/token/`, 302],
    ['to https', (origin) => `${origin.replace('http:', 'https:')}/token`, 301],
    ['to another path, for good', (origin) => `${origin}/v2/token`, 301],
  ])('(%s): the second time ends the login, and says where it leads', async (_what, to, status) => {
    const client = await connect()
    const { services, request, server } = client
    server.always('token', leadingTo(to, status))
    const authorization = await request()
    expect(await faultOf(services.pollToken(authorization, call))).toMatchObject({ reason: 'invalidResponse' })
    const error = endOf(await services.pollToken(authorization, call))
    const { origin, pathname } = new URL(to(server.origin))
    expect(error).toMatchObject({ reason: 'invalidResponse', field: 'token_endpoint', status })
    expect(error.message).toContain(`a redirect to ${origin}${pathname}, which is not followed`)
    expect(error.message).not.toContain('abc')
  })

  test.each<[string, (origin: string) => string, number]>([
    ['a network that wants a sign-in', () => 'https://portal.example/login', 302],
    ['a server at work on itself', (origin) => `${origin}/maintenance.html`, 302],
  ])('but %s is waited out', async (_what, to, status) => {
    const client = await connect()
    client.server.script('token', ...Array.from({ length: 4 }, () => leadingTo(to, status)), pending())
    expect(await poll(client, 5)).toEqual([...Array<string>(4).fill('invalidResponse'), 'pending'])
  })

  test('and so is one that has answered before', async () => {
    const client = await connect()
    const slash = leadingTo((origin) => `${origin}/token/`, 308)
    client.server.script('token', pending(), slash, slash, slash, pending())
    expect(await poll(client, 5)).toEqual(['pending', ...Array<string>(3).fill('invalidResponse'), 'pending'])
  })

  test('an address that repeats the device code is not shown', async () => {
    const { services, request, server } = await connect()
    const authorization = await request()
    server.always(
      'token',
      leadingTo((origin) => `${origin}/token/${authorization.deviceCode.reveal()}`, 302),
    )
    const { message } = await faultOf(services.pollToken(authorization, call))
    expect(message).toContain('answered with a redirect, which')
  })
})
