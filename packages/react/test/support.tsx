import { createScriptedServices } from '@device-flow/testing/virtual'
import type { ScriptedServices, ServicesScript } from '@device-flow/testing/virtual'
import { act } from '@testing-library/react'

/** Scripted services, and a clock that moves inside of React's `act`. */
export function scripted(script: ServicesScript = {}): {
  services: ScriptedServices
  pass: (ms: number) => Promise<void>
} {
  const services = createScriptedServices(script)
  return { services, pass: (ms) => act(() => services.clock.advance(ms)) }
}
