import { flagRows, helpText, paragraph, section } from '../arguments/help-text.ts'
import { keepingVariables, networkVariables } from '../kept/session-help.ts'
import { ownDoctorFlags } from './doctor-flags.ts'

/** What `device-flow doctor --help` says. */
export const doctorHelp = (): string =>
  helpText(
    paragraph('device-flow doctor: say why a login cannot work here, one line each, and what to do'),
    'Usage: device-flow doctor --issuer URL --client-id ID [options]\n       device-flow doctor [--profile NAME]     # as the last login',
    paragraph(
      'It takes the flags of device-flow login that say where and how to sign in: see device-flow login --help.',
    ),
    section('Options:', flagRows(ownDoctorFlags, 'options')),
    section('Environment:', [
      ...keepingVariables,
      ['DEVICE_FLOW_CLIENT_SECRET', 'The secret of a client that has one'],
      ...networkVariables,
    ]),
    paragraph(
      'It asks the server for a code, as nothing else tells whether this client may, polls once, and drops the code: nobody has to enter or deny it. Tokens that come all the same are revoked.',
    ),
    paragraph(
      'What it finds goes to stdout. Exit codes: 0 nothing was found that keeps a login from working here, 1 no session can be kept, 2 wrong usage, 5 the server cannot be reached from here, 6 the server or the client is not set up for this; of what fails, the first',
    ),
  )
