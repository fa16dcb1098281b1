import { isSameView, toView } from '@device-flow/machine'
import type { DeviceFlowActor, DeviceFlowView } from '@device-flow/machine'
import { createHandle, type DeviceFlowHandle } from '@device-flow/machine/adapter'
import type { ContractAdapter } from '../src/contract/index.ts'
import { providePage } from './page.ts'

providePage()

/** One consumer's eye on the login. */
export interface Reader {
  view(): DeviceFlowView
  draws(): number
  redraw(): void
  stop(): void
}

/** What an adapter does by itself. */
export interface VanillaParts {
  /** Begins to read the login. */
  read?: (actor: DeviceFlowActor) => Reader
  /** Mounts the login, and lets the consumers do what they do at once. Returns the unmount. */
  mount?: (handle: DeviceFlowHandle, act: () => void) => () => void
}

/** An adapter on `createHandle`, without any framework: what an adapter is when there is nothing to adapt to. */
export function vanillaOf({ read = readChanges, mount = mountOnce }: VanillaParts): ContractAdapter {
  return {
    mount({ services, consumers, onMount, ...options }) {
      const handle = createHandle(services, options)
      const readers = Array.from({ length: consumers }, () => read(handle.actor))
      const unmount = mount(handle, () => readers.forEach(() => onMount?.(handle.commands)))
      return {
        consumers: readers.map(({ view, draws }) => ({ view, draws, commands: () => handle.commands })),
        redraw: () => readers.forEach((reader) => reader.redraw()),
        unmount() {
          for (const reader of readers) reader.stop()
          unmount()
        },
      }
    },
  }
}

/** Draws what looks different, and only that. */
export function readChanges(actor: DeviceFlowActor): Reader {
  let draws = 1
  let view = toView(actor.getSnapshot())
  const subscription = actor.subscribe((snapshot) => {
    const next = toView(snapshot)
    if (isSameView(view, next)) return
    view = next
    draws++
  })
  return { view: () => view, draws: () => draws, redraw: () => draws++, stop: () => subscription.unsubscribe() }
}

/** As it should be: mounted, and from then on the consumers may call. */
export function mountOnce(handle: DeviceFlowHandle, act: () => void): () => void {
  const unmount = handle.mount()
  act()
  return unmount
}

/** As React's StrictMode has it: mounted, unmounted, and mounted again in one go. */
export function mountTwice(handle: DeviceFlowHandle, act: () => void): () => void {
  mountOnce(handle, act)()
  return mountOnce(handle, act)
}

export const vanilla: ContractAdapter = vanillaOf({})
