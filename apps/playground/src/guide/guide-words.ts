import type { DeviceFlow } from '@device-flow/react'
import type { LabServer } from '../servers/lab-server.ts'

/** What happens now, and what to do next: for somebody who sees a device login for the first time. */
export function guideWords(
  flow: DeviceFlow | undefined,
  { scripted, framesPages }: Pick<LabServer, 'scripted' | 'framesPages'>,
): string {
  switch (flow?.status) {
    case undefined:
    case 'idle':
      return 'Nothing has happened yet. Press “Sign in” on the device.'
    case 'requesting':
      return 'The device asks the server for a code.'
    case 'awaitingUser':
      return `The device shows a code, and asks the server again and again. Now take ${scripted || framesPages ? 'the' : 'your'} phone: enter the code there.`
    case 'authorized':
      return 'The person is signed in on the device. Look at the tokens, call the API, or make trouble.'
    case 'error':
      return flow.canResume
        ? 'The session is out of reach, but not lost. The device says what to do.'
        : 'This login is over, and the device says why. Start again from the device.'
  }
}
