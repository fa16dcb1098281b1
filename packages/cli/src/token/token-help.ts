import { flagRows, helpText, paragraph, section } from '../arguments/help-text.ts'
import { keepingVariables, networkVariables, sessionHelp } from '../kept/session-help.ts'
import { ownTokenFlags } from './token-flags.ts'

/** What `device-flow token --help` says. */
export const tokenHelp = (): string =>
  helpText(
    paragraph(
      'device-flow token: print a valid access token of the session that login has kept, renewed first when needed',
    ),
    `Usage: device-flow token [options]
       curl -H "$(device-flow token --format header)" https://api.example/orders
       eval "$(device-flow token --format env)"
       git config credential.https://git.example.helper \\
         '!device-flow token --format git --allow-origin https://git.example'`,
    sessionHelp(),
    section('Options:', flagRows(ownTokenFlags, 'options')),
    section('Environment:', [
      ...keepingVariables,
      ['DEVICE_FLOW_CLIENT_SECRET', 'The secret of a client that has one; it is not kept'],
      ...networkVariables,
    ]),
    paragraph(
      'Any number of processes may ask at once: one of them renews, the others take what it brings. The refresh token is never printed, so nobody else can use it up.',
    ),
    paragraph(
      'Exit codes: 0 printed, 1 unexpected fault, 2 wrong usage, 5 offline, 6 the server refused, 7 its answer made no sense, 8 nobody is signed in or the session is over, 9 busy: another process holds the session and did not finish',
    ),
  )
