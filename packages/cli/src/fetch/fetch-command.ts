import type { Session } from '@device-flow/node'
import { cleanText, secureOrigin } from '@device-flow/untrusted'
import { parseArguments } from '../arguments/parse-flags.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandIo } from '../command-io.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { ExitCode } from '../exit-codes.ts'
import { fail } from '../failure/fail.ts'
import { allowedOrigins, notAllowed } from '../kept/allowed-origins.ts'
import { findSession } from '../kept/find-session.ts'
import { decodeKeptLogin } from '../kept/kept-login.ts'
import { openKeptSession } from '../live/open-kept-session.ts'
import { waitUntilSaved } from '../live/wait-until-saved.ts'
import { fetchFailure } from './fetch-failure.ts'
import { fetchFlags } from './fetch-flags.ts'
import type { FetchFlagValues } from './fetch-flags.ts'
import { fetchHelp } from './fetch-help.ts'
import { printBody } from './print-body.ts'
import { requestOf } from './request-of.ts'

/** `device-flow fetch`. */
export const fetchCommand: Command = { help: fetchHelp, run }

async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  try {
    const { flags, operands } = parseArguments(fetchFlags, argv, 1)
    const url = urlIn(operands)
    const request = await requestOf(flags, io)
    const session = await openSessionFor(url, flags, io)
    return await send(url, request, session, io, flags.profile)
  } catch (error) {
    return fail('fetch', error, io, false)
  }
}

/** Opens the session, when its token may be sent to this URL. */
async function openSessionFor({ origin }: URL, flags: FetchFlagValues, io: CommandIo): Promise<Session> {
  const kept = await findSession(flags, io)
  const named = decodeKeptLogin(kept.record?.app)?.allowedOrigins
  const allowed = allowedOrigins(kept.entry.client, named, flags['allow-origin'])
  if (!allowed.includes(origin)) throw notAllowed(origin, allowed)
  return openKeptSession(kept, io, { allowed })
}

async function send(
  url: URL,
  request: RequestInit,
  session: Session,
  io: CommandIo,
  profile: string | undefined,
): Promise<ExitCode> {
  try {
    const response = await session.fetch(url, { ...request, signal: io.signal ?? null })
    await printBody(response, io)
    if (response.ok) return exitCodes.signedIn
    io.stderr.write(`${url.host} answered ${cleanText(`${response.status} ${response.statusText}`, 100)}.\n`)
    return exitCodes.apiRefused
  } catch (error) {
    throw fetchFailure(error, url, profile)
  } finally {
    await waitUntilSaved(session, io)
    // Where it was signed out meanwhile, what a refresh under way brings is revoked before this process ends.
    await session.close()
  }
}

function urlIn([given]: readonly string[]): URL {
  if (given === undefined) throw new UsageError('Say what to fetch: device-flow fetch https://api.example.com/orders.')
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (!url) throw new UsageError(`${cleanText(given, 100)} is not an absolute URL.`)
  if (url.username || url.password) throw new UsageError('The URL must not hold a user name or password.')
  if (secureOrigin(given) === undefined) {
    throw new UsageError('The access token is sent over https only (plain http: loopback only).')
  }
  return url
}
