import { flagRows, helpText, paragraph, section } from '../arguments/help-text.ts'
import { keepingVariables, sessionHelp } from '../kept/session-help.ts'
import { ownStatusFlags } from './status-flags.ts'

/** What `device-flow status --help` says. */
export const statusHelp = (): string =>
  helpText(
    paragraph(
      'device-flow status: say who is signed in, where, until when, and how that is kept. It asks nobody: it works offline',
    ),
    'Usage: device-flow status [options]',
    sessionHelp(),
    section('Options:', flagRows(ownStatusFlags, 'options')),
    section('Environment:', keepingVariables),
    paragraph('What it says goes to stdout. It never prints a token.'),
    paragraph(
      'Exit codes: 0 signed in, with --all anywhere, 1 what is kept cannot be read, 2 wrong usage, 8 nobody is signed in or the session is over',
    ),
  )
