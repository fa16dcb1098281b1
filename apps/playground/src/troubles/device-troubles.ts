import { reset } from '@device-flow/testing/fetch'
import { EVERY_KIND, type Trouble } from '../lab/troubles/trouble.ts'

/** What the device is in as long as it is on. */
export const DEVICE_TROUBLES: readonly Trouble[] = [
  {
    name: 'offline',
    title: 'Offline',
    explanation: 'The device has no network until this is switched off: each request fails at once.',
    goodClient:
      'keeps the session, however long it takes. It keeps a code for six polls without an answer; then it stops, and says why.',
    group: 'device',
    kinds: EVERY_KIND,
    lasts: 'until-off',
    intercept: ({ answer }) => answer(reset()),
    begin: () => void globalThis.dispatchEvent(new Event('offline')),
    end: () => void globalThis.dispatchEvent(new Event('online')),
  },
  {
    name: 'fast-clock',
    title: 'Fast clock',
    explanation: 'The wall clock of the device gains 12 minutes an hour.',
    goodClient: 'measures the interval by both of its clocks, and polls no sooner.',
    group: 'device',
    kinds: [],
    lasts: 'until-off',
    oneOf: 'clock',
    begin: ({ clock }) => clock.setWallRate(1.2),
    end: ({ clock }) => clock.setWallRate(1),
  },
  {
    name: 'slow-clock',
    title: 'Slow clock',
    explanation: 'The wall clock of the device loses 7 minutes an hour, as in some virtual machines.',
    goodClient: 'waits until both of its clocks say that the interval has passed: rather late than early.',
    group: 'device',
    kinds: [],
    lasts: 'until-off',
    oneOf: 'clock',
    begin: ({ clock }) => clock.setWallRate(0.88),
    end: ({ clock }) => clock.setWallRate(1),
  },
  {
    name: 'second-tab',
    title: 'Second tab',
    explanation: 'A second device runs on the same store, as two tabs of one browser do.',
    goodClient: 'has one session in both: one refresh at a time, and who signs out in one has signed out in both.',
    group: 'device',
    kinds: [],
    lasts: 'until-off',
    begin: ({ devices }) => devices.switchSecond(true),
    end: ({ devices }) => devices.switchSecond(false),
  },
]
