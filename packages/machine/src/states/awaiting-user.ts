import { fault } from '../chart/params.ts'
import { nextPoll } from '../chart/poll-plan.ts'
import { deviceFlow } from '../chart/setup.ts'
import { givenUpElsewhere, signedInElsewhere } from './elsewhere.ts'

export const awaitingUser = deviceFlow.createStateConfig({
  description: 'The person is shown where to go and what to type (RFC 8628 §3.3); the next poll is not yet legal.',
  tags: 'prompting',
  initial: 'waiting',
  on: {
    cancel: { target: 'idle', actions: ['forgetLogin', 'forgetAll'], description: 'The person no longer wants to' },
    sessionChanged: [signedInElsewhere, givenUpElsewhere],
  },
  states: {
    waiting: {
      description: 'The interval has not passed, or the code dies before it has.',
      entry: { type: 'ask', params: ({ context }) => ({ type: 'sleep', input: nextPoll(context).wait }) },
      on: {
        hint: { actions: 'noteHint', description: 'The person is probably done: poll as soon as it is legal' },
        'xstate.done.actor.services.sleep': [
          {
            guard: 'isPollTooLate',
            target: '#deviceFlow.error',
            actions: ['forgetLogin', 'endAtDeadline'],
            description: 'The code is dead before another poll is legal',
          },
          {
            guard: 'isHinted',
            target: '#deviceFlow.polling',
            actions: 'forgetHint',
            description: 'The interval has passed, and the person is probably done',
          },
          { guard: 'needsNoBackOff', target: '#deviceFlow.polling', description: 'The interval has passed' },
          { target: 'backingOff', description: 'A poll is legal, but the last ones failed, or the login was restored' },
        ],
        'xstate.error.actor.services.sleep': {
          target: '#deviceFlow.error',
          actions: { type: 'endAsFault', params: fault },
          description: 'The clock failed',
        },
      },
    },
    backingOff: {
      description:
        'A poll is legal, but the last ones failed, or the login was restored, so it waits longer (RFC 8628 §3.5).',
      entry: { type: 'ask', params: ({ context }) => ({ type: 'sleep', input: nextPoll(context).backOff }) },
      on: {
        hint: { target: '#deviceFlow.polling', description: 'The network is back, or the person is probably done' },
        'xstate.done.actor.services.sleep': { target: '#deviceFlow.polling', description: 'The back-off has passed' },
        'xstate.error.actor.services.sleep': {
          target: '#deviceFlow.error',
          actions: { type: 'endAsFault', params: fault },
          description: 'The clock failed',
        },
      },
    },
  },
})
