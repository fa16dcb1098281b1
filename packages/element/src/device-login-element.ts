import { DeviceFlowError } from '@device-flow/machine'
import type { DeviceFlowActor, DeviceFlowView } from '@device-flow/machine'
import type { DeviceFlowCommands, DeviceFlowOptions, DeviceFlowSource } from '@device-flow/machine/adapter'
import type { Store } from '@device-flow/session'
import { BaseElement } from './base-element.ts'
import { createEvents, type DeviceLoginEventMap } from './login/events.ts'
import { Login } from './login/login.ts'
import { CLIENT_ATTRIBUTES, servicesOf } from './login/services-of.ts'
import { adopt } from './look/adopt.ts'
import { look } from './look/look.ts'
import { listenToRemote } from './remote/listen-to-remote.ts'
import { Stage } from './screens/stage.ts'
import { isSame } from './words/is-same.ts'
import { replaceWords } from './words/replace-words.ts'
import type { ReplacedWords } from './words/words.ts'

/** What is said of an element without a server. A script may still be about to set one, so not before this, ms. */
const NOTHING_SET = 'It needs the attributes issuer and client-id, or the property services.'
const PATIENCE_MS = 1_000

/**
 * `<device-login>`: a ready screen for one device login. It shows the code, the address, a QR code and the time left, and once somebody is
 * signed in, what stands between its tags. Nothing starts by itself: the person presses "Sign in".
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3 | RFC 8628 §3}
 * @example
 * ```ts
 * import '@device-flow/element'
 *
 * const login = document.createElement('device-login')
 * login.setAttribute('issuer', 'https://login.example.com')
 * login.setAttribute('client-id', 'living-room-tv')
 * login.addEventListener('signed-in', ({ detail }) => console.log(detail.claims?.sub))
 * document.body.append(login)
 * ```
 */
export class DeviceLoginElement extends BaseElement implements DeviceFlowCommands {
  /** The attributes that a login is made of: a change of one ends it and makes another. */
  static readonly observedAttributes: readonly string[] = CLIENT_ATTRIBUTES

