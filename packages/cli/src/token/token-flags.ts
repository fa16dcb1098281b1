import type { FlagValues } from '../arguments/flag.ts'
import { allowOriginFlag } from '../kept/keeping-flags.ts'
import { sessionFlags } from '../kept/session-flags.ts'

/** The flags of `device-flow token` that no other command has. */
export const ownTokenFlags = {
  format: {
    type: 'choice',
    value: 'FORMAT',
    choices: ['header', 'env', 'kubectl', 'git'],
    group: 'options',
    description:
      'header: "Authorization: Bearer ..."; env: a line for a shell to eval, which sets ACCESS_TOKEN; kubectl: an ExecCredential; git: the answer of a credential helper',
  },
  'min-life': {
    type: 'duration',
    value: 'SECONDS',
    limitSeconds: 86_400,
    group: 'options',
    description: 'Renew a token that is good for less than that. Default 10, of a short-lived one a tenth of its life',
  },
  ...allowOriginFlag(
    'options',
    'With --format git: an origin that the token is for, beside those of the login; repeatable',
  ),
  json: {
    type: 'switch',
    group: 'options',
    description: 'Print one JSON object: token, or error',
  },
} as const

/** The flags of `device-flow token`. */
export const tokenFlags = { ...sessionFlags, ...ownTokenFlags } as const

/** What was given to `device-flow token`. */
export type TokenFlagValues = FlagValues<typeof tokenFlags>
