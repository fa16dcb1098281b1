import { flagRows, helpText, paragraph, section } from '../arguments/help-text.ts'
import { inspectFlags } from './inspect-flags.ts'

/** What `device-flow inspect --help` says. */
export const inspectHelp = (): string =>
  helpText(
    paragraph('device-flow inspect: serve the viewer that shows logins live, on this computer alone, until Ctrl-C'),
    'Usage: device-flow inspect [options]',
    section('Options:', flagRows(inspectFlags, 'options')),
    paragraph(
      'Its address is printed on stdout. A login is shown there when it is started with device-flow login ... --inspect, before or after the viewer. No secret reaches the viewer.',
    ),
    paragraph('Exit codes: 1 unexpected fault, 2 wrong usage or a port in use, 130 ended by Ctrl-C (143 by SIGTERM)'),
  )
