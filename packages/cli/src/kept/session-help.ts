import { flagRows, paragraph, section } from '../arguments/help-text.ts'
import { ownSessionFlags } from './session-flags.ts'

/** What the help of each command that uses a kept session says of which one that is. */
export const sessionHelp: string = [
  section('Which session:', flagRows(ownSessionFlags, 'session')),
  paragraph(
    'or the flags of its login: --issuer, --client-id, --scope and so on, as far as they tell it from others. Without any of them it is the last login.',
  ),
].join('\n')

/** Where the state folder is, for the help of these commands. */
export const keepingVariables = [
  ['DEVICE_FLOW_HOME', "The folder of what is kept. Default: the platform's folder for the state of programs"],
  ['DEVICE_FLOW_KEY', 'The key of what is kept in files, 32 bytes in base64; without it, a key file'],
] as const
