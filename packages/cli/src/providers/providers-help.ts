import { flagRows, helpText, paragraph, section } from '../arguments/help-text.ts'
import { providersFlags } from './providers-flags.ts'

/** What `device-flow providers --help` says. */
export const providersHelp = (): string =>
  helpText(
    paragraph(
      'device-flow providers: list the providers that device-flow login --provider NAME knows, or say what is known of one; works offline',
    ),
    'Usage: device-flow providers [NAME] [--json]',
    section('Options:', flagRows(providersFlags, 'options')),
    paragraph('Exit codes: 0 listed, 2 wrong usage, or no such provider'),
  )
