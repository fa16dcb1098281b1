import type { FlagValues } from '../arguments/flag.ts'
import { sessionFlags } from '../kept/session-flags.ts'

/** The flags of `device-flow status` that no other command has. */
export const ownStatusFlags = {
  json: {
    type: 'switch',
    group: 'options',
    description: 'Print one JSON object: status, or error',
  },
} as const

/** The flags of `device-flow status`. */
export const statusFlags = { ...sessionFlags, ...ownStatusFlags } as const

/** What was given to `device-flow status`. */
export type StatusFlagValues = FlagValues<typeof statusFlags>
