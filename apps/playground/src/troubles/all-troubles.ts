import type { Trouble } from './trouble.ts'

const json = (status: number, body: object, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })

/** All troubles, in the order of their buttons. */
export const TROUBLES: readonly Trouble[] = [
  {
    name: 'slow-down',
    title: 'Slow down',
    explanation:
      'The server finds the device too fast. A good client waits 5 seconds longer between polls from then on.',
    group: 'answers',
    kinds: ['poll'],
    lasts: 'once',
    intercept: () => Promise.resolve(json(400, { error: 'slow_down' })),
  },
  {
    name: 'reset',
    title: 'Connection reset',
    explanation: 'The next request fails on the way. A good client counts it, waits, and goes on with the same code.',
    group: 'network',
    kinds: ['discovery', 'keys', 'deviceAuthorization', 'poll', 'refresh', 'revocation', 'userInfo', 'api'],
    lasts: 'once',
    intercept: () => Promise.reject(new TypeError('Failed to fetch')),
  },
]
