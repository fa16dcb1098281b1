import { cleanText } from '@device-flow/untrusted'
import type { SessionFlagValues } from './session-flags.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { providerArguments } from './provider-arguments.ts'
import { entryOf } from './session-index.ts'
import type { SessionEntry, SessionIndex } from './session-index.ts'

/**
 * Finds the session that flags mean: by its profile, by provider, server, client and request of its login, or without any of them the last.
 * One that was signed out is found where there is no other. Returns undefined when none is kept.
 *
 * @throws UsageError when they fit several
 */
export function selectSession(index: SessionIndex, flags: SessionFlagValues): SessionEntry | undefined {
  if (!selects(flags)) {
    const last = entryOf(index, index.last)
    return (last && !isSignedOut(last) ? last : entryOf(index, index.pending)) ?? last
  }
  const fitting = index.sessions.filter((entry) => fits(entry, flags))
  const found = fitting.filter((entry) => !isSignedOut(entry))
  if (found.length === 0) return fitting.at(-1)
  const unnamed = found.filter(({ profile }) => profile === undefined)
  if (found.length > 1 && unnamed.length !== 1) {
    const names = found.map(describeEntry).join('; ')
    throw new UsageError(
      `That may be several sessions: ${names}. Say which by --profile, --scope, --audience or --resource.`,
    )
  }
  return unnamed[0] ?? found[0]
}

/**
 * Every session that is kept, for `--all`.
 *
 * @throws UsageError for flags that say which
 */
export function allSessions(index: SessionIndex, flags: SessionFlagValues): SessionEntry[] {
  if (selects(flags)) throw new UsageError('--all takes every session: give it without flags that say which.')
  return index.sessions.filter((entry) => !isSignedOut(entry))
}

/** Whether flags say which session is meant. */
export function selects(flags: SessionFlagValues): boolean {
  const { profile, provider, scope, audience, resource } = flags
  const given = [profile, provider, serverIn(flags), flags['client-id'], scope, audience, resource]
  return given.some((value) => value !== undefined)
}

/** Whether somebody has signed out there, and nobody begun to sign in again. */
export function isSignedOut({ state }: Pick<SessionEntry, 'state'>): boolean {
  return state === 'signedOut'
}

/** Names a session for people: its profile, client and server. */
export function describeEntry({ profile, client }: SessionEntry): string {
  const scope = client.scope === undefined ? '' : `, scope "${client.scope}"`
  return cleanText(
    `${profile === undefined ? '' : `--profile ${profile}: `}${client.clientId} at ${client.server}${scope}`,
    300,
  )
}

function fits({ profile, client, provider }: SessionEntry, flags: SessionFlagValues): boolean {
  const server = serverIn(flags)
  return (
    isSame(flags.profile, profile) &&
    isSame(providerArguments(flags)?.join(' '), provider?.join(' ')) &&
    isSame(server && addressOf(server), addressOf(client.server)) &&
    isSame(flags['client-id'], client.clientId) &&
    isSame(flags.scope && setOf(flags.scope.split(' ')), setOf(client.scope?.split(' ') ?? [])) &&
    isSame(flags.audience, client.audience) &&
    isSame(flags.resource && setOf(flags.resource), setOf(client.resources ?? []))
  )
}

/** Whether what was given is what is kept; what was not given is not asked for. */
function isSame(given: string | undefined, kept: string | undefined): boolean {
  return given === undefined || given === kept
}

function serverIn(flags: SessionFlagValues): string | undefined {
  return flags.issuer ?? flags['token-endpoint']
}

/** Two ways to write one address are the same: a slash at the end, the default port, capitals in the host. */
function addressOf(url: string): string {
  return (URL.canParse(url) ? new URL(url).href : url).replace(/\/+$/, '')
}

function setOf(texts: readonly string[]): string {
  return [...new Set(texts)]
    .filter((text) => text !== '')
    .toSorted()
    .join(' ')
}
