import type { LabHost } from '../lab/lab-host.ts'
import type { Lab } from '../lab/lab.ts'
import { partId, type PartName } from '../layout/part.tsx'
import type { ClientCredentials } from '../settings/client-credentials.ts'
import { DEFAULT_SETTINGS, type Settings } from '../settings/settings.ts'
import { toNextPoll } from '../time/to-next-poll.ts'

const LOADING_MS = 20
const MOST_TRIES = 500

/** What the tour does on the page: it presses the buttons that people press, and lets time pass. */
export class Hands {
  readonly #host: LabHost
  readonly #before: { settings: Settings; credentials: ClientCredentials }
  readonly #opened = new Set<PartName>()
  #hasEnded = false

  constructor(host: LabHost) {
    this.#host = host
    this.#before = { settings: host.state().settings, credentials: host.credentials }
  }

  /** Sets up a device and a server in this page, both new; time stands still while somebody reads. */
  async setUpAnew(): Promise<void> {
    this.#insist()
    const { look } = this.#host.state().settings
    this.#host.setUp({ ...DEFAULT_SETTINGS, look })
    this.#lab().clock.pause()
    await untilSo(() => this.#lab().devices.flow()?.restoring === false)
  }

  /**
   * Presses the button of this name, or the first that has it in its name.
   *
   * @throws Error when it is not there, or cannot be pressed
   */
  press(part: PartName, name: string): void {
    this.#insist()
    const buttons = buttonsOf(part)
    const button =
      buttons.find(({ textContent }) => textContent.trim() === name) ??
      buttons.find(({ textContent }) => textContent.includes(name))
    if (!button || button.disabled || button.ariaDisabled === 'true')
      throw new Error(`There is no “${name}” in ${part}`)
    button.click()
  }

  /** Opens a part that is folded. */
  open(part: PartName): void {
    this.#insist()
    const folded = document.getElementById(partId(part))?.querySelector<HTMLElement>(':scope > [aria-expanded="false"]')
    if (!folded) return
    folded.click()
    this.#opened.add(part)
  }

  /** Puts back what was changed: another lab with the settings of before, whose time goes on, and the parts that were folded. */
  putBack(): void {
    this.#hasEnded = true
    const { settings, credentials } = this.#before
    const { look } = this.#host.state().settings
    this.#host.setUp({ ...settings, look }, credentials)
    this.#host.state().lab?.clock.play()
    for (const part of this.#opened)
      document.getElementById(partId(part))?.querySelector<HTMLElement>(':scope > [aria-expanded="true"]')?.click()
  }

  /** Waits until the device shows this; no time of the lab passes. */
  untilStatus(status: string): Promise<void> {
    return untilSo(() => this.#lab().devices.flow()?.status === status)
  }

  /** Waits until there are so many buttons of this name; no time of the lab passes. */
  untilButtons(part: PartName, name: string, count: number): Promise<void> {
    return untilSo(() => buttonsOf(part).filter(({ textContent }) => textContent === name).length === count)
  }

  /** Passes time until the next poll has been answered. */
  toNextPoll(): Promise<void> {
    return toNextPoll(this.#lab())
  }

  /** Passes time until the server in this page has carried out a refresh. */
  async toNextRefresh(): Promise<void> {
    const { clock, server } = this.#lab()
    const refreshes = (): number => server.scripted?.counts().refreshes ?? 0
    const before = refreshes()
    await clock.runUntil(() => refreshes() > before)
  }

  /** Whether the tour is over: nothing is pressed any more. */
  get hasEnded(): boolean {
    return this.#hasEnded
  }

  #insist(): void {
    if (this.#hasEnded) throw new Error('The tour is over')
  }

  #lab(): Lab {
    this.#insist()
    const { lab, problem } = this.#host.state()
    if (!lab) throw new Error(problem?.message)
    return lab
  }
}

function buttonsOf(part: PartName): HTMLButtonElement[] {
  return [...(document.getElementById(partId(part))?.querySelectorAll('button') ?? [])]
}

/** Waits in real time, while that of the lab stands still: code may be loading, and time would leap to the time-out of a request. */
async function untilSo(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (condition()) return
    await new Promise((resolve) => setTimeout(resolve, LOADING_MS))
  }
  throw new Error('The device does not get there')
}
