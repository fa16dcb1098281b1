import type { DeviceFlowError, DeviceFlowView } from '@device-flow/machine'
import { interruptedWords } from './interrupted-words.ts'
import { nameOf } from './name-of.ts'
import { plainAddress } from '@device-flow/app-shared/plain-address'
import { problemWords } from '@device-flow/app-shared/problem-words'
import { spelledCode } from '@device-flow/app-shared/spelled-code'
import { unreadableWords } from './unreadable-words.ts'

/** What a screen reader says when the screen changes. It is the same text for as long as there is nothing new to say. */
export function announcement(view: DeviceFlowView, hasLeft: boolean): string {
  switch (view.status) {
    case 'idle':
      return hasLeft ? 'You are signed out.' : ''
    case 'requesting':
      return view.blips > 0 ? 'The connection is slow. Still trying.' : 'Getting your code.'
    case 'awaitingUser':
      // Nothing of the connection: each time that it comes and goes, the whole code would be spelled again.
      return `On your phone or computer, go to ${plainAddress(view.verificationUri)} and enter the code ${spelledCode(view.userCode)}.`
    case 'authorized': {
      const name = nameOf(view.claims)
      return name ? `You are signed in as ${name}.` : 'You are signed in.'
    }
    case 'error': {
      const { title, advice } =
        view.error.reason === 'storage' ? unreadableWords(view.error) : problemWords(view.error, 'this TV')
      return `${title}. ${advice}`
    }
  }
}

/** What it says when a session is out of reach; not again at each try. */
export function interruptionAnnouncement(error: DeviceFlowError): string {
  const { title, advice } = interruptedWords(error)
  return `${title}. ${advice}`
}
