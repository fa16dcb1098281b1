import type { DeviceLoginEventMap } from './login/events.ts'

type Listener<Event> = ((event: Event) => unknown) | { handleEvent(event: Event): unknown }

/** An element whose own events have types. */
export interface BaseElement extends HTMLElement {
  addEventListener<Name extends keyof DeviceLoginEventMap>(
    type: Name,
    listener: Listener<DeviceLoginEventMap[Name]>,
    options?: boolean | AddEventListenerOptions,
  ): void
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void
  removeEventListener<Name extends keyof DeviceLoginEventMap>(
    type: Name,
    listener: Listener<DeviceLoginEventMap[Name]>,
    options?: boolean | EventListenerOptions,
  ): void
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void
}

/** What the element is made of. A server that renders a framework's pages imports this, too, and has no elements. */
export const BaseElement: new () => BaseElement = typeof HTMLElement === 'undefined' ? (Object as never) : HTMLElement
