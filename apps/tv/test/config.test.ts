import { afterEach, expect, test, vi } from 'vitest'
import { fetchConfig } from '../src/config.ts'

const config = { issuer: 'https://as.example', clientId: 'tv', apiUrl: 'https://api.example' }

afterEach(() => vi.unstubAllGlobals())

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

test('a config.json that is out of reach is named too', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  await expect(fetchConfig()).rejects.toThrow('config.json could not be fetched.')
})
