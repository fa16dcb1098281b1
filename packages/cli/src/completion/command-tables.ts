import type { FlagTable } from '../arguments/flag.ts'
import { providerNames } from '../client/provider-names.ts'
import { commandSummaries } from '../command-summaries.ts'
import { doctorFlags } from '../doctor/doctor-flags.ts'
import { fetchFlags } from '../fetch/fetch-flags.ts'
import { inspectFlags } from '../inspect/inspect-flags.ts'
import { loginFlags } from '../login/login-flags.ts'
import { logoutFlags } from '../logout/logout-flags.ts'
import { providersFlags } from '../providers/providers-flags.ts'
import { statusFlags } from '../status/status-flags.ts'
import { tokenFlags } from '../token/token-flags.ts'
import type { CommandName } from '../command-summaries.ts'

/** What can be completed of a command. */
export interface CompletedCommand {
  readonly name: string
  readonly summary: string
  readonly flags: FlagTable
  /** The words that it takes beside its flags. */
  readonly operands: readonly string[]
}

const FLAGS: Readonly<Record<CommandName, FlagTable>> = {
  login: loginFlags,
  token: tokenFlags,
  fetch: fetchFlags,
  status: statusFlags,
  logout: logoutFlags,
  doctor: doctorFlags,
  providers: providersFlags,
  inspect: inspectFlags,
  completion: {},
}

const OPERANDS: Readonly<Partial<Record<CommandName, readonly string[]>>> = {
  providers: providerNames,
  completion: ['bash', 'zsh', 'fish'],
}

/** Every command, with its flags. */
export const commandTables: readonly CompletedCommand[] = Object.entries(commandSummaries).map(([name, summary]) => ({
  name,
  summary,
  flags: FLAGS[name as CommandName],
  operands: OPERANDS[name as CommandName] ?? [],
}))
