import type { ServicesScript } from '../services/services-script.ts'
import type { LoginOptions, MountRequest } from './adapter.ts'

/** How a case wants its login. */
export interface LoginSetup extends LoginOptions, Pick<MountRequest, 'onMount'> {
  script?: ServicesScript
  /** Default 1. */
  consumers?: number
}
