import type { DeviceFlowView } from '@device-flow/machine'
import { plainAddress } from '@device-flow/app-shared/plain-address'
import { nameOf } from './name-of.ts'
import { problemWords } from './problem-words.ts'
import { spelledCode } from '@device-flow/app-shared/spelled-code'

/** What a screen reader says when the screen changes. It is the same text for as long as there is nothing new to say. */
export function announcementOf(view: DeviceFlowView): string {
  switch (view.status) {
    case 'idle':
      return ''
    case 'requesting':
      return view.blips > 0 ? 'This takes longer than usual. We keep trying.' : 'Getting a code for you.'
    case 'awaitingUser':
      return `On your phone, go to ${plainAddress(view.verificationUri)} and type the code: ${spelledCode(view.userCode)}.`
    case 'authorized':
      return `Hello ${nameOf(view.claims)}. You are signed in.`
    case 'error': {
      const { title, what, todo } = problemWords(view.error)
      return `${title}. ${what} ${todo}`
    }
  }
}
