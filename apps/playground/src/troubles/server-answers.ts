import { denied, expired, pending, slowDown } from '@device-flow/testing/fetch'
import type { Trouble } from '../lab/troubles/trouble.ts'

/**
 * What the server says to a poll. It is said on the way, at each server alike: the person's own buttons deny at the server itself, and the
 * time control lets the code expire by itself.
 */
export const SERVER_ANSWERS: readonly Trouble[] = [
  {
    name: 'pending-for-ever',
    title: 'Pending for ever',
    explanation: 'Each poll is answered with authorization_pending, whatever the person does.',
    goodClient: 'asks on at the same interval, and stops once the code has expired.',
    group: 'answers',
    kinds: ['poll'],
    lasts: 'until-off',
    intercept: ({ answer }) => answer(pending()),
  },
  {
    name: 'deny',
    title: 'Denied',
    explanation: 'The next poll is answered with access_denied: somebody has said no.',
    goodClient: 'stops at once, says so, and starts again only when a person wants to.',
    group: 'answers',
    kinds: ['poll'],
    lasts: 'once',
    intercept: ({ answer }) => answer(denied()),
  },
  {
    name: 'expire',
    title: 'Expire',
    explanation: 'The next poll is answered with expired_token, before the time that the server had named.',
    goodClient: 'stops, and offers a new code, but asks for none by itself.',
    group: 'answers',
    kinds: ['poll'],
    lasts: 'once',
    intercept: ({ answer }) => answer(expired()),
  },
  {
    name: 'slow-down',
    title: 'Slow down',
    explanation: 'The next poll is answered with slow_down: too fast for this server.',
    goodClient: 'waits 5 seconds longer between two polls, from now on (RFC 8628 §3.5).',
    group: 'answers',
    kinds: ['poll'],
    lasts: 'once',
    intercept: ({ answer }) => answer(slowDown()),
  },
  {
    name: 'slow-down-each',
    title: 'Slow down, each time',
    explanation: 'Each poll is answered with slow_down.',
    goodClient: 'adds 5 seconds to its interval each time, and never takes them back.',
    group: 'answers',
    kinds: ['poll'],
    lasts: 'until-off',
    intercept: ({ answer }) => answer(slowDown()),
  },
]
