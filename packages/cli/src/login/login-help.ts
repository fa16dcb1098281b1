import { flagRows, helpText, paragraph, section } from '../arguments/help-text.ts'
import { loginFlags } from './login-flags.ts'

/** What `device-flow login --help` says. */
export const loginHelp: string = helpText(
  paragraph('device-flow login: show a code, and wait until a person has approved it in a browser'),
  `Usage: device-flow login --issuer URL --client-id ID [options]
       device-flow login --device-authorization-endpoint URL
                         --token-endpoint URL --client-id ID [options]`,
  section('Server (https; plain http on loopback only):', flagRows(loginFlags, 'server')),
  section('Client:', flagRows(loginFlags, 'client')),
  section('What to ask for:', flagRows(loginFlags, 'request')),
  section('How:', flagRows(loginFlags, 'output')),
  'What people read goes to stderr; stdout is for data.',
  section('Environment:', [
    ['DEVICE_FLOW_CLIENT_SECRET', 'The client secret; a line end behind it, as files have one, is no part of it'],
    ['ACCESSIBLE=1', 'The same as --accessible'],
    ['NO_COLOR=1, CI=1, TERM=dumb', 'Plain text, each line once'],
    [
      'TERM, LC_ALL, LC_CTYPE, LANG',
      'On a console (TERM=linux, vt220 ...) or in a locale that is set and not UTF-8: ASCII alone, without QR code and large letters',
    ],
  ]),
  paragraph(
    "Exit codes: 0 signed in, 1 unexpected fault, 2 wrong usage, 3 denied, 4 code expired, 5 offline, 6 server or client not set up for this, 7 the server's answer made no sense, 130 cancelled by Ctrl-C or in a viewer (143 by SIGTERM, 129 by a closed window; without a terminal on stdin, stdout and stderr, a hang-up ends nothing)",
  ),
)
