import { nextPoll } from '../chart/next-poll.ts'
import { fault } from '../chart/params.ts'
import { deviceFlow } from '../chart/setup.ts'
import { givenUpElsewhere, signedInElsewhere } from './elsewhere.ts'

export const awaitingUser = deviceFlow.createStateConfig({
  description: 'The person is shown where to go and what to type (RFC 8628 §3.3); the next poll is not yet legal.',
  tags: 'prompting',
  initial: 'planning',
  on: {
    cancel: { target: 'idle', actions: ['forgetLogin', 'forgetAll'], description: 'The person no longer wants to' },
    sessionChanged: [signedInElsewhere, givenUpElsewhere],
  },
  states: {
    planning: {
      always: [
        { guard: 'canPollInTime', target: 'waiting', description: 'A poll will be legal before the code is dead' },
        { target: 'expiring', description: 'No poll is legal before the code is dead' },
      ],
    },
    waiting: {
      description: 'The interval has not passed.',
      on: {
        hint: { actions: 'noteHint', description: 'The person is probably done: poll as soon as it is legal' },
      },
      invoke: {
        src: 'sleep',
        input: ({ context }) => nextPoll(context).interval,
        onDone: [
          { guard: 'needsNoBackOff', target: '#deviceFlow.polling', description: 'The interval has passed' },
          { target: 'backingOff', description: 'A poll is legal, but the last ones failed' },
        ],
        onError: {
          target: '#deviceFlow.error',
          actions: { type: 'endAsFault', params: fault },
          description: 'The clock failed',
        },
      },
    },
    backingOff: {
      description: 'A poll is legal, but the last ones failed, so it waits longer (RFC 8628 §3.5).',
      on: {
        hint: { target: '#deviceFlow.polling', description: 'The network is back, or the person is probably done' },
      },
      invoke: {
        src: 'sleep',
        input: ({ context }) => nextPoll(context).backOff,
        onDone: { target: '#deviceFlow.polling', description: 'The back-off has passed' },
        onError: {
          target: '#deviceFlow.error',
          actions: { type: 'endAsFault', params: fault },
          description: 'The clock failed',
        },
      },
    },
    expiring: {
      description: 'The code dies before another poll is legal.',
      invoke: {
        src: 'sleep',
        input: ({ context }) => nextPoll(context).expiring,
        onDone: {
          target: '#deviceFlow.error',
          actions: ['forgetLogin', 'endAtDeadline'],
          description: 'The code is dead',
        },
        onError: {
          target: '#deviceFlow.error',
          actions: { type: 'endAsFault', params: fault },
          description: 'The clock failed',
        },
      },
    },
  },
})
