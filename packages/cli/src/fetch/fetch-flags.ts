import type { FlagValues } from '../arguments/flag.ts'
import { allowOriginFlag } from '../kept/keeping-flags.ts'
import { sessionFlags } from '../kept/session-flags.ts'

/** The flags of `device-flow fetch` that no other command has. The first three are called as those of curl. */
export const ownFetchFlags = {
  request: {
    type: 'text',
    short: 'X',
    value: 'METHOD',
    group: 'options',
    description: 'The method. Default GET, or POST with --data',
  },
  header: {
    type: 'texts',
    short: 'H',
    value: '"NAME: VALUE"',
    group: 'options',
    description: 'A header; repeatable',
  },
  data: {
    type: 'texts',
    short: 'd',
    value: 'DATA',
    group: 'options',
    description:
      'The body, as a form unless a Content-Type is given. @FILE reads a file, and @- stdin, byte by byte. Repeatable: joined by &',
  },
  ...allowOriginFlag('options', 'An origin that the token may be sent to, beside those of the login; repeatable'),
} as const

/** The flags of `device-flow fetch`. */
export const fetchFlags = { ...sessionFlags, ...ownFetchFlags } as const

/** What was given to `device-flow fetch`. */
export type FetchFlagValues = FlagValues<typeof fetchFlags>