  #services: DeviceFlowSource | undefined
  #store: Store | undefined
  #options: DeviceFlowOptions = {}
  #replaced: ReplacedWords | undefined
  #words = replaceWords()
  #login: Login | undefined
  #eventsOf = createEvents()
  readonly #stage: Stage
  #isMounted = false
  #patience: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open' })
    adopt(root, look)
    this.#stage = new Stage(root)
    listenToRemote(root, {
      buttons: () => this.#stage.buttons(),
      focus: () => this.#stage.focus(),
      back: () => this.#goBack(),
    })
    // What was set before the element was defined hides the properties of the same name.
    for (const name of ['services', 'store', 'options', 'words'] as const) {
      if (!Object.prototype.hasOwnProperty.call(this, name)) continue
      const value = this[name]
      delete (this as Partial<Record<typeof name, unknown>>)[name]
      Object.assign(this, { [name]: value })
    }
  }

  /** Your own services, or their machine, instead of the attributes. Another object ends the login, and makes another. */
  get services(): DeviceFlowSource | undefined {
    return this.#services
  }

  set services(services: DeviceFlowSource | undefined) {
    if (services === this.#services) return
    this.#services = services
    this.#makeAnew()
  }

  /** Where the session of the attributes' client is kept. Default: in memory, or with `remember` in IndexedDB, encrypted. */
  get store(): Store | undefined {
    return this.#store
  }

  set store(store: Store | undefined) {
    if (store === this.#store) return
    this.#store = store
    if (!this.#services) this.#makeAnew()
  }

  /**
   * The options of `useDeviceFlow`, read when the login is created; one that nobody has begun is made anew for them. By default an outage
   * is tried again by itself (`keepTrying`).
   */
  get options(): DeviceFlowOptions {
    return this.#options
  }

  set options(options: DeviceFlowOptions | undefined) {
    this.#options = options ?? {}
    if (this.view.status === 'idle') this.#makeAnew()
  }

  /** Texts that replace the English ones. Words that are the same change nothing, so they may be written inline. */
  get words(): ReplacedWords | undefined {
    return this.#replaced
  }

  set words(words: ReplacedWords | undefined) {
    if (isSame(words, this.#replaced)) return
    this.#replaced = words
    this.#words = replaceWords(words)
    if (this.#isMounted && this.#login) this.#show(this.#login)
  }

  /** What is shown; `idle` as long as there is no login. */
  get view(): DeviceFlowView {
    return this.#login?.view ?? { status: 'idle', restoring: false }
  }

  /** The running machine; undefined as long as there is no login. */
  get actor(): DeviceFlowActor | undefined {
    return this.#login?.handle.actor
  }

  readonly start: DeviceFlowCommands['start'] = (request) => this.#commands().start(request)
  readonly cancel: DeviceFlowCommands['cancel'] = () => this.#commands().cancel()
  readonly retry: DeviceFlowCommands['retry'] = () => this.#commands().retry()
  readonly hint: DeviceFlowCommands['hint'] = () => this.#commands().hint()
  readonly refresh: DeviceFlowCommands['refresh'] = () => this.#commands().refresh()
  readonly signOut: DeviceFlowCommands['signOut'] = () => this.#commands().signOut()
  readonly getAccessToken: DeviceFlowCommands['getAccessToken'] = async () => this.#commands().getAccessToken()
  readonly fetch: DeviceFlowCommands['fetch'] = async (input, init) => this.#commands().fetch(input, init)

  /** Gives the focus to the main button of the screen. */
  override focus(): void {
    this.#stage.focus()
  }

  /** Begins the login, or finds it again. */
  connectedCallback(): void {
    // One that was moved must go on in this very turn: it would be cancelled at its end.
    if (this.#login) this.#begin()
    else this.#beginSoon()
  }

  /** Ends the login, unless it is to be found again (`onUnmount`). */
  disconnectedCallback(): void {
    clearTimeout(this.#patience)
    this.#leave()
    this.#stage.clear()
  }

  /** A login that is made of the attributes is made anew. */
  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before !== after && !this.#services) this.#makeAnew()
  }

  #makeAnew(): void {
    // Who was signed in by the login before has not signed out: what is kept of that session still is.
    this.#eventsOf = createEvents()
    // A farewell stands: options that are written inline are set again at each rendering.
    if (this.view.status !== 'idle') this.#stage.forget()
    this.#leave()
    this.#login = undefined
    if (this.isConnected) this.#beginSoon()
  }

  /** Once for all that is set in one go: frameworks set properties when the element is in the page already. */
  #beginSoon(): void {
    void Promise.resolve().then(() => this.#begin())
  }

  #begin(): void {
    if (!this.isConnected || this.#isMounted) return
    clearTimeout(this.#patience)
    try {
      const login = this.#findOrMakeLogin()
      this.#isMounted = login !== undefined
      login?.mount()
      if (login && this.hasAttribute('autofocus')) this.focus()
      if (!login) this.#patience = setTimeout(() => this.#refuse(new TypeError(NOTHING_SET)), PATIENCE_MS)
    } catch (error) {
      this.#refuse(error as Error)
    }
  }

  #leave(): void {
    this.#isMounted = false
    this.#login?.unmount()
  }

  /** @throws TypeError for attributes or services that cannot work */
  #findOrMakeLogin(): Login | undefined {
    if (this.#login) return this.#login
    const { clock } = this.#options
    const source = this.#services ?? servicesOf(this, this.#store, clock)
    if (!source) return undefined
    this.#login = new Login(source, { keepTrying: true, ...this.#options }, (login) => {
      this.#show(login)
      for (const [name, detail] of this.#eventsOf(login.view)) this.#dispatch(name, detail)
    })
    return this.#login
  }

  /** @throws TypeError where no login can be made */
  #commands(): DeviceFlowCommands {
    this.#begin()
    const login = this.#findOrMakeLogin()
    if (!login) throw new TypeError(NOTHING_SET)
    return login.handle.commands
  }

  #show({ handle: { commands, clock }, view }: Login): void {
    this.#stage.show(view, { words: this.#words, clock, commands })
  }

  #refuse(cause: Error): void {
    this.#stage.showNotSetUp(this.#words, cause.message)
    this.#dispatch('login-error', new DeviceFlowError('unsupported', cause.message, { cause }))
  }

  #dispatch<Name extends keyof DeviceLoginEventMap>(name: Name, detail: DeviceLoginEventMap[Name]['detail']): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
  }

  /** What the back key of a remote control does: it gives up what waits, and leaves an ending behind. */
  #goBack(): boolean {
    const { view } = this
    const isLeft = view.status === 'error' && !view.canResume
    if (!isLeft && view.status !== 'requesting' && view.status !== 'awaitingUser') return false
    this.cancel()
    return true
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'device-login': DeviceLoginElement
  }
}
