import { isGoodbye, viewerEnvelope } from '../src/window.ts'
import type { GoodbyeEnvelope, InspectionEnvelope } from '../src/window.ts'
import type { InspectionMessage } from '../src/index.ts'

export const viewerUrl = 'https://viewer.example/inspector/'
export const viewerOrigin = 'https://viewer.example'

/** A viewer's window, as the page that opened it sees it: what is posted arrives only at the origin that it was posted to. */
export class FakeViewer {
  closed = false
  origin: string = viewerOrigin
  readonly received: InspectionMessage[] = []
  /** To where each message was posted. */
  readonly targets: string[] = []
  focused = 0
  /** How often a page said goodbye. */
  goodbyes = 0
  /** The page that opened it, as it knows it itself. */
  opener: unknown = null

  postMessage(envelope: InspectionEnvelope | GoodbyeEnvelope, targetOrigin: string): void {
    this.targets.push(targetOrigin)
    if (targetOrigin !== this.origin) return
    if (isGoodbye(envelope)) this.goodbyes++
    else this.received.push(structuredClone(envelope).message)
  }

  focus(): void {
    this.focused++
  }

  asWindow(): Window {
    return this as unknown as Window
  }
}

/** The page of an app. */
export class FakePage extends EventTarget {
  readonly location = { href: 'https://app.example/tv/' }
  /** What `open` returns next; `null` is what a blocker makes of it. */
  next: FakeViewer | null = null
  readonly opened: unknown[][] = []

  open(...request: unknown[]): Window | null {
    this.opened.push(request)
    return this.next?.asWindow() ?? null
  }

  /** Has a window post something to this page. */
  hear(data: unknown, source: FakeViewer | null, origin: string = source?.origin ?? viewerOrigin): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data, source, origin }))
  }

  hello(viewer: FakeViewer): void {
    this.hear(viewerEnvelope({ type: 'hello', protocol: 1 }), viewer)
  }

  asWindow(): Window {
    return this as unknown as Window
  }
}
