/** A page that a login runs on, as far as a case has to do with it. */
interface Page extends EventTarget {
  readonly document: EventTarget
}

type Listening = readonly [type: string, listener: unknown]

/**
 * The page of `globalThis`.
 *
 * @throws Error where there is none
 */
function currentPage(): Page {
  const page = globalThis as unknown as Partial<Page>
  if (page.document && page.addEventListener) return page as Page
  throw new Error(
    "There is no page: run the contract in an environment that has one, such as jsdom, or add 'page' to `lacks`",
  )
}

/** The events by which a page says that the person or the network is back. */
export type PageEventType = 'online' | 'focus' | 'visibilitychange' | 'resume'

/** Lets an event happen on the page of `globalThis`. */
export function pageEvent(type: PageEventType): void {
  const page = currentPage()
  const target = type === 'online' || type === 'focus' ? page : page.document
  target.dispatchEvent(new Event(type))
}

/** The person looks at something else now, until {@link showPage}. */
export function hidePage(): void {
  // In front of the prototype's getter, which shows again when this is deleted.
  Object.defineProperty(currentPage().document, 'visibilityState', { configurable: true, value: 'hidden' })
  pageEvent('visibilitychange')
}

/** Undoes {@link hidePage}, without an event. */
export function showPage(): void {
  Reflect.deleteProperty(currentPage().document, 'visibilityState')
}

/** The types of the listeners that some work adds to the page and leaves there. */
export async function listenersLeftBy(work: () => Promise<void>): Promise<string[]> {
  const left: Listening[] = []
  const page = currentPage()
  const restore = [page, page.document].map((target) => recordListeners(target, left))
  try {
    await work()
  } finally {
    for (const undo of restore) undo()
  }
  return left.map(([type]) => type)
}

function recordListeners(target: EventTarget, left: Listening[]): () => void {
  const { addEventListener, removeEventListener } = target
  const forget = (type: string, listener: unknown): void => {
    const at = left.findIndex(([leftType, leftListener]) => leftType === type && leftListener === listener)
    if (at >= 0) left.splice(at, 1)
  }
  target.addEventListener = (...added: Parameters<EventTarget['addEventListener']>) => {
    const [type, listener, options] = added
    // Once, however often: so does the page.
    forget(type, listener)
    left.push([type, listener])
    if (typeof options === 'object') options.signal?.addEventListener('abort', () => forget(type, listener))
    addEventListener.apply(target, added)
  }
  target.removeEventListener = (...removed: Parameters<EventTarget['removeEventListener']>) => {
    forget(removed[0], removed[1])
    removeEventListener.apply(target, removed)
  }
  return () => void Object.assign(target, { addEventListener, removeEventListener })
}
