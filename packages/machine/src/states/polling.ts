import { fault, output } from '../chart/params.ts'
import { deviceFlow } from '../chart/setup.ts'
import { givenUpElsewhere, signedInElsewhere } from './elsewhere.ts'

export const polling = deviceFlow.createStateConfig({
  description: 'Exactly one token request is in flight (RFC 8628 §3.4).',
  tags: 'prompting',
  entry: { type: 'ask', params: ({ context }) => ({ type: 'pollToken', input: context.authorization! }) },
  on: {
    cancel: { target: 'idle', actions: ['forgetLogin', 'forgetAll'], description: 'The person no longer wants to' },
    hint: {
      actions: 'noteHint',
      description: 'The network is back, or the person is probably done: if this poll fails, no back-off',
    },
    sessionChanged: [signedInElsewhere, givenUpElsewhere],
    'xstate.blip.actor.services.pollToken': {
      actions: { type: 'noteBlip', params: fault },
      description: 'The person approved, and the keys to verify that cannot be read now: this poll goes on',
    },
    'xstate.done.actor.services.pollToken': [
      {
        guard: { type: 'isGranted', params: output },
        target: 'authorized',
        actions: [{ type: 'keepGrant', params: output }, 'tellSignedIn'],
        description: 'The person approved: tokens',
      },
      {
        guard: { type: 'asksToWaitTooLong', params: output },
        target: 'error',
        actions: ['forgetLogin', { type: 'endAsToldToWait', params: output }],
        description: 'The server asks to be left alone for longer than the code lives',
      },
      {
        guard: { type: 'isPendingInTime', params: output },
        target: 'awaitingUser',
        actions: { type: 'noteResponse', params: output },
        description: 'Not decided yet',
      },
      {
        guard: { type: 'isSlowDownInTime', params: output },
        target: 'awaitingUser',
        actions: { type: 'noteResponse', params: output },
        description: 'Polled too fast: 5 s more between polls, for good',
      },
      {
        guard: { type: 'isEnded', params: output },
        target: 'error',
        actions: { type: 'endAsServerSaid', params: output },
        description: 'Denied, expired or refused',
      },
      {
        target: 'error',
        actions: ['forgetLogin', { type: 'noteResponse', params: output }, 'endAtDeadline'],
        description: 'Not decided by the deadline',
      },
    ],
    'xstate.error.actor.services.pollToken': [
      {
        guard: { type: 'spendsBlipBudget', params: fault },
        target: 'error',
        actions: { type: 'endAsOffline', params: fault },
        description: 'Too many polls in a row without an answer: offline',
      },
      {
        guard: { type: 'staysInvalid', params: fault },
        target: 'error',
        actions: { type: 'endAsInvalidResponse', params: fault },
        description: 'Answer after answer, for a minute, is not OAuth',
      },
      {
        guard: { type: 'asksToWaitTooLong', params: fault },
        target: 'error',
        actions: ['forgetLogin', { type: 'endAsToldToWait', params: fault }],
        description: 'The server asks to be left alone for longer than the code lives',
      },
      {
        guard: { type: 'isTransientInTime', params: fault },
        target: 'awaitingUser',
        actions: { type: 'noteBlip', params: fault },
        description: 'No usable answer: a blip, back off',
      },
      {
        guard: { type: 'isTransient', params: fault },
        target: 'error',
        actions: ['forgetLogin', { type: 'noteBlip', params: fault }, 'endAtDeadline'],
        description: 'No answer by the deadline',
      },
      {
        target: 'error',
        actions: { type: 'endAsFault', params: fault },
        description: 'A fault that polling on cannot cure',
      },
    ],
  },
})
