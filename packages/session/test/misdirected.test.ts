import { redirect } from '@device-flow/testing'
import type { ScriptedResponse, ScriptedServer } from '@device-flow/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Session } from '../src/index.ts'
import { ORDERS, startApi, tokensSent } from './api.ts'
import { signedIn } from './login.ts'

let api: ScriptedServer
let session: Session

beforeEach(async () => {
  api = await startApi()
  ;({ session } = await signedIn({}, { allowedOrigins: [api.origin] }))
})

afterEach(() => api.close())

const misdirected: ScriptedResponse = { status: 421, body: { title: 'Not here' }, headers: { 'alt-svc': 'clear' } }

describe('an API that answers 421 (Misdirected Request), at which the fetch of Node would send the same again at once (T23)', () => {
  test.each<RequestInit>([{ method: 'POST', body: 'tea' }, {}])(
    'gets %j once, and the app its answer',
    async (init) => {
      api.script(ORDERS, misdirected)
      const response = await session.fetch(`${api.origin}${ORDERS}`, init)
      expect(response).toMatchObject({ status: 421, ok: false, url: `${api.origin}${ORDERS}`, redirected: false })
      expect(response.headers.get('alt-svc')).toBe('clear')
      expect(await response.json()).toEqual({ title: 'Not here' })
      expect(tokensSent(api)).toHaveLength(1)
    },
  )

  test('gets it once behind a redirect, too', async () => {
    api.always('/moved', redirect(ORDERS))
    api.script(ORDERS, misdirected)
    const response = await session.fetch(`${api.origin}/moved`)
    expect(response).toMatchObject({ status: 421, url: `${api.origin}${ORDERS}`, redirected: true })
    expect(api.requests(ORDERS)).toHaveLength(1)
  })

  test('and the next call is as any other', async () => {
    api.script(ORDERS, misdirected)
    await session.fetch(`${api.origin}${ORDERS}`)
    expect((await session.fetch(`${api.origin}${ORDERS}`)).status).toBe(200)
  })
})

test('a dispatcher that the app names carries the request', async () => {
  const carried: object[] = []
  const dispatcher = {
    dispatch(options: object) {
      carried.push(options)
      throw new Error('Not sent.')
    },
  }
  const named: object = { dispatcher }
  await expect(session.fetch(`${api.origin}${ORDERS}`, named)).rejects.toThrow('fetch failed')
  await expect(session.fetch(new Request(`${api.origin}${ORDERS}`, named))).rejects.toThrow('fetch failed')
  expect(carried).toHaveLength(2)
})
