import type { FlagValues } from '../arguments/flag.ts'
import { clientFlags } from '../client/client-flags.ts'
import { headerFlag } from '../client/header-flag.ts'
import { profileFlag } from '../kept/keeping-flags.ts'
import { loginFlags } from '../login/login-flags.ts'

/** The flags of `device-flow doctor` that `device-flow login` has not. */
export const ownDoctorFlags = {
  origin: {
    type: 'text',
    value: 'ORIGIN',
    group: 'options',
    description: 'Look whether a page of this origin may send the requests, and read the answers, too (CORS)',
  },
  json: {
    type: 'switch',
    group: 'options',
    description: 'Print one JSON object a line: check, hint, risk, diagnosis, or error',
  },
} as const

/** The flags of `device-flow doctor`: those of `login` that say where to sign in, and how to get there. */
export const doctorFlags = {
  ...clientFlags,
  ...headerFlag,
  store: loginFlags.store,
  ...profileFlag('keeping', 'The login that is kept under this name'),
  ...ownDoctorFlags,
} as const

/** What was given to `device-flow doctor`. */
export type DoctorFlagValues = FlagValues<typeof doctorFlags>
