import type { DeviceFlowInput } from '@device-flow/machine'
import type { ServicesScript } from '../services/scripted-services.ts'

/** How a case wants its login. */
export interface LoginSetup extends DeviceFlowInput {
  script?: ServicesScript
  /** Default 1. */
  consumers?: number
}
