import { afterEach, describe, expect, test, vi } from 'vitest'
import { createScriptedFetch, redirect } from '../../src/fetch.ts'
import { poll, post } from '../requests.ts'

afterEach(() => void vi.unstubAllGlobals())

const failed = { name: 'TypeError', message: 'Failed to fetch' }

describe('a server that lets no other origin read (cors: false)', () => {
  test('has carried a poll out by the time the page is denied its response', async () => {
    const server = createScriptedFetch({ cors: false })
    await expect(poll(server)).rejects.toMatchObject(failed)
    expect(server.requests('token')).toMatchObject([{ aborted: false, respondedAt: {} }])
  })

  test('does not even get what a browser asks it about beforehand: a header of our own, or another method', async () => {
    const server = createScriptedFetch({ cors: false })
    const headers = { authorization: 'Bearer x' }
    await expect(server.fetch(server.endpoints.userinfoEndpoint, { headers })).rejects.toMatchObject(failed)
    await expect(server.fetch(server.origin, { method: 'DELETE' })).rejects.toMatchObject(failed)
    await expect(
      post(server, server.origin, {}, { headers: { 'content-type': 'application/json' } }),
    ).rejects.toMatchObject(failed)
    expect(server.requests()).toEqual([])
  })

  test('is read by pages of its own origin', async () => {
    const server = createScriptedFetch({ cors: false })
    vi.stubGlobal('location', { origin: server.origin, href: `${server.origin}/app/` })
    const response = await server.fetch('/userinfo', { headers: { authorization: 'Bearer x' } })
    expect([response.status, response.type]).toEqual([200, 'basic'])
  })
})

describe('a redirect, as a page sees it (H5)', () => {
  test('is followed, as a GET where that is what browsers do', async () => {
    const server = createScriptedFetch({
      script: { token: [redirect('/new', 307), redirect('/new')], '/new': [{ body: 1 }, { body: 2 }] },
    })
    const response = await poll(server)
    expect([await response.json(), response.url, response.redirected]).toEqual([1, `${server.origin}/new`, true])
    await poll(server)
    expect(server.requests('/new').map(({ method, form }) => [method, form.get('device_code')])).toEqual([
      ['POST', 'x'],
      ['GET', null],
    ])
    expect(server.requests('/new')[1]?.headers).not.toHaveProperty('content-type')
  })

  test('is hidden when it is not to be followed, and a failure when it must not be', async () => {
    const server = createScriptedFetch()
    server.always('/old', redirect('/new'))
    const hidden = await server.fetch(`${server.origin}/old`, { redirect: 'manual' })
    expect([hidden.type, hidden.status, [...hidden.headers]]).toEqual(['opaqueredirect', 0, []])
    await expect(server.fetch(`${server.origin}/old`, { redirect: 'error' })).rejects.toMatchObject(failed)
    expect(server.requests('/new')).toEqual([])
  })

  test('leads to another origin, if somebody is there, without the token', async () => {
    const other = createScriptedFetch({ origin: 'https://elsewhere.example' })
    const server = createScriptedFetch({ elsewhere: other.fetch })
    server.always('token', redirect(`${other.origin}/trap`, 308))
    await post(server, server.endpoints.tokenEndpoint, { device_code: 'x' }, { headers: { authorization: 'Bearer x' } })
    expect(other.requests('/trap')[0]?.form.get('device_code')).toBe('x')
    expect(other.requests('/trap')[0]?.headers.authorization).toBeUndefined()
    await server.fetch(`${other.origin}/orders`)
    expect(other.requests('/orders')).toHaveLength(1)

    const alone = createScriptedFetch({ script: { token: [redirect(`${other.origin}/trap`)] } })
    await expect(poll(alone)).rejects.toMatchObject(failed)
    await expect(alone.fetch(`${other.origin}/orders`)).rejects.toMatchObject(failed)
  })

  test('that leads in circles, or nowhere, fails', async () => {
    const server = createScriptedFetch()
    server.always('/circle', redirect('/circle'))
    server.always('/nowhere', redirect('https://['))
    await expect(server.fetch(`${server.origin}/circle`)).rejects.toMatchObject(failed)
    expect(server.requests('/circle')).toHaveLength(21)
    await expect(server.fetch(`${server.origin}/nowhere`)).rejects.toMatchObject(failed)
  })
})
