import type { InspectionTransport } from '@device-flow/inspect'
import type { PlaygroundConfig } from '../playground-config.ts'
import { isSameClient, type ClientCredentials } from '../settings/client-credentials.ts'
import type { SettingsProblem } from '../settings/settings-problem.ts'
import type { DeviceLook, Settings } from '../settings/settings.ts'
import { findProblem } from './find-problem.ts'
import { createLab, type Lab } from './lab.ts'

/** What stands on the page: a lab, or why there is none. */
export interface LabState {
  readonly settings: Settings
  readonly lab: Lab | undefined
  /** What is wrong with the settings, where there is no lab. */
  readonly problem: SettingsProblem | undefined
}

/** Has one lab at a time, outside of React: its login goes on whatever is drawn. */
export class LabHost {
  readonly config: PlaygroundConfig
  readonly #transports: readonly InspectionTransport[]
  readonly #listeners = new Set<() => void>()
  #state: LabState
  #credentials: ClientCredentials = {}

  /** @param transports where inspectors send what they see: to the viewer in the frame */
  constructor(config: PlaygroundConfig, settings: Settings, transports: readonly InspectionTransport[] = []) {
    this.config = config
    this.#transports = transports
    this.#state = this.#create(settings, {})
  }

  readonly state = (): LabState => this.#state

  /** What the client proves with who it is, as it was entered last. */
  get credentials(): ClientCredentials {
    return this.#credentials
  }

  /**
   * Sets a lab up, and ends the one before it. Where the settings cannot work, that one goes on, and what is wrong with them is returned.
   * Credentials are in memory alone; those of the same client at the same server are used on.
   */
  setUp(
    settings: Settings,
    credentials: ClientCredentials = this.#credentialsFor(settings),
  ): SettingsProblem | undefined {
    const problem = findProblem(settings, this.config, credentials)
    if (problem && this.#state.lab) return problem
    // Before the next one is there: both send what they see to the same viewer.
    this.#state.lab?.close()
    this.#credentials = credentials
    this.#set(this.#create(settings, credentials))
    return problem
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

  #credentialsFor(settings: Settings): ClientCredentials {
    return isSameClient(settings, this.#state.settings) ? this.#credentials : {}
  }

  #create(settings: Settings, credentials: ClientCredentials): LabState {
    const problem = findProblem(settings, this.config, credentials)
    if (problem) return { settings, lab: undefined, problem }
    return {
      settings,
      lab: createLab(settings, this.config, { ...credentials, transports: this.#transports }),
      problem,
    }
  }
}
