import type { FlagValues } from '../arguments/flag.ts'
import { sessionFlags } from '../kept/session-flags.ts'

/** The flags of `device-flow status` that no other command has. */
export const ownStatusFlags = {
  all: {
    type: 'switch',
    group: 'options',
    description: 'List every session that is kept, one a line',
  },
  json: {
    type: 'switch',
    group: 'options',
    description: 'Print one JSON object, with --all for each: status, or error',
  },
} as const

/** The flags of `device-flow status`. */
export const statusFlags = { ...sessionFlags, ...ownStatusFlags } as const

/** What was given to `device-flow status`. */
export type StatusFlagValues = FlagValues<typeof statusFlags>
