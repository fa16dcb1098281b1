import { createActor, type Snapshot } from 'xstate'
import { expect } from 'vitest'
import { createScriptedServices } from '@device-flow/testing/virtual'
import type { ScriptedServicesOptions } from '@device-flow/testing/virtual'
import { toView, type DeviceFlowMachine } from '../src/index.ts'
import { login } from './support.ts'

export type Persisted = Snapshot<unknown>

/** XState's own snapshot of a login that has come to a state. */
export async function persisted(
  state: string,
  script: ScriptedServicesOptions,
  then?: 'refresh' | 'signOut',
): Promise<Persisted> {
  const flow = login(script)
  if (state !== 'idle' || then) flow.send({ type: 'start' })
  await flow.clock.runUntil(() => flow.state() === (then ? 'authorized' : state))
  if (then) flow.send({ type: then })
  await flow.clock.advance(0)
  expect(flow.state()).toBe(state)
  return flow.actor.getPersistedSnapshot()
}

/** Those of the states that hold secrets. */
export const withSecrets: [string, () => Promise<Persisted>][] = [
  ['authorized', () => persisted('authorized', { polls: ['granted'] })],
  ['awaitingUser', () => persisted('awaitingUser', {})],
  ['polling', () => persisted('polling', { polls: ['hang'] })],
  ['refreshing', () => persisted('refreshing', { polls: ['granted'], refreshes: ['hang'] }, 'refresh')],
  ['error', () => persisted('error', { polls: ['granted'], refreshes: ['unexpected'] }, 'refresh')],
]

/** Starts a machine from a snapshot, and tells what is seen of it. */
export async function start(machine: DeviceFlowMachine, snapshot: Persisted, clock = createScriptedServices().clock) {
  const actor = createActor(machine, { snapshot })
  const views = [toView(actor.getSnapshot()).status]
  const faults: unknown[] = []
  actor.subscribe({ next: (next) => void views.push(toView(next).status), error: (fault) => faults.push(fault) })
  actor.start()
  await clock.advance(60_000)
  views.push(toView(actor.getSnapshot()).status)
  return { views, faults, actor }
}
