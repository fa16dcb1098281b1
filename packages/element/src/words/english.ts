import type { DeviceLoginWords } from './words.ts'

/** The texts of `<device-login>`, as long as nobody replaces them. */
export const english: DeviceLoginWords = {
  welcomeTitle: 'Sign in with your phone',
  welcomeText: 'Have your phone or computer at hand. There is nothing to type on this screen.',
  signIn: 'Sign in',

  restoringTitle: 'One moment',

  requestingTitle: 'Getting your code',
  requestingText: 'This takes a moment.',
  requestingSlowly: 'The connection is slow. Still trying.',

  codeTitle: 'Sign in with your phone or computer',
  goTo: 'Go to',
  enterCode: 'Enter this code',
  scanAndCompare: 'Scan this, and check that your phone shows the same code.',
  scan: 'Scan this with your phone.',
  qrCodeOf: (address) => `QR code of ${address}`,
  timeLeft: (seconds) => `Code valid for ${Math.floor(seconds / 60)}:${`0${seconds % 60}`.slice(-2)}`,
  lastCheck: 'Checking one last time',
  waiting: 'This screen goes on by itself as soon as you are done.',
  advice: ({ text }) => text,
  done: 'I have signed in',
  checking: 'Thank you. This takes a few seconds.',
  notYet: 'Not yet: finish on your phone, and this screen goes on.',
  unsteady: 'The connection is unsteady. Your code stays valid.',
  outage: 'The sign-in service is not answering. Your code may still work.',
  cancel: 'Cancel',

  signedInTitle: (name) => (name === undefined ? 'You are signed in' : `Hello, ${name}`),
  signOut: 'Sign out',
  signInAgain: 'Sign in again',
  endsSoon: (at) =>
    `Your sign-in ends at ${at.getHours()}:${`0${at.getMinutes()}`.slice(-2)}. To go on after that, sign in again.`,
  unsaved: 'Your sign-in cannot be kept just now. Until it can, a reload of this page signs you out.',
  refreshTrouble: 'Your sign-in cannot be renewed just now. You are still signed in, and this page keeps trying.',

  signedOutTitle: 'You are signed out',
  signedOutText: 'Nothing of yours is left here. Whoever is next can sign in.',

  interruptions: {
    offline: {
      title: 'There is no connection',
      advice:
        'You are still signed in. Check that this device is connected to the internet; it goes on where you were.',
    },
    unreachable: {
      title: 'The sign-in service cannot be reached',
      advice:
        'You are still signed in. Check the connection of this device; if it stays like this, tell the people who run this page:',
    },
    serverTrouble: {
      title: 'The sign-in service has trouble',
      advice: 'You are still signed in, and you did nothing wrong. Try again in a moment.',
    },
    busy: {
      title: 'Another window is busy',
      advice:
        'You are still signed in. Another window with this page has not finished yet. Wait a moment, or close it.',
    },
    storage: {
      title: 'The storage of this device has trouble',
      advice: 'You are still signed in, but what this device keeps of that cannot be used just now:',
    },
  },
  tryingAgain: 'Trying again.',
  triesByItself: 'It is also tried again by itself.',
  tryAgain: 'Try again',

  endings: {
    denied: {
      title: 'Sign-in was not allowed',
      advice:
        'Somebody said no on the phone, or this account may not be used here. Nothing was shared with this device.',
      action: 'Try again',
    },
    expired: {
      title: 'The code has run out',
      advice: 'It can no longer be used. Have your phone or computer at hand, and get a new one.',
      action: 'Get a new code',
    },
    unknownCode: {
      title: 'The code is no longer good',
      advice: 'The sign-in service does not know it any more. Get a new one, and use that.',
      action: 'Get a new code',
    },
    offline: {
      title: 'There is no connection',
      advice:
        'The sign-in service cannot be reached. Check that this device is connected to the internet, then try again.',
      action: 'Try again',
    },
    unreachable: {
      title: 'The sign-in service cannot be reached',
      advice:
        'Check the connection of this device, and try again; if it stays like this, tell the people who run this page:',
      action: 'Try again',
    },
    serverTrouble: {
      title: 'The sign-in service has trouble',
      advice: 'It does not answer as it should. You did nothing wrong. Try again in a while.',
      action: 'Try again',
    },
    signedOut: {
      title: 'You were signed out',
      advice: 'Your session has ended, or somebody withdrew the access of this device. Sign in again to go on.',
      action: 'Sign in',
    },
    signedOutElsewhere: {
      title: 'You were signed out',
      advice: 'That was done in another window. Sign in again to go on.',
      action: 'Sign in',
    },
    forgotten: {
      title: 'This device has forgotten you',
      advice: 'What it had kept of your sign-in was cleared. Sign in again to go on.',
      action: 'Sign in',
    },
    unreadable: {
      title: 'Your sign-in cannot be looked up',
      advice:
        'The storage of this device does not answer, or is not allowed to. Try again in a moment. To sign in works all the same.',
      action: 'Try again',
    },
    broken: {
      title: 'Sign-in does not work right now',
      advice: 'You did nothing wrong. Try again in a moment; if it stays like this, tell the people who run this page:',
      action: 'Try again',
    },
  },
  notNow: 'Not now',
  signInAnyway: 'Sign in',
  announceCode: (address, code) => `On your phone or computer, go to ${address} and enter the code ${code}.`,
  capital: (letter) => `capital ${letter}`,

  notSetUpTitle: 'This login is not set up',
}
