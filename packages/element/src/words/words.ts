import type { WaitingAdvice } from '@device-flow/machine'
import type { EndingKind } from './ending-kind.ts'
import type { InterruptionKind } from './interruption-kind.ts'

/** What is said of a login or a session that is over: what happened, what to do, and what the main button does. */
export interface EndingWords {
  /** What happened. */
  title: string
  /** What to do. */
  advice: string
  /** The text of the main button. */
  action: string
}

/** What is said while a session is out of reach. */
export interface InterruptionWords {
  /** What happened. */
  title: string
  /** That the person still is signed in, and what to do. */
  advice: string
}

/** Every text of `<device-login>`. Its property `words` replaces any of them. */
export interface DeviceLoginWords {
  /** Before anything. */
  welcomeTitle: string
  /** Before anything: what the person needs. */
  welcomeText: string
  /** The button that begins. */
  signIn: string

  /** While what is kept of a session is being read. */
  restoringTitle: string

  /** While the code is on its way. */
  requestingTitle: string
  /** While the code is on its way: how it goes. */
  requestingText: string
  /** The same, when tries have failed. */
  requestingSlowly: string

  /** Above the code. */
  codeTitle: string
  /** Leads to the address. */
  goTo: string
  /** Leads to the code. */
  enterCode: string
  /** Below a QR code that holds the code, too: the person is to compare both. */
  scanAndCompare: string
  /** Below a QR code of the address alone. */
  scan: string
  /** Names the QR code for a screen reader. */
  qrCodeOf: (address: string) => string
  /** How long the code is good for, in whole seconds. */
  timeLeft: (seconds: number) => string
  /** When its time is up, while the server is asked once more. */
  lastCheck: string
  /** Below the code, while all is well. */
  waiting: string
  /** The same, once the person has taken long: what may keep them, by who runs the sign-in service. */
  advice: (advice: WaitingAdvice) => string
  /** The button of a person who is done on the phone. */
  done: string
  /** Right after that button was pressed. */
  checking: string
  /** When it brought nothing. */
  notYet: string
  /** The connection is weak. */
  unsteady: string
  /** The server has not answered for a while. */
  outage: string
  /** The button that gives the login up. */
  cancel: string

  /** Somebody is signed in; the name is of the ID token, where there is one. */
  signedInTitle: (name: string | undefined) => string
  /** The button that signs out. */
  signOut: string
  /** The button of somebody whose session ends soon. */
  signInAgain: string
  /** The session ends soon. */
  endsSoon: (at: Date) => string
  /** The session could not be kept, so that a reload would end it. */
  unsaved: string
  /** The last refresh failed. */
  refreshTrouble: string

  /** After somebody chose to sign out. */
  signedOutTitle: string
  /** After somebody chose to sign out: what is left of them. */
  signedOutText: string

  /** Why the session is out of reach, which is not lost, and what to do. */
  interruptions: Record<InterruptionKind, InterruptionWords>
  /** It is being tried again right now. */
  tryingAgain: string
  /** It is tried again by itself. */
  triesByItself: string
  /** The button that tries at once. */
  tryAgain: string

  /** How a login or a session ended. */
  endings: Record<EndingKind, EndingWords>
  /** The button that leaves an ending behind. */
  notNow: string
  /** The button of somebody whose kept session cannot be read: to sign in works all the same. */
  signInAnyway: string
  /** What a screen reader says once the code is there; `code` is spelled out. */
  announceCode: (address: string, code: string) => string
  /** Names a capital letter, where a code has small ones, too. */
  capital: (letter: string) => string

  /** The element itself is not set up: only the people who make the page can help. */
  notSetUpTitle: string
}

/** Texts that replace those of {@link DeviceLoginWords}; of endings and interruptions, any of any. */
export type ReplacedWords = Partial<Omit<DeviceLoginWords, 'endings' | 'interruptions'>> & {
  /** How a login or a session ended. */
  endings?: { [Kind in EndingKind]?: Partial<EndingWords> }
  /** Why a session is out of reach. */
  interruptions?: { [Kind in InterruptionKind]?: Partial<InterruptionWords> }
}
