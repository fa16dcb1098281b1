import { flagRows, helpText, paragraph, section } from '../arguments/help-text.ts'
import { keepingVariables, networkVariables, sessionHelp } from '../kept/session-help.ts'
import { ownLogoutFlags } from './logout-flags.ts'

/** What `device-flow logout --help` says. */
export const logoutHelp = (): string =>
  helpText(
    paragraph('device-flow logout: forget the session that login has kept, and have the server revoke its tokens'),
    'Usage: device-flow logout [options]',
    sessionHelp(),
    section('Options:', flagRows(ownLogoutFlags, 'options')),
    section('Environment:', [
      ...keepingVariables,
      ['DEVICE_FLOW_CLIENT_SECRET', 'The secret of a client that has one: without it the server revokes nothing'],
      ...networkVariables,
    ]),
    paragraph(
      'It is forgotten here first, and whatever the server says: then it tells that the tokens may live on there until they expire. A login that waits for its person is given up. Where the session was stays known: device-flow login alone signs in there again.',
    ),
    paragraph(
      'Exit codes: 0 forgotten, or at least revoked where nothing can be written, or nobody was signed in; 1 neither, or what is kept cannot be read; 2 wrong usage',
    ),
  )
