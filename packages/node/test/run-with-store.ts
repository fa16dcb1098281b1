import { setImmediate as nextTurn } from 'node:timers/promises'
import { memoryStore, withSession } from '@device-flow/session'
import type { ConditionalStore } from '@device-flow/session'
import { createScriptedServices } from '@device-flow/testing'
import type { ScriptedServices, ServicesScript } from '@device-flow/testing'
import { beforeAll, vi } from 'vitest'
import { signIn } from './loaded-sign-in.ts'
import type { DevicePrompt, LoginOptions, Session } from '../src/index.ts'

/** The client of the services. */
export const client = { server: 'https://as.example', clientId: 'cli' }

// Virtual time does not wait for the code that asks the server: it is there before the first test.
beforeAll(async () => {
  withSession(createScriptedServices(), { store: memoryStore() })
  await vi.dynamicImportSettled()
})

/** A program that signs in with a store. */
export interface Run {
  services: ScriptedServices
  prompts: DevicePrompt[]
  session: Promise<Session>
  /** Lets time pass, and what waits for the store go on. */
  pass(ms: number): Promise<void>
  requests(): number
}

/** A run of a program that signs in, with what earlier runs have left in the store. */
export function run(
  store: ConditionalStore,
  script: ServicesScript = {},
  options: Partial<LoginOptions> = {},
  now?: number,
): Run {
  const services = createScriptedServices({ client, ...script })
  if (now !== undefined) services.clock.jumpWall(now - services.clock.now())
  const prompts: DevicePrompt[] = []
  const onPrompt = (prompt: DevicePrompt): void => void prompts.push(prompt)
  const session = signIn({ services, clock: services.clock, store, onPrompt, ...options })
  session.catch(() => {})
  const names = ['requestDeviceAuthorization', 'pollToken', 'refreshTokens', 'revokeTokens'] as const
  const pass = async (ms: number): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await nextTurn()
    await services.clock.advance(ms)
    for (let turn = 0; turn < 5; turn++) await nextTurn()
  }
  return { services, prompts, session, pass, requests: () => names.flatMap((name) => services.calls(name)).length }
}

/** A run that signs in, and ends. */
export async function signedInBefore(store: ConditionalStore): Promise<void> {
  const { session, pass } = run(store, { polls: ['granted'] })
  await pass(5_000)
  ;(await session).actor.stop()
}
