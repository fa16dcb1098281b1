import type { DeviceFlowView } from '@device-flow/machine'
import type { Clock, DeviceFlowCommands } from '@device-flow/machine/adapter'
import type { DeviceLoginWords } from '../words/words.ts'

/** What every screen is made of. */
export interface ScreenParts {
  readonly words: DeviceLoginWords
  readonly clock: Clock
  readonly commands: DeviceFlowCommands
}

/** One screen. It is made once, and stands until another one is due: the focus, and what is being read, stay where they are. */
export interface Screen {
  readonly root: HTMLElement
  /** Shows what has changed. */
  readonly update?: (view: DeviceFlowView) => void
  /** Ends its timers. */
  readonly end?: () => void
}
