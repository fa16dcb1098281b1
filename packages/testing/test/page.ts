class Document extends EventTarget {
  get visibilityState(): string {
    return 'visible'
  }
}

/** Makes `globalThis` a page as far as a login looks at it: Node has events and their targets, but no window and no document. */
export function providePage(): void {
  const target = new EventTarget()
  Object.assign(globalThis, {
    document: new Document(),
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
    dispatchEvent: target.dispatchEvent.bind(target),
  })
}
