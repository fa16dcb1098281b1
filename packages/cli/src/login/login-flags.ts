import { clientFlags } from '../client/client-flags.ts'
import { headerFlag } from '../client/header-flag.ts'
import type { FlagValues } from '../arguments/flag.ts'
import { allowOriginFlag, profileFlag } from '../kept/keeping-flags.ts'

/** The flags of `device-flow login`: see {@link FlagTable}. */
export const loginFlags = {
  ...clientFlags,
  ...headerFlag,
  store: {
    type: 'choice',
    value: 'WHERE',
    choices: ['auto', 'keyring', 'file', 'memory'],
    group: 'keeping',
    description:
      "Where to keep the session, encrypted: keyring has the key in the platform's keyring, file in a file beside it. Default auto: keyring where there is one. memory keeps nothing",
  },
  ...profileFlag('keeping', 'Keep it under this name, beside others of the same server and client'),
  ...allowOriginFlag(
    'keeping',
    'An origin that device-flow fetch may send the token to, beside those of --audience and --resource; repeatable',
  ),
  force: {
    type: 'switch',
    group: 'keeping',
    description: 'Sign in anew, though somebody is signed in',
  },
  'no-wait': {
    type: 'switch',
    group: 'keeping',
    description: 'Show the code, and end with 0 at once; --resume waits for the person, whenever that is',
  },
  resume: {
    type: 'switch',
    group: 'keeping',
    description: 'Go on with the login that waits for its person',
  },
  open: {
    type: 'switch',
    group: 'output',
    description: 'Open the page in a browser, too',
  },
  'no-qr': {
    type: 'switch',
    group: 'output',
    description: 'Show no QR code',
  },
  accessible: {
    type: 'switch',
    group: 'output',
    description: 'For screen readers: plain lines, each written once, and the code spelled',
  },
  inspect: {
    type: 'switch',
    group: 'output',
    description: 'Show this login live in the viewer that device-flow inspect serves; without a secret',
  },
  'inspect-url': {
    type: 'text',
    value: 'URL',
    group: 'output',
    description: 'The same, in one that listens elsewhere on this computer (ws://127.0.0.1:PORT/login)',
  },
  json: {
    type: 'switch',
    group: 'output',
    description: 'Print one JSON object a line on stdout: prompt, blip, hint, authorized, error',
  },
  'show-tokens': {
    type: 'switch',
    group: 'output',
    description:
      'Print the access token: in the line "authorized", or without --json by itself. With --store memory that line has the refresh token, too, and without this flag both are revoked at the end, as nobody would hold them',
  },
} as const

/** What was given to `device-flow login`. */
export type LoginFlagValues = FlagValues<typeof loginFlags>
