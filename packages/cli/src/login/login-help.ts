import { flagRows, helpText, paragraph, section } from '../arguments/help-text.ts'
import { keepingVariables, networkVariables } from '../kept/session-help.ts'
import { loginFlags } from './login-flags.ts'

/** What `device-flow login --help` says. */
export const loginHelp = (): string =>
  helpText(
    paragraph(
      'device-flow login: show a code, wait until a person has approved it in a browser, and keep the session for device-flow token, fetch, status and logout',
    ),
    `Usage: device-flow login --issuer URL --client-id ID [options]
       device-flow login --device-authorization-endpoint URL
                         --token-endpoint URL --client-id ID [options]
       device-flow login [--profile NAME]     # as the last time`,
    section('Server (https; plain http on loopback only):', flagRows(loginFlags, 'server')),
    section('Client:', flagRows(loginFlags, 'client')),
    section('What to ask for:', flagRows(loginFlags, 'request')),
    section('What is kept:', flagRows(loginFlags, 'keeping')),
    section('How:', flagRows(loginFlags, 'output')),
    paragraph(
      'Whoever is signed in already still is: then it says so, and ends with 0. A login that waits for its person is joined, with the code that was shown first. Ctrl-C gives a login up for all where it began; elsewhere, and with --resume, it only ends the wait.',
    ),
    paragraph(
      'At a terminal there are keys while the code is shown: Enter opens the page in a browser (not over SSH, in a container or without a desktop), c copies the code, q ends as Ctrl-C does; r asks for a new code once one has run out, for ten minutes. With --json, in CI and in the background there are none.',
    ),
    'What people read goes to stderr; stdout is for data.',
    section('Environment:', [
      ...keepingVariables,
      ['DEVICE_FLOW_CLIENT_SECRET', 'The client secret; a line end behind it, as files have one, is no part of it'],
      ...networkVariables,
      ['ACCESSIBLE=1', 'The same as --accessible'],
      ['NO_COLOR=1, CI=1, TERM=dumb', 'Plain text, each line once'],
      [
        'TERM, LC_ALL, LC_CTYPE, LANG',
        'On a console (TERM=linux, vt220 ...) or in a locale that is set and not UTF-8: ASCII alone, without QR code and large letters',
      ],
    ]),
    paragraph(
      "Exit codes: 0 signed in (with --no-wait: the code was shown), 1 unexpected fault, or the session cannot be kept, 2 wrong usage, 3 denied, 4 code expired, 5 offline, 6 server or client not set up for this, 7 the server's answer made no sense, 8 nobody is signed in, or no login waits (any more: it was given up elsewhere), 9 busy: another process holds the session, 10 of device-flow fetch alone, 130 cancelled by Ctrl-C or in a viewer (143 by SIGTERM, 129 by a closed window; without a terminal on stdin, stdout and stderr, a hang-up ends nothing)",
    ),
  )
