import { flagRows, paragraph, section } from '../arguments/help-text.ts'
import { ownSessionFlags } from './session-flags.ts'

/** What the help of each command that uses a kept session says of which one that is. */
export const sessionHelp = (): string =>
  [
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

/** How requests leave, for the help of the commands that ask a server. */
export const networkVariables = [
  ['DEVICE_FLOW_HEADERS', 'The headers of --header, which is not kept: NAME=VALUE, one a line'],
  [
    'HTTPS_PROXY, NO_PROXY',
    'The proxy of all requests but those to loopback, and the hosts that are asked without it; HTTP_PROXY and ALL_PROXY where it is not set',
  ],
  ['DEVICE_FLOW_CERT_PASSPHRASE', 'The passphrase of --key, where that is encrypted'],
  ['NODE_EXTRA_CA_CERTS', 'A file of certificate authorities that Node trusts, too, as --ca-file'],
] as const
