import { remoteKey } from './remote-key.ts'

/** What the keys of a remote control do. */
export interface RemoteActions {
  /** The buttons, in order. */
  buttons: () => HTMLElement[]
  /** Gives the focus to the main button. */
  focus: () => void
  /** What the back key does; false when there is nothing to go back from: then it is left to the page and the device. */
  back: () => boolean
}

/** Lets arrow keys move the focus from button to button inside a shadow tree, and the back key go back. */
export function listenToRemote(root: ShadowRoot, { buttons, focus, back }: RemoteActions): void {
  root.addEventListener('keydown', (event) => {
    // What is slotted belongs to the page, and so do its keys.
    if (!(event instanceof KeyboardEvent) || !root.contains(event.target as Node)) return
    const key = remoteKey(event, getComputedStyle(root.host).direction === 'rtl')
    // A key that is held down would press the button of each screen that follows.
    if (!key) return event.key === 'Enter' && event.repeat ? event.preventDefault() : undefined
    if (key === 'back') return !event.repeat && back() ? event.preventDefault() : undefined
    const all = buttons()
    const at = all.indexOf(root.activeElement as HTMLElement)
    const next = all[key === 'next' ? at + 1 : at - 1]
    // From the heading, or a link: to the buttons.
    if (at < 0) focus()
    next?.focus()
    // At either end the page scrolls, as it would without us.
    if (at < 0 || next) event.preventDefault()
  })
}
