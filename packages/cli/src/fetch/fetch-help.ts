import { flagRows, helpText, paragraph, section } from '../arguments/help-text.ts'
import { keepingVariables, networkVariables, sessionHelp } from '../kept/session-help.ts'
import { ownFetchFlags } from './fetch-flags.ts'

/** What `device-flow fetch --help` says. */
export const fetchHelp = (): string =>
  helpText(
    paragraph(
      'device-flow fetch: call an API with the access token of the session that login has kept, and print the response',
    ),
    'Usage: device-flow fetch URL [options]',
    sessionHelp(),
    section('Options:', flagRows(ownFetchFlags, 'options')),
    section('Environment:', [
      ...keepingVariables,
      ['DEVICE_FLOW_CLIENT_SECRET', 'The secret of a client that has one; it is not kept'],
      ...networkVariables,
    ]),
    paragraph(
      'The token is renewed when needed, and once more when the API refuses it. It is sent to no other origin than those of --audience and --resource of the login and those that --allow-origin names, here or there.',
    ),
    paragraph(
      'Exit codes: 0 for a status of 2xx, 10 for another one, which stderr names, 1 unexpected fault, 2 wrong usage, 5 offline, 6 the server refused to renew the token, 7 its answer made no sense, 8 nobody is signed in or the session is over, 9 busy: another process holds the session and did not finish',
    ),
  )
