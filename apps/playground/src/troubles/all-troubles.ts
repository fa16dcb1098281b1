import { DEVICE_TROUBLES } from './device-troubles.ts'
import { ID_TOKEN_TROUBLES } from './id-token-troubles.ts'
import { DEVICE_INCIDENTS } from './incidents/device-incidents.ts'
import { TOKEN_INCIDENTS } from './incidents/token-incidents.ts'
import { NETWORK_TROUBLES } from './network-troubles.ts'
import { SERVER_ANSWERS } from './server-answers.ts'
import { TOKEN_TROUBLES } from './token-troubles.ts'
import type { Incident, Trouble, TroubleGroup } from './trouble.ts'

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

/** The groups, in order, as they are headed. */
export const GROUP_TITLES: Readonly<Record<TroubleGroup, string>> = {
  answers: 'What the server says',
  network: 'The network',
  idToken: 'A wrong ID token',
  tokens: 'Tokens and keys',
  device: 'The device',
}
