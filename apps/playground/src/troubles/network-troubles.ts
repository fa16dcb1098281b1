import { hang, html, redirect, reset, retryAfter } from '@device-flow/testing/fetch'
import { EVERY_KIND, type Meeting, type Trouble } from '../lab/troubles/trouble.ts'

const PORTAL = '<!doctype html><title>Welcome</title><h1>Agree to our terms to use this network</h1>'
const UNTIL_OUT =
  'goes on with the same code if it is out within a minute. Then it stops, and says why: more of the same would help nobody.'
const KEEPS_CODE = 'waits a little longer, and goes on with the same code.'

const network = { group: 'network', kinds: EVERY_KIND, lasts: 'once' } as const

/** What becomes of requests on the way. */
export const NETWORK_TROUBLES: readonly Trouble[] = [
  {
    ...network,
    name: 'reset',
    title: 'Connection reset',
    explanation: 'The next request is cut off before any answer.',
    goodClient: KEEPS_CODE,
    intercept: ({ answer }) => answer(reset()),
  },
  {
    ...network,
    name: 'time-out',
    title: 'Time-out',
    explanation: 'The next request is never answered.',
    goodClient: 'gives that request up after 30 seconds at most, and goes on with the same code.',
    intercept: ({ answer }) => answer(hang()),
  },
  {
    ...network,
    name: 'bad-gateway',
    title: '502 page',
    explanation: 'The next request gets a page of HTML from a proxy: 502 Bad Gateway.',
    goodClient: KEEPS_CODE,
    intercept: ({ answer }) => answer(html(502)),
  },
  {
    ...network,
    name: 'unavailable',
    title: '503, Retry-After',
    explanation: 'The next request gets 503, and is asked to come again in 30 seconds.',
    goodClient: 'waits these 30 seconds, and goes on with the same code.',
    intercept: ({ answer }) => answer(retryAfter(30)),
  },
  {
    ...network,
    name: 'too-many-requests-retry-after',
    title: '429, Retry-After',
    explanation: 'The next request is one too many: 429, and the server names 20 seconds.',
    goodClient: 'waits these 20 seconds, and goes on with the same code.',
    intercept: ({ answer }) => answer(retryAfter(20, { status: 429 })),
  },
  {
    ...network,
    name: 'too-many-requests',
    title: '429 alone',
    explanation: 'The next request is one too many: 429, and nobody says how long to wait.',
    goodClient: KEEPS_CODE,
    intercept: ({ answer }) => answer({ status: 429, body: { message: 'Too many requests' } }),
  },
  {
    ...network,
    name: 'portal-page',
    title: 'Captive portal: page',
    explanation: 'As in a hotel: each request is answered with 200 and a page of the network.',
    goodClient: `takes that for no answer, and ${UNTIL_OUT}`,
    lasts: 'until-off',
    oneOf: 'portal',
    intercept: ({ answer }) => answer(html(200, PORTAL)),
  },
  {
    ...network,
    name: 'portal-redirect',
    title: 'Captive portal: redirect',
    explanation: 'As in a hotel: each request is sent elsewhere, by 302.',
    goodClient: `does not take its secrets there, and ${UNTIL_OUT}`,
    lasts: 'until-off',
    oneOf: 'portal',
    intercept: ({ answer }) => answer(redirect('https://portal.example/welcome')),
  },
  {
    ...network,
    name: 'half-json',
    title: 'Half an answer',
    explanation: 'The server answers the next request, but only half of its JSON arrives.',
    goodClient: `${KEEPS_CODE} Half a token response is lost for good: the code has been used.`,
    intercept: cutInHalf,
  },
]

async function cutInHalf({ pass, strike }: Meeting): Promise<Response> {
  const response = await pass()
  const text = await response.text()
  strike()
  const { status, headers } = response
  const half = new Headers(headers)
  half.delete('content-length')
  return new Response(text.slice(0, Math.floor(text.length / 2)), { status, headers: half })
}
