import type { ProviderProfile } from '@device-flow/oauth/profiles'
import { cleanText } from '@device-flow/untrusted'
import { inCommandWords } from '../failure/command-words.ts'
import { encodeJsonLine } from '../json/json-line.ts'
import type { Check, CheckName, CheckStatus } from './check.ts'
import type { Risk } from './risks.ts'

const STATUS: Record<CheckStatus, string> = { ok: 'ok', warning: 'warn', failed: 'FAIL', skipped: '-' }

const TITLES: Record<CheckName, string> = {
  person: 'person',
  store: 'store',
  proxy: 'proxy',
  dns: 'DNS',
  connection: 'connection',
  certificate: 'certificate',
  captive_portal: 'captive portal',
  clock: 'clock',
  discovery: 'discovery',
  grant: 'grant',
  client: 'client',
  request: 'request',
  revocation: 'revocation',
  cors: 'CORS',
}

/** A check in one line, for people or programs. */
export function formatCheck({ name, status, message: words, advice }: Check, json: boolean | undefined): string {
  const message = inCommandWords(words)
  if (json) return encodeJsonLine({ type: 'check', name, status, message, advice })
  const said = advice === undefined ? message : `${message} ${advice}`
  return `${STATUS[status].padEnd(5)} ${TITLES[name].padEnd(15)} ${cleanText(said, 700)}\n`
}

/** What keeps people from approving at this provider, in one line: what a login says as a hint while they take long. */
export function formatHint({ about: { title, waiting } }: ProviderProfile, json: boolean | undefined): string {
  if (waiting === undefined) return ''
  const message = inCommandWords(waiting)
  if (json) return encodeJsonLine({ type: 'hint', provider: title, message })
  return `hint  ${'waiting'.padEnd(15)} ${message}\n`
}

/** A risk in one line. */
export function formatRisk({ name, message }: Risk, json: boolean | undefined): string {
  if (json) return encodeJsonLine({ type: 'risk', name, message })
  return `risk  ${name.replaceAll('_', ' ').padEnd(15)} ${message}\n`
}

const NOTHING_IN_THE_WAY =
  'Nothing was found that stands in the way of a login. Some servers check the client, its secret, its grants and its scopes only after the approval.'

/** The last line: whether a login can work here, as far as that is known before a person approves one. */
export function formatDiagnosis(isFine: boolean, json: boolean | undefined): string {
  const message = isFine ? NOTHING_IN_THE_WAY : 'A login cannot work here: see the first FAIL.'
  return json ? encodeJsonLine({ type: 'diagnosis', can_sign_in: isFine, message }) : `${message}\n`
}
