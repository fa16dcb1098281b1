import { fault, output } from '../chart/params.ts'
import { deviceFlow } from '../chart/setup.ts'
import { signedInElsewhere } from './elsewhere.ts'

const FIRST_BACK_OFF_MS = 1_000

export const requesting = deviceFlow.createStateConfig({
  description: 'The device authorization request is in flight (RFC 8628 §3.1).',
  tags: 'busy',
  initial: 'sending',
  on: {
    cancel: { target: 'idle', actions: 'forgetAll', description: 'The person no longer wants to' },
    sessionChanged: signedInElsewhere,
  },
  states: {
    sending: {
      entry: { type: 'ask', params: ({ context }) => ({ type: 'requestDeviceAuthorization', input: context.request }) },
      on: {
        'xstate.done.actor.services.requestDeviceAuthorization': {
          target: '#deviceFlow.awaitingUser',
          actions: [{ type: 'keepAuthorization', params: output }, 'tellCode'],
          description: 'The server gave a code for the person and one for the device',
        },
        'xstate.error.actor.services.requestDeviceAuthorization': [
          {
            guard: { type: 'mayRequestAgain', params: fault },
            target: 'backingOff',
            actions: { type: 'noteRequestBlip', params: fault },
            description: 'No answer: a blip',
          },
          {
            guard: { type: 'isTransient', params: fault },
            target: '#deviceFlow.error',
            actions: { type: 'endAsOffline', params: fault },
            description: 'Still no answer: offline',
          },
          {
            target: '#deviceFlow.error',
            actions: { type: 'endAsFault', params: fault },
            description: 'The server refused, or its answer makes no sense',
          },
        ],
      },
    },
    backingOff: {
      entry: {
        type: 'ask',
        params: ({ context: { requestBlips, lastFault } }) => ({
          type: 'sleep',
          input: {
            // `||`, not `??`: with NaN it would not wait at all.
            atLeastMs: Math.max(FIRST_BACK_OFF_MS * 2 ** (requestBlips - 1), lastFault?.retryAfterMs || 0),
          },
        }),
      },
      on: {
        'xstate.done.actor.services.sleep': { target: 'sending', description: 'Try again' },
        'xstate.error.actor.services.sleep': {
          target: '#deviceFlow.error',
          actions: { type: 'endAsFault', params: fault },
          description: 'The clock failed',
        },
      },
    },
  },
})
