import type { FlagValues } from '../arguments/flag.ts'
import { sessionFlags } from '../kept/session-flags.ts'

/** The flags of `device-flow logout` that no other command has. */
export const ownLogoutFlags = {
  all: {
    type: 'switch',
    group: 'options',
    description: 'Sign out of every session that is kept, and forget where they were',
  },
  json: {
    type: 'switch',
    group: 'options',
    description: 'Print one JSON object for each: signed_out, or error',
  },
} as const

/** The flags of `device-flow logout`. */
export const logoutFlags = { ...sessionFlags, ...ownLogoutFlags } as const

/** What was given to `device-flow logout`. */
export type LogoutFlagValues = FlagValues<typeof logoutFlags>
