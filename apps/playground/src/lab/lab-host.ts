import type { InspectionTransport } from '@device-flow/inspect'
import type { PlaygroundConfig } from '../playground-config.ts'
import type { DeviceLook, Settings } from '../settings/settings.ts'
import { createLab, type Lab } from './lab.ts'

/** What stands on the page: a lab, or why there is none. */
export interface LabState {
  readonly settings: Settings
  readonly lab: Lab | undefined
  /** What is wrong with the settings. */
  readonly problem: string | undefined
}

/** Has one lab at a time, outside of React: its login goes on whatever is drawn. */
export class LabHost {
  readonly config: PlaygroundConfig
  readonly #transports: readonly InspectionTransport[]
  readonly #listeners = new Set<() => void>()
  #state: LabState

  /** @param transports where inspectors send what they see: to the viewer in the frame */
  constructor(config: PlaygroundConfig, settings: Settings, transports: readonly InspectionTransport[] = []) {
    this.config = config
    this.#transports = transports
    this.#state = this.#create(settings, '')
  }

  readonly state = (): LabState => this.#state

  /** Ends the lab, and sets another one up. The secret is kept in memory alone. */
  setUp(settings: Settings, clientSecret = ''): void {
    this.#state.lab?.close()
    this.#set(this.#create(settings, clientSecret))
  }

  /** Changes what the device looks like. The lab stays, and so does its login. */
  chooseLook(look: DeviceLook): void {
    this.#set({ ...this.#state, settings: { ...this.#state.settings, look } })
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #set(state: LabState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }

  #create(settings: Settings, clientSecret: string): LabState {
    try {
      const lab = createLab(settings, this.config, { clientSecret, transports: this.#transports })
      return { settings, lab, problem: undefined }
    } catch (error) {
      return { settings, lab: undefined, problem: (error as Error).message }
    }
  }
}
