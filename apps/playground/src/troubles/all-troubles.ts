import { DEVICE_TROUBLES } from './device-troubles.ts'
import { ID_TOKEN_TROUBLES } from './id-token-troubles.ts'
import { DEVICE_INCIDENTS } from './incidents/device-incidents.ts'
import { TOKEN_INCIDENTS } from './incidents/token-incidents.ts'
import { NETWORK_TROUBLES } from './network-troubles.ts'
import { SERVER_ANSWERS } from './server-answers.ts'
import { TOKEN_TROUBLES } from './token-troubles.ts'
import type { Incident, Trouble, TroubleGroup } from '../lab/troubles/trouble.ts'

/** All troubles, in the order of their buttons. */
export const TROUBLES: readonly Trouble[] = [
  ...SERVER_ANSWERS,
  ...NETWORK_TROUBLES,
  ...ID_TOKEN_TROUBLES,
  ...TOKEN_TROUBLES,
  ...DEVICE_TROUBLES,
]

/** All incidents, in the order of their buttons, which come after those of the troubles. */
export const INCIDENTS: readonly Incident[] = [...TOKEN_INCIDENTS, ...DEVICE_INCIDENTS]

/** The groups, in order: how they are headed, and what they have in common. */
export const GROUPS: Readonly<Record<TroubleGroup, { title: string; about: string }>> = {
  answers: { title: 'What the server says', about: 'Polls are answered on the way, in place of the server.' },
  network: {
    title: 'The network',
    about: 'Between the device and the server, requests and answers get lost or changed.',
  },
  idToken: {
    title: 'A wrong ID token',
    about:
      'One thing in the next ID token is changed on the way. It is signed again, by a key that is published beside those of the server: so nothing else in it is wrong.',
  },
  tokens: {
    title: 'Tokens and keys',
    about: 'Refreshes that fail, refresh tokens that are dead or stolen, and a server with a new key.',
  },
  device: { title: 'The device', about: 'Its clock, its page, its network, and the person in front of it.' },
}
