import { createScriptedServices, type ScriptedServices, type ServicesScript } from '@device-flow/testing/virtual'
import { onTestFinished } from 'vitest'
import { DeviceLoginElement, type DeviceLoginEventMap } from '../src/index.ts'

/** A screen ignores a press that comes sooner after it, ms. */
const SETTLES_MS = 400

/** An element in a page, on scripted services and virtual time. */
export interface Scene {
  login: DeviceLoginElement
  services: ScriptedServices
  /** What its events were, in order, and with their details. `view-change` apart. */
  events: [name: string, detail: unknown][]
  /** Lets ms pass. */
  pass(ms: number): Promise<void>
  /** Presses a button by its text, once the screen takes presses. */
  press(text: string): Promise<void>
  /** Presses a key where the focus is. */
  key(key: string, more?: KeyboardEventInit): void
  /** The text of the first element inside that fits a selector; undefined where there is none. */
  text(selector: string): string | undefined
  /** The text of what has the focus inside. */
  focused(): string | undefined
}

const NAMES: (keyof DeviceLoginEventMap)[] = ['signed-in', 'signed-out', 'login-error']

/** Puts an element into the page until the end of the test. */
export async function openLogin(script: ServicesScript = {}, set: Partial<DeviceLoginElement> = {}): Promise<Scene> {
  const services = createScriptedServices(script)
  const login = new DeviceLoginElement()
  const events: Scene['events'] = []
  for (const name of NAMES) login.addEventListener(name, ({ detail }) => events.push([name, detail]))
  Object.assign(login, { services, options: { clock: services.clock } }, set)
  document.body.append(login)
  onTestFinished(() => login.remove())
  const root = login.shadowRoot!
  const pass = (ms: number): Promise<void> => services.clock.advance(ms)
  await pass(0)
  return {
    login,
    services,
    events,
    pass,
    async press(text) {
      await pass(SETTLES_MS)
      const button = Array.from(root.querySelectorAll('button')).find((one) => one.textContent === text && !one.hidden)
      if (!button) throw new Error(`There is no button ${text}`)
      button.focus()
      button.click()
      await pass(0)
    },
    key: (key, more) =>
      void (root.activeElement ?? login).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
      ),
    text: (selector) => root.querySelector(selector)?.textContent ?? undefined,
    focused: () => root.activeElement?.textContent ?? undefined,
  }
}
