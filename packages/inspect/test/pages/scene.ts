import type { Canaries } from '@device-flow/testing'

/** The secrets of a login, and one of which only the app knows that it is secret. */
export type SceneCanaries = Canaries & { pin: string }

/** What a test tells the page of a login. */
export interface Scene {
  /** Where the viewer is, on another origin. */
  viewerUrl: string
  /** Whether it is opened in the page's frame, or in a window of its own. */
  place: 'frame' | 'window'
  /** A page on a third origin, of which the login has never heard. */
  strangerUrl: string
  canaries: SceneCanaries
  /** Whether only snapshots are told. */
  onlySnapshots: boolean
}

/** How a test moves the login of a page. */
interface PageLogin {
  /** Begins as a person does, with secrets among the request's parameters. */
  start(): void
  /** Fails, with an error that has a secret in its message. */
  refresh(): void
  stop(): void
  /** Lets virtual time pass, ms. */
  advance(ms: number): Promise<void>
  /** The top-level state that it is in, e.g. `authorized`. */
  state(): string
  closeInspector(): void
}

/** What a window was sent, and from where. */
export interface Tapped {
  origin: string
  data: unknown
}

declare global {
  interface Window {
    scene: Scene
    login: PageLogin
    tapped: Tapped[]
    /** Of a stranger: says what a viewer would say. */
    claim(): void
  }
}
