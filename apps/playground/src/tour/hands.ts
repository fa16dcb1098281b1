import type { LabHost } from '../lab/lab-host.ts'
import type { Lab } from '../lab/lab.ts'
import { partId, type PartName } from '../layout/part.tsx'
import { DEFAULT_SETTINGS } from '../settings/settings.ts'
import { toNextPoll } from '../time/to-next-poll.ts'

const LOADING_MS = 50
const MOST_TRIES = 100

/** What the tour does on the page: it presses the buttons that people press, and lets time pass. */
export class Hands {
  readonly #host: LabHost

  constructor(host: LabHost) {
    this.#host = host
  }

  /**
   * The lab that is set up.
   *
   * @throws Error when there is none
   */
  lab(): Lab {
    const { lab, problem } = this.#host.state()
    if (!lab) throw new Error(problem)
    return lab
  }

  /** Sets up a device and a server in this page, both new; time stands still while somebody reads. */
  async setUpAnew(): Promise<void> {
    const { look } = this.#host.state().settings
    this.#host.setUp({ ...DEFAULT_SETTINGS, look })
    this.lab().clock.pause()
    await this.#until(({ devices }) => devices.flow()?.status === 'idle' && !devices.flow()?.restoring)
  }

  /**
   * Presses the button of this name.
   *
   * @throws Error when it is not there, or cannot be pressed
   */
  press(part: PartName, name: string): void {
    const buttons = [...(document.getElementById(partId(part))?.querySelectorAll('button') ?? [])]
    const button = buttons.find(({ textContent }) => textContent.trim() === name)
    if (!button || button.disabled || button.ariaDisabled === 'true')
      throw new Error(`There is no “${name}” to press in ${part}`)
    button.click()
  }

  /** Opens a part that is folded. */
  open(part: PartName): void {
    document.getElementById(partId(part))?.querySelector<HTMLElement>(':scope > [aria-expanded="false"]')?.click()
  }

  /** Passes time until the device shows this. */
  untilStatus(status: string): Promise<void> {
    return this.#until(({ devices }) => devices.flow()?.status === status)
  }

  /** Passes time until the next poll has been answered. */
  toNextPoll(): Promise<void> {
    return toNextPoll(this.lab())
  }

  /** Passes time until so many refreshes have been carried out by the server in this page. */
  untilRefreshes(count: number): Promise<void> {
    return this.#until(({ server }) => (server.scripted?.counts().refreshes ?? 0) >= count)
  }

  async #until(condition: (lab: Lab) => boolean, tries = MOST_TRIES): Promise<void> {
    const lab = this.lab()
    try {
      await lab.clock.runUntil(() => condition(lab))
    } catch (error) {
      if (tries === 0) throw error
      // What is loaded once it is needed takes real time, and no timer of the lab's is set meanwhile.
      await new Promise((resolve) => setTimeout(resolve, LOADING_MS))
      await this.#until(condition, tries - 1)
    }
  }
}
