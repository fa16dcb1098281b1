import type { DeviceFlow } from '@device-flow/react'

/** A device that is switched on. */
export interface RunningDevice {
  readonly name: 'device' | 'second'
  /** No two are the same: a reload is another life on the same store. */
  readonly life: number
}

/** The devices of a lab: one, or two that share a store, as two tabs do. */
export class Devices {
  #running: readonly RunningDevice[] = [{ name: 'device', life: 1 }]
  #lives = 1
  readonly #flows = new Map<string, DeviceFlow>()
  readonly #listeners = new Set<() => void>()

  /** Those that are on. The same array until one is switched on, off, or loaded again. */
  readonly list = (): readonly RunningDevice[] => this.#running

  /** The login of the first device, as the hook has it; undefined until it is drawn for the first time. */
  readonly flow = (): DeviceFlow | undefined => this.#flows.get('device')

  /** What the other device shows than the one of this name; undefined where there is no other. */
  statusBeside(name: string): DeviceFlow['status'] | undefined {
    const other = this.#running.find((device) => device.name !== name)
    return other && this.#flows.get(other.name)?.status
  }

  /** The least time between a reply and the next poll, ms, as the login of a device has it now; undefined where it has no code. */
  intervalMs(name: string): number | undefined {
    return this.#flows.get(name)?.actor.getSnapshot().context.cadence?.intervalMs
  }

  /** The device has drawn its login. */
  drawn(name: string, flow: DeviceFlow): void {
    if (this.#flows.get(name) === flow) return
    this.#flows.set(name, flow)
    this.#tell()
  }

  /** Switches the second device on or off. */
  switchSecond(isOn: boolean): void {
    const [first, second] = this.#running
    if (!first || isOn === Boolean(second)) return
    if (second) this.#end(second)
    this.#set(second ? [first] : [first, { name: 'second', life: ++this.#lives }])
  }

  /** Loads the page of a device again: its login is gone from memory, and what is kept of it is read. */
  reload(name = 'device'): void {
    const loaded = this.#running.map((device) => {
      if (device.name !== name) return device
      this.#end(device)
      return { ...device, life: ++this.#lives }
    })
    this.#set(loaded)
  }

  switchAllOff(): void {
    for (const device of this.#running) this.#end(device)
    this.#set([])
  }

  /** Calls back when a device is switched on or off, or has drawn its login. The returned function ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** As a page that is closed: its actor stops, and nothing is signed out. */
  #end({ name }: RunningDevice): void {
    this.#flows.get(name)?.actor.stop()
    this.#flows.delete(name)
  }

  #set(running: readonly RunningDevice[]): void {
    this.#running = running
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
