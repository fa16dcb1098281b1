import type { DeviceSession } from '@device-flow/machine'
import {
  encodeDeviceSession,
  memoryStore,
  withSession,
  type ConditionalStore,
  type KeptServices,
} from '@device-flow/session'
import {
  createScriptedServices,
  type ScriptedServices,
  type ScriptedServicesOptions,
} from '@device-flow/testing/virtual'
import { act, render, screen } from '@testing-library/react'
import { beforeAll, vi } from 'vitest'
import { App } from '../src/app.tsx'

const KEY = 'tv'

// Virtual time does not wait for the code that asks the server: it is there before the first test.
beforeAll(async () => {
  withSession(createScriptedServices(), { store: memoryStore() })
  await vi.dynamicImportSettled()
})

/** What a television has besides its script. */
export interface TelevisionOptions {
  /** What is kept of its last sign-in. */
  kept?: DeviceSession
  /** Where; default: in memory. */
  store?: ConditionalStore
}

/** What a television runs on. */
export interface Television extends ScriptedServices {
  /** The same services, as the app has them. */
  readonly kept: KeptServices
}

/** Services of one more window on the same television. */
export function servicesOf(services: ScriptedServices, store: ConditionalStore): KeptServices {
  return withSession(services, { store, key: KEY, clock: services.clock, allowedOrigins: ['https://api.example'] })
}

/** Switches a television on, and waits until it knows whether somebody is signed in. */
export async function openTelevision(
  script: ScriptedServicesOptions = {},
  { kept, store = memoryStore() }: TelevisionOptions = {},
): Promise<Television> {
  const services = createScriptedServices(script)
  const { clock } = services
  if (kept) await store.writeIf(KEY, 0, { revision: 1, text: encodeDeviceSession(kept) })
  const keptServices = servicesOf(services, store)
  render(<App services={keptServices} apiUrl="https://api.example" clock={clock} />)
  await act(() => clock.advance(0))
  return Object.assign(services, { kept: keptServices })
}

/** What is kept, as it would be found after a reload. */
export async function keptIn(store: ConditionalStore): Promise<Record<string, unknown>> {
  return JSON.parse((await store.read(KEY))?.text ?? '{}') as Record<string, unknown>
}

/** What the screen is about. */
export const heading = (): string | null => screen.getByRole('heading').textContent

/** What a screen reader says when the screen changes. */
export const announced = (): string | null | undefined => document.querySelector('p.unseen[role=status]')?.textContent
