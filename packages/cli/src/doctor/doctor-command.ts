import { createOAuthServices } from '@device-flow/oauth'
import { isSecureOrigin } from '@device-flow/untrusted'
import { parseFlags } from '../arguments/parse-flags.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { optionsProblem } from '../client/options-problem.ts'
import type { CommandIo } from '../command-io.ts'
import type { Command } from '../command.ts'
import type { ExitCode } from '../exit-codes.ts'
import { exitCodes } from '../exit-codes.ts'
import { fail } from '../failure/fail.ts'
import { writeStdout } from '../process/write-stdout.ts'
import { LoginSecrets } from '../secrets/login-secrets.ts'
import { createSentenceMask } from '../secrets/mask-text.ts'
import { exitCodeOf } from './check.ts'
import type { Check } from './check.ts'
import { doctorFlags } from './doctor-flags.ts'
import type { DoctorFlagValues } from './doctor-flags.ts'
import { doctorHelp } from './doctor-help.ts'
import { doctorLogin } from './doctor-login.ts'
import { formatCheck, formatDiagnosis, formatHint, formatRisk } from './doctor-text.ts'
import { checkPerson, checkStore } from './local-checks.ts'
import { risksOf } from './risks.ts'
import { checkServer } from './server-checks.ts'

/** `device-flow doctor`. */
export const doctorCommand: Command = { help: doctorHelp, run }

async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  let flags: DoctorFlagValues = {}
  try {
    flags = parseFlags(doctorFlags, argv)
    return await diagnose(flags.origin === undefined ? flags : { ...flags, origin: originOfPage(flags.origin) }, io)
  } catch (error) {
    const problem = optionsProblem(error)
    return fail('doctor', problem === undefined ? error : new UsageError(problem), io, flags.json)
  }
}

async function diagnose(flags: DoctorFlagValues, io: CommandIo): Promise<ExitCode> {
  const { json, origin } = flags
  const options = await doctorLogin(flags, io)
  // Before a line is printed: wrong usage prints none.
  const services = createOAuthServices(options)
  const secrets = new LoginSecrets()
  secrets.addClientAuth(options.clientAuth)
  const { origin: _, ...headers } = options.headers ?? {}
  secrets.addHeaders(headers)
  const print = (text: string): Promise<void> =>
    writeStdout(io.stdout, createSentenceMask(secrets.all())(text), io.signal)

  const checks: Check[] = [checkPerson(io), await checkStore(flags, io)]
  for (const check of checks) await print(formatCheck(check, json))
  if (!json) io.stderr.write('A code is asked for, and dropped: nobody has to enter it.\n')
  const signal = io.signal ?? new AbortController().signal
  const { checks: ofServer, authorization, profile } = await checkServer(services, options, origin, signal)
  for (const check of ofServer) await print(formatCheck(check, json))
  if (authorization && profile) await print(formatHint(profile, json))
  for (const risk of risksOf(authorization)) await print(formatRisk(risk, json))
  const exitCode = exitCodeOf([...checks, ...ofServer])
  await print(formatDiagnosis(exitCode === exitCodes.signedIn, json))
  return exitCode
}

/** As a browser sends it: in lower case, without a slash at its end, or the default port. */
function originOfPage(origin: string): string {
  if (isSecureOrigin(origin)) return new URL(origin).origin
  throw new UsageError('--origin is that of a page: https://app.example.com, without a path; http on loopback only.')
}
