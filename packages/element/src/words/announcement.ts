import { spellUserCode, type DeviceFlowView } from '@device-flow/machine'
import { cleanText, plainAddress } from '@device-flow/untrusted'
import { endingKind } from './ending-kind.ts'
import { interruptionKind } from './interruption-kind.ts'
import { nameOf } from './name-of.ts'
import type { DeviceLoginWords } from './words.ts'

/** What a screen reader says when the screen changes. It is the same text for as long as there is nothing new to say. */
export function announcement(view: DeviceFlowView, words: DeviceLoginWords, hasLeft: boolean): string {
  switch (view.status) {
    case 'idle':
      return hasLeft ? words.signedOutTitle : ''
    case 'requesting':
      return view.blips > 0 ? words.requestingSlowly : words.requestingTitle
    case 'awaitingUser':
      // Nothing of the connection: each time that it comes and goes, the whole code would be spelled again.
      return words.announceCode(
        plainAddress(cleanText(view.verificationUri)),
        spellUserCode(cleanText(view.userCode), words),
      )
    case 'authorized':
      return words.signedInTitle(nameOf(view.claims))
    case 'error': {
      const { error, canResume } = view
      const { title, advice } = canResume
        ? words.interruptions[interruptionKind(error)]
        : words.endings[endingKind(error)]
      return `${title}. ${advice}`
    }
  }
}
