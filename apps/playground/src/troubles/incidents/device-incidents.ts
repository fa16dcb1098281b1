import type { LabParts } from '../../lab/lab-parts.ts'
import { onlyScripted } from '../../time/only-scripted.ts'
import type { Incident } from '../../lab/troubles/trouble.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** What happens to the device once. */
export const DEVICE_INCIDENTS: readonly Incident[] = [
  {
    name: 'sleep',
    title: 'Sleep an hour',
    explanation: 'The lid is closed for an hour: timers stand still, and the time of the server goes on.',
    goodClient: 'asks the server once what has become of the code, or renews its tokens within a minute.',
    group: 'device',
    obstacle: onlyScripted,
    happen({ clock }) {
      clock.sleep(HOUR_MS)
      // Which a page that was frozen hears.
      document.dispatchEvent(new Event('resume'))
    },
  },
  {
    name: 'clock-forward',
    title: 'Clock +1 h',
    explanation: 'Somebody sets the wall clock of the device an hour ahead.',
    goodClient: 'polls no sooner for that, and asks the server before it gives the code up.',
    group: 'device',
    happen: ({ clock }) => clock.jumpWall(HOUR_MS),
  },
  {
    name: 'clock-back',
    title: 'Clock −1 h',
    explanation: 'Somebody sets the wall clock of the device back by an hour.',
    goodClient: 'does not wait an hour longer: its other clock tells.',
    group: 'device',
    happen: ({ clock }) => clock.jumpWall(-HOUR_MS),
  },
  {
    name: 'hidden',
    title: 'Hidden for a minute',
    explanation: 'The tab is in the background for a minute: all its timers are late.',
    goodClient: 'polls once when it is back, not once for each interval that it has missed.',
    group: 'device',
    obstacle: onlyScripted,
    happen({ clock }) {
      clock.stall(MINUTE_MS)
      document.dispatchEvent(new Event('visibilitychange'))
    },
  },
  {
    name: 'reload',
    title: 'Reload',
    explanation: 'The page of the device is loaded again: what was in memory is gone.',
    goodClient: 'shows the same code again, or is still signed in: both are kept.',
    group: 'device',
    happen: ({ devices }) => devices.reload(),
  },
  {
    name: 'cancel',
    title: 'Cancel',
    explanation: 'The person in front of the device no longer wants to sign in.',
    goodClient: 'stops polling at once, and revokes tokens that come all the same.',
    group: 'device',
    obstacle: notWaiting,
    happen: ({ devices }) => devices.flow()?.cancel(),
  },
  {
    name: 'hint',
    title: '“I have signed in”',
    explanation: 'The person says to the device that they are done.',
    goodClient: 'polls as early as the interval allows, and not before.',
    group: 'device',
    obstacle: notWaiting,
    happen: ({ devices }) => devices.flow()?.hint(),
  },
]

function notWaiting({ devices }: LabParts): string | undefined {
  return devices.flow()?.status === 'awaitingUser' ? undefined : 'No login is waiting. Press “Sign in” on the device.'
}
