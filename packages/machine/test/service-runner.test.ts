import { createActor, setup, assign } from 'xstate'
import { expect, test, vi } from 'vitest'
import { createScriptedServices, deviceAuthorization, tokenSet } from '@device-flow/testing/virtual'
import { createServiceRunner } from '../src/chart/service-runner.ts'
import type { PollBlip, ServiceReply, ServiceRequest } from '../src/chart/service-requests.ts'
import type { DeviceFlowServices, ServiceCall } from '../src/index.ts'

type Told = ServiceReply | PollBlip

const turn = () => new Promise((resolve) => setImmediate(resolve))
const never = () => new Promise<never>(() => {})

/** A runner as a chart has it, and what that chart is told. */
function runner(services: Partial<DeviceFlowServices>) {
  const chart = setup({
    types: {} as { context: { told: Told[] }; events: Told },
    actors: { services: createServiceRunner({ ...createScriptedServices(), ...services }) },
  }).createMachine({
    context: { told: [] },
    invoke: { src: 'services', id: 'services' },
    on: { '*': { actions: assign({ told: ({ context, event }) => [...context.told, event] }) } },
  })
  const actor = createActor(chart).start()
  const child = () => actor.getSnapshot().children.services!
  return {
    actor,
    ask: (request: ServiceRequest) => child().send(request),
    told: () => actor.getSnapshot().context.told,
    awaited: () => child().getPersistedSnapshot() as { input?: ServiceRequest },
  }
}

test('what a service resolves to is told, and what it rejects with', async () => {
  const error = new Error('the clock is broken')
  const { ask, told } = runner({ sleep: () => Promise.reject(error), requestDeviceAuthorization: async () => code })
  const code = deviceAuthorization()
  ask({ type: 'requestDeviceAuthorization', input: {} })
  await turn()
  ask({ type: 'sleep', input: {} })
  await turn()
  expect(told()).toEqual([
    { type: 'xstate.done.actor.services.requestDeviceAuthorization', output: code },
    { type: 'xstate.error.actor.services.sleep', error },
  ])
})

test('a poll that goes on tells of what keeps it, and of nothing once it is over', async () => {
  const error = new Error('the keys are out of reach')
  let tellBlip: ServiceCall['tellBlip']
  let end: (() => void) | undefined
  const pending = { type: 'pending', receivedAt: 1 } as const
  const { ask, told, awaited } = runner({
    pollToken: (_authorization, call) => {
      tellBlip = call.tellBlip
      return new Promise((resolve) => (end = () => resolve(pending)))
    },
  })
  ask({ type: 'pollToken', input: deviceAuthorization() })
  tellBlip?.(error as never)
  expect(told()).toEqual([{ type: 'xstate.blip.actor.services.pollToken', error }])
  expect(awaited().input?.type).toBe('pollToken')
  end?.()
  await turn()
  tellBlip?.(error as never)
  expect(told().slice(1)).toEqual([{ type: 'xstate.done.actor.services.pollToken', output: pending }])
})

test('a service that throws before it has a promise has rejected', async () => {
  const error = new Error('before')
  const { ask, told } = runner({
    sleep() {
      throw error
    },
  })
  ask({ type: 'sleep', input: {} })
  await turn()
  expect(told()).toEqual([{ type: 'xstate.error.actor.services.sleep', error }])
})

test.each<[what: string, leaves: ServiceRequest]>([
  ['left', { type: 'leave' }],
  ['followed by another one', { type: 'refreshTokens', input: tokenSet() }],
])('a call that is %s is aborted, and what it then rejects with is told to nobody', async (_, leaves) => {
  const signals: AbortSignal[] = []
  const { ask, told } = runner({
    sleep: (_request, { signal }) => {
      signals.push(signal)
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    },
    refreshTokens: never,
  })
  ask({ type: 'sleep', input: {} })
  ask(leaves)
  await turn()
  expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  expect(told()).toEqual([])
})

test('a chart that stops leaves the call that it waits for, and XState warns of nothing', async () => {
  const warned = vi.spyOn(console, 'warn')
  let left: AbortSignal | undefined
  const { actor, ask } = runner({
    sleep: (_request, { signal }) => {
      left = signal
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    },
  })
  ask({ type: 'sleep', input: {} })
  actor.stop()
  await turn()
  expect(left?.aborted).toBe(true)
  expect(warned).not.toHaveBeenCalled()
})

test('what XState would keep names the call that is awaited; of one that is not, no input, which may hold secrets', () => {
  const { ask, awaited } = runner({ pollToken: never, sleep: never, revokeTokens: never })
  const poll: ServiceRequest = { type: 'pollToken', input: deviceAuthorization() }
  expect(awaited().input).toBeUndefined()
  ask(poll)
  expect(awaited().input).toBe(poll)
  // Not awaited by anybody: the poll still is.
  ask({ type: 'revokeTokens', input: tokenSet() })
  expect(awaited().input).toBe(poll)
  ask({ type: 'leave' })
  expect(awaited().input).toBeUndefined()
})

test('a listener that a request leaves on its signal hears of no later call', async () => {
  const heard: string[] = []
  const listen = (name: string, { signal }: ServiceCall): void => {
    signal.addEventListener('abort', () => heard.push(name))
  }
  const { ask } = runner({
    requestDeviceAuthorization: async (_, call) => {
      listen('request', call)
      return deviceAuthorization()
    },
    sleep: (_, call) => {
      listen('sleep', call)
      return never()
    },
  })
  ask({ type: 'requestDeviceAuthorization', input: {} })
  await turn()
  ask({ type: 'sleep', input: {} })
  ask({ type: 'leave' })
  expect(heard).toEqual(['sleep'])
})

test.each([0, 1, 2, 3, 4, 5, 6])(
  'a grant is revoked when it is left %i microtasks after the server gave it (T4)',
  async (microtasks) => {
    const revoked: string[] = []
    let grant: () => void
    const { ask, told } = runner({
      pollToken: () =>
        new Promise((resolve) => {
          grant = () => resolve({ type: 'granted', tokens: tokenSet() })
        }),
      sleep: never,
      revokeTokens: async ({ accessToken }) => void revoked.push(accessToken.reveal()),
    })
    ask({ type: 'pollToken', input: deviceAuthorization() })
    await turn()
    grant!()
    for (let count = 0; count < microtasks; count++) await Promise.resolve()
    const isTold = told().length > 0
    ask({ type: 'leave' })
    await turn()
    expect(told()).toHaveLength(isTold ? 1 : 0)
    expect(revoked).toEqual(isTold ? [] : ['access-token-1'])
  },
)
