import { afterEach, expect, test, vi } from 'vitest'
import { ConfigUnreachable, fetchConfig } from '../src/config.ts'

const config = { issuer: 'https://as.example', clientId: 'tv', apiUrl: 'https://api.example' }

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function answer(body: string, status = 200): void {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })))
}

test('the app learns from config.json where its server is', async () => {
  answer(JSON.stringify(config))
  expect(await fetchConfig()).toEqual(config)
})

test.each([
  ['<html>', 200, 'holds no JSON object'],
  ['null', 200, 'holds no JSON object'],
  ['', 404, 'HTTP 404'],
  [JSON.stringify({ issuer: '', apiUrl: 1 }), 200, 'lacks issuer, clientId, apiUrl'],
])('a config.json that is %j (%i) is named for what is wrong', async (body, status, problem) => {
  answer(body, status)
  await expect(fetchConfig()).rejects.toThrow(problem)
})

test.each<[string, () => Promise<Response>, string]>([
  [
    'without a network',
    () => Promise.reject(new TypeError('Failed to fetch')),
    'could not be fetched. Failed to fetch',
  ],
  ['from a server that is down', () => Promise.resolve(new Response('', { status: 503 })), 'HTTP 503'],
])('a config.json that does not come %s is nobody’s mistake', async (_name, fetch, problem) => {
  vi.stubGlobal('fetch', fetch)
  const error = await fetchConfig().catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ConfigUnreachable)
  expect((error as Error).message).toContain(problem)
})

test.each<[string, () => Promise<Response>]>([
  ['never answered', () => new Promise(() => {})],
  ['begun, and never ended', () => Promise.resolve(new Response(new ReadableStream()))],
])('a config.json that is %s is given up after ten seconds', async (_name, fetch) => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', fetch)
  const outcome = vi.fn<(error: Error) => void>()
  void fetchConfig().catch(outcome)
  await vi.advanceTimersByTimeAsync(9_900)
  expect(outcome).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(200)
  expect(outcome.mock.lastCall?.[0]).toBeInstanceOf(ConfigUnreachable)
  expect(outcome.mock.lastCall?.[0].message).toContain('no answer within 10 seconds')
})
