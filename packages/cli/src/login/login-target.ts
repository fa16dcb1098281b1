import type { ClientAuth } from '@device-flow/node'
import { storedRegistrations } from '@device-flow/node/store'
import type { AppStore, ConditionalStore } from '@device-flow/node/store'
import { createOAuthServices } from '@device-flow/oauth'
import type { Provider } from '@device-flow/oauth/profiles'
import { trackInFlight, withSession } from '@device-flow/session'
import type { KeptServices } from '@device-flow/session'
import type { SessionRecord } from '@device-flow/session/record'
import { dpopOption } from '../client/dpop-option.ts'
import type { Headers } from '../client/extra-headers.ts'
import type { CommandIo } from '../command-io.ts'
import { usableToken } from '../kept/access-token.ts'
import { allowedOrigins } from '../kept/allowed-origins.ts'
import type { KeptSession } from '../kept/find-session.ts'
import { decodeKeptLogin, encodeKeptLogin } from '../kept/kept-login.ts'
import { missingInput } from '../kept/missing-input.ts'
import { withOwnSecret } from '../kept/own-secret.ts'
import { readOrRepairIndex } from '../kept/repair-index.ts'
import { isSignedOut } from '../kept/select-session.ts'
import { readExtraHeaders, reachServer } from '../live/reach-server.ts'
import { silenced } from '../live/silenced.ts'
import { entryFor } from './entry-for.ts'
import { isAnew } from './is-anew.ts'
import { keptCodes } from './kept-codes.ts'
import { keptGrants } from './kept-grants.ts'
import { knownSession } from './known-session.ts'
import type { LoginFlagValues } from './login-flags.ts'
import { loginToKeep } from './login-to-keep.ts'
import { openForLogin } from './open-for-login.ts'
import { rememberFailures } from './remembered-failures.ts'

/** A login whose session is kept: where, what is there already, and the services that keep it. */
export interface LoginTarget {
  readonly kept: KeptSession
  readonly services: KeptServices
  readonly clientAuth: ClientAuth | undefined
  readonly headers: Headers
  readonly provider: Provider | undefined
  /** The extra parameters of its request, or of that by which the login was begun that waits. */
  readonly parameters: Readonly<Record<string, string>>
  /** Resolves when nothing is on its way to the server any more, the revocation of what came too late among it. */
  settled(): Promise<void>
  /** Whether nobody can go on with it, whatever is kept of it; see {@link keptGrants}. */
  isOver(): boolean
}

/**
 * Finds out which session a login is for: that of its server, client and profile. Without a server and a client it is that of the last
 * login, or of the profile: their flags are kept.
 *
 * @throws UsageError for flags that are missing, or contradict each other or what is kept
 * @throws OAuthOptionsError for an option that cannot work
 * @throws CommandFailure with `--resume`, when no login waits
 * @throws SessionStoreError when nothing can be kept
 */
export async function findLoginTarget(flags: LoginFlagValues, io: CommandIo): Promise<LoginTarget> {
  const index = await readOrRepairIndex(io)
  const known = await knownSession(index, flags, io)
  const { headers, unreadable } = readExtraHeaders(flags, io)
  const before = decodeKeptLogin(known?.record?.app)
  // A login that waits is gone on with by what it was begun with.
  const own = withOwnSecret(io, before, flags.resume ? {} : flags)
  const login = loginToKeep(flags, before, headers, own)
  const lacking = unreadable ?? (before && missingInput({ ...before, ...login }, headers, own))
  const { options, missing } = await reachServer(login.flags, headers, own, lacking)
  const { client } = createOAuthServices(options)
  const entry = entryFor(client, login.flags, flags.profile ?? known?.entry.profile, index)
  const isInUse = known?.entry.key === entry.key && !isSignedOut(entry)
  const kept = isInUse ? { ...known, isUnreadable: false } : await openForLogin(entry, flags.store, io)
  if (missing && !isHeld(kept.record, flags)) throw missing.error
  const { store } = kept
  const origins = allowedOrigins(entry.client, login.allowedOrigins)
  const app = encodeKeptLogin(login)
  const provider = options.provider?.keepingRegistrations?.(storedRegistrations(store))
  const oauth = createOAuthServices({
    ...options,
    ...(provider && { provider }),
    ...(await dpopOption(login.flags, store)),
  })
  const tracked = trackInFlight(missing ? silenced(oauth, missing) : oauth)
  const remembered = rememberFailures(kept.isUnreadable ? store : movingNothingAside(store))
  const keeping = { store: remembered.store, key: entry.key, app, allowedOrigins: origins }
  const codes = keptCodes(withSession(tracked.services, keeping), kept, remembered.lastFailure)
  const services = keptGrants(codes, remembered)
  return {
    kept,
    services,
    clientAuth: options.clientAuth,
    headers,
    provider: options.provider,
    parameters: options.parameters ?? {},
    settled: () => tracked.settled(),
    isOver: services.isOver,
  }
}

/** What cannot be read, and could at first, is another's: a login that has begun at this moment, under a key that this process has not. */
function movingNothingAside(store: AppStore): ConditionalStore {
  return { ...store, setAside: async () => {} }
}

/** Whether somebody is signed in whose token lives, so that the server is asked for nothing. */
function isHeld(record: SessionRecord | undefined, flags: LoginFlagValues): boolean {
  return (
    record?.signedIn !== undefined && !isAnew(flags, record) && usableToken(record.signedIn, undefined) !== undefined
  )
}
