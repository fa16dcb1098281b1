import { DeviceLoginElement } from './device-login-element.ts'

/** The name of the element. */
const NAME = 'device-login'

/** Defines the element, once for all copies of this package in a page. On a server there is nothing to define it in. */
export function define(): void {
  if (typeof customElements === 'undefined' || customElements.get(NAME)) return
  customElements.define(NAME, DeviceLoginElement)
}
