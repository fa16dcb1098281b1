import type { PartName } from '../layout/part.tsx'
import type { Hands } from './hands.ts'

/** A stop of the tour: what is done there, where to look, and the sentence that says what is to be seen. */
export interface Stop {
  readonly title: string
  readonly sentence: string
  readonly part: PartName
  /** Where in the part that is to be seen, if not at its top: where the part is longer than the screen, this end of it is shown. */
  readonly end?: 'foot'
  /** What is done on the way to it. */
  act?(hands: Hands): void | Promise<void>
}

/** All ten. Each goes on from where the one before it has ended. */
export const STOPS: readonly Stop[] = [
  {
    title: 'What is this?',
    sentence:
      'Here is a device without a keyboard, such as a TV: somebody signs in on it by means of a phone, and never types a password on the device.',
    part: 'device',
    act: (hands) => hands.setUpAnew(),
  },
  {
    title: 'A code to show',
    sentence:
      '“Sign in” was pressed: the device asked the server, and now shows an address and a code (the user code) for the person.',
    part: 'device',
    act: async (hands) => {
      hands.press('device', 'Sign in')
      await hands.untilStatus('awaitingUser')
    },
  },
  {
    title: 'A code to keep',
    sentence:
      'This is what went over the wire: the answer also holds a second, secret code (the device code), which the device shows to nobody.',
    part: 'steps',
    act: (hands) => hands.press('steps', 'Request a device code'),
  },
  {
    title: 'Are we there yet?',
    sentence:
      'Five seconds have passed, so the device asked whether the person has decided (a poll); “not yet”, said the server: authorization_pending.',
    part: 'chart',
    end: 'foot',
    act: async (hands) => {
      hands.press('steps', 'Follow the login')
      await hands.toNextPoll()
    },
  },
  {
    title: 'Not so fast',
    sentence:
      'Now the server said slow_down, and so the device waits five seconds longer between two polls, from now until the end of this login.',
    part: 'chart',
    end: 'foot',
    act: async (hands) => {
      hands.press('troubles', 'Slow down')
      await hands.toNextPoll()
    },
  },
  {
    title: 'What if an answer is lost?',
    sentence:
      'The connection broke during a poll: nothing is lost, the device says so calmly, waits a little longer, and goes on with the same code.',
    part: 'device',
    act: async (hands) => {
      hands.press('troubles', 'Connection reset')
      await hands.toNextPoll()
    },
  },
  {
    title: 'The person takes the phone',
    sentence:
      'The person has entered the code, and compares it with the device: whoever enters a code that somebody else has sent lets that somebody in.',
    part: 'person',
    act: (hands) => hands.press('person', 'Use the code on the device'),
  },
  {
    title: 'Signed in',
    sentence:
      '“Allow” was pressed on the phone, so the next poll brought tokens, and the person is signed in on the device.',
    part: 'device',
    act: async (hands) => {
      hands.press('person', 'Allow')
      await hands.toNextPoll()
      await hands.untilStatus('authorized')
    },
  },
  {
    title: 'What the tokens say',
    sentence:
      'The ID token says who has signed in, and each of its claims was checked before anything was kept; the access token is for the API alone.',
    part: 'tokens',
    act: (hands) => hands.open('tokens'),
  },
  {
    title: 'What if two tabs refresh at once?',
    sentence:
      'A second tab has the same session, and an hour later both wanted new tokens at once: one of them asked, once, and the other took what came.',
    part: 'device',
    act: async (hands) => {
      hands.press('troubles', 'Second tab')
      await hands.untilButtons('device', 'Sign out', 2)
      await hands.toNextRefresh()
    },
  },
]
