import type { DeviceFlow } from '@device-flow/react'
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Exchange } from '../wire/exchange.ts'
import type { LastTrouble } from './troubles/active-troubles.ts'
import type { Trouble } from './troubles/trouble.ts'
import type { RunningDevice } from './devices.ts'
import type { Lab } from './lab.ts'

/** The lab that is set up. */
export const LabContext = createContext<Lab | undefined>(undefined)

export function useLab(): Lab {
  const lab = useContext(LabContext)
  if (!lab) throw new Error('useLab is for what is inside of a LabContext')
  return lab
}

/** All exchanges so far. */
export function useExchanges(): readonly Exchange[] {
  const { wire } = useLab()
  return useSyncExternalStore(wire.subscribe, wire.list)
}

/** The troubles that are on. */
export function useActiveTroubles(): readonly Trouble[] {
  const { troubles } = useLab()
  return useSyncExternalStore(troubles.subscribe, troubles.list)
}

/** What has happened last of the troubles and incidents. */
export function useLastTrouble(): LastTrouble | undefined {
  const { troubles } = useLab()
  return useSyncExternalStore(troubles.subscribe, troubles.last)
}

/** The devices that are on. */
export function useDevices(): readonly RunningDevice[] {
  const { devices } = useLab()
  return useSyncExternalStore(devices.subscribe, devices.list)
}

/** The login of the first device, as the hook has it; drawn again when its view changes. */
export function useFlow(): DeviceFlow | undefined {
  const { devices } = useLab()
  return useSyncExternalStore(devices.subscribe, devices.flow)
}
