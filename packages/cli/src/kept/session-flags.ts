import { clientFlags } from '../client/client-flags.ts'
import type { FlagValues } from '../arguments/flag.ts'
import { profileFlag } from './keeping-flags.ts'

/** The flags that say which kept session is meant, beside those of its login. */
export const ownSessionFlags = profileFlag('session', 'The session that login kept under this name')

/** Those, and the flags of the login itself: a session is found by its server, client, scope, audience and resource as well. */
export const sessionFlags = { ...clientFlags, ...ownSessionFlags } as const

/** What was given of {@link sessionFlags}. */
export type SessionFlagValues = FlagValues<typeof sessionFlags>
