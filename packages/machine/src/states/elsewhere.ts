import type { DeviceFlowError } from '../errors.ts'
import type { SessionNotice } from '../session-keeper.ts'
import type { DeviceSession } from '../session.ts'

type Told<Type> = { event: SessionNotice & { type: Type } }

const session = ({ event }: Told<'sessionChanged'>): DeviceSession | undefined => event.session
const end = ({ event }: Told<'sessionEnded'>): DeviceFlowError => event.error

// What other tabs and processes do to the session, as the keeper of it tells.

const keepNews = { type: 'keepRestored', params: session } as const

/** For the states of a session. */
export const renewedElsewhere = {
  guard: { type: 'isNews', params: session },
  target: '#deviceFlow.authorized',
  actions: keepNews,
  description: 'Signed in, or tokens renewed, by another tab or process: they are used here too, without a request',
} as const

/** For all others. */
export const signedInElsewhere = { ...renewedElsewhere, actions: [keepNews, 'tellSignedIn'] } as const

/** For the states of a login that waits for its person. */
export const givenUpElsewhere = {
  guard: { type: 'isGivenUpElsewhere', params: session },
  target: '#deviceFlow.idle',
  actions: 'forgetAll',
  description: 'Another tab or process has given this login up',
} as const

/** For the states that may hold tokens. */
export const endedElsewhere = {
  guard: 'hasTokens',
  target: '#deviceFlow.error',
  actions: { type: 'endAsFault', params: end },
  description: 'The session was ended elsewhere: what a refresh under way brings is not used any more',
} as const

/** For the states that may hold tokens. */
export const savedAtLast = { actions: 'noteSaved', description: 'What was in memory only is kept now' } as const
