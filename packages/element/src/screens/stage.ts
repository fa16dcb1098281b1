import type { DeviceFlowError, DeviceFlowView } from '@device-flow/machine'
import { systemClock } from '@device-flow/machine/clock'
import { create, setText } from '../parts/create.ts'
import { createPressGuard } from '../remote/press-guard.ts'
import { announcement } from '../words/announcement.ts'
import { english } from '../words/english.ts'
import { interruptionKind } from '../words/interruption-kind.ts'
import { nameOf } from '../words/name-of.ts'
import type { DeviceLoginWords } from '../words/words.ts'
import { code } from './code.ts'
import { ending } from './ending.ts'
import { interrupted } from './interrupted.ts'
import { notSetUp } from './not-set-up.ts'
import { requesting, restoring } from './one-moment.ts'
import type { Screen, ScreenParts } from './screen.ts'
import { signedIn } from './signed-in.ts'
import { farewell, welcome } from './welcome.ts'

/** A screen that is due, and what it is made of: where one of these is another, it is another screen. */
type Due = readonly [make: () => Screen, ...madeOf: unknown[]]

/** Where the screens of an element come and go, and what has changed is said aloud. */
export class Stage {
  readonly #root: ShadowRoot
  /** It stays while the screens come and go: a live region that is new is not read. */
  readonly #announcer = create('p', { class: 'unseen', role: 'status' })
  #screen: Screen | undefined
  #madeOf: readonly unknown[] = []
  #words: DeviceLoginWords | undefined
  #outage: DeviceFlowError | undefined
  #wasSignedIn = false
  /** Whether a press is meant for this screen. */
  #isMeant = (): boolean => true

  constructor(root: ShadowRoot) {
    this.#root = root
    root.append(this.#announcer)
    // Before the button hears of it.
    root.addEventListener('click', (event) => this.#dropUnlessMeant(event), true)
  }

  /** Shows where a login is. */
  show(view: DeviceFlowView, parts: ScreenParts): void {
    if (view.status === 'error') this.#outage = view.canResume ? view.error : undefined
    else if (view.status !== 'authorized' || !view.refreshing) this.#outage = undefined
    const hasLeft = view.status === 'idle' && !view.restoring && this.#wasSignedIn
    if (view.status !== 'idle') this.#wasSignedIn = view.status === 'authorized' || this.#outage !== undefined
    const [make, ...madeOf] = this.#due(view, parts, hasLeft)
    this.#put(make, [...madeOf, parts.commands], parts.words, () => parts.clock.monotonic())
    this.#screen?.update?.(view)
    // While an outage lasts, each try would be announced.
    if (!this.#outage || view.status === 'error') setText(this.#announcer, announcement(view, parts.words, hasLeft))
  }

  /** Shows why there is no login. */
  showNotSetUp(words: DeviceLoginWords, message: string): void {
    this.#put(
      () => notSetUp(words, message),
      ['not-set-up', message],
      words,
      () => systemClock.monotonic(),
    )
  }

  /** Another login is to come: that nobody is signed in by it is no farewell. The screen stands until then. */
  forget(): void {
    this.#wasSignedIn = false
  }

  /** Takes the screen away, with its timers. */
  clear(): void {
    this.forget()
    this.#screen?.end?.()
    this.#screen?.root.remove()
    this.#screen = undefined
    this.#madeOf = []
  }

  /** Gives the focus to the first button; where there is none, and beside "Sign out", to the heading: a press must not sign out. */
  focus(): void {
    const [button] = this.#screen?.root.classList.contains('card-signed-in') ? [] : this.buttons()
    const heading = this.#screen?.root.querySelector('h2')
    ;(button ?? heading)?.focus()
  }

  /** The buttons of the screen, as one gets from one to the next. */
  buttons(): HTMLElement[] {
    return Array.from(this.#screen?.root.querySelectorAll('button') ?? []).filter(({ hidden }) => !hidden)
  }

  #due(view: DeviceFlowView, parts: ScreenParts, hasLeft: boolean): Due {
    const outage = this.#outage
    if (outage) return [() => interrupted(parts, outage), 'interrupted', interruptionKind(outage)]
    switch (view.status) {
      case 'idle':
        if (view.restoring) return [() => restoring(parts), 'restoring']
        return hasLeft ? [() => farewell(parts), 'farewell'] : [() => welcome(parts), 'welcome']
      case 'requesting':
        return [() => requesting(parts), 'requesting']
      case 'awaitingUser': {
        const { userCode, verificationUri, verificationUriComplete, expiresAt } = view
        return [() => code(parts, view), 'code', userCode, verificationUri, verificationUriComplete, expiresAt]
      }
      case 'authorized':
        return [() => signedIn(parts, view), 'signed-in', nameOf(view.claims)]
      case 'error':
        return [() => ending(parts, view.error), 'ending', view.error]
    }
  }

  #put(make: () => Screen, madeOf: readonly unknown[], words: DeviceLoginWords, now: () => number): void {
    const isSame = madeOf.length === this.#madeOf.length && madeOf.every((one, index) => one === this.#madeOf[index])
    if (isSame && words === this.#words) return
    const { activeElement, host } = this.#root
    const place = this.#focusable().findIndex((element) => element === activeElement)
    // Slotted content that had it goes, too.
    const hadFocus =
      activeElement !== null || (host !== document.activeElement && host.contains(document.activeElement))
    // A press cannot have been meant for a screen without buttons.
    if (!isSame) this.#isMeant = this.buttons().length > 0 ? createPressGuard(now) : () => true
    this.#screen?.end?.()
    this.#screen?.root.remove()
    this.#screen = make()
    // Until a page gives texts of its own, which are of its language.
    if (words === english) this.#screen.root.lang = this.#announcer.lang = 'en'
    else this.#announcer.removeAttribute('lang')
    this.#madeOf = madeOf
    this.#words = words
    this.#root.append(this.#screen.root)
    // The same screen in other words: the person is where they were.
    if (isSame) this.#focusable()[place]?.focus()
    else if (hadFocus) this.focus()
  }

  /** What may have the focus, in an order that is the same in any words. */
  #focusable(): HTMLElement[] {
    return Array.from(this.#screen?.root.querySelectorAll<HTMLElement>('h2, a, button') ?? [])
  }

  #dropUnlessMeant(event: Event): void {
    const isOnButton = this.buttons().some((button) => button === event.target)
    if (isOnButton && !this.#isMeant()) event.stopPropagation()
  }
}
