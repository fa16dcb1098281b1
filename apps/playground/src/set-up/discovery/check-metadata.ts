import { cleanText, isLoopback, secureOrigin } from '@device-flow/untrusted'
import type { Settings } from '../../settings/settings.ts'

/** What was found out about one member of the metadata. */
export interface MetadataCheck {
  readonly member: string
  readonly verdict: 'found' | 'missing' | 'wrong'
  /** What is there, cleaned; empty where nothing is. */
  readonly value: string
  /** What it is for, and where that is said. */
  readonly why: string
  /** What the client does, where it is missing or wrong. */
  readonly otherwise: string
  /** Whether a login with these settings cannot work without it. */
  readonly isNeeded: boolean
}

type Members = Readonly<Record<string, unknown>>
type Found = Pick<MetadataCheck, 'verdict' | 'value'> & { otherwise?: string }
type Wanted = Pick<Settings, 'clientAuth' | 'dpop' | 'pkce' | 'scope'>

const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

/** Checks metadata member by member, for a login with these settings (RFC 8414, RFC 8628 §4, OpenID Connect Discovery §3). */
export function checkMetadata(issuer: string, members: Members, wanted: Wanted): MetadataCheck[] {
  const endpoint = (member: string): Found => checkEndpoint(members[member], issuer)
  const list = (member: string, value: string): Found => checkList(members[member], value)
  const hasIdToken = wanted.scope.split(/\s+/).includes('openid')
  return [
    {
      member: 'issuer',
      ...checkIssuer(issuer, members['issuer']),
      why: 'Metadata of another server must not be used (RFC 8414 §3.3).',
      otherwise: 'The login ends before a code is asked for.',
      isNeeded: true,
    },
    {
      member: 'device_authorization_endpoint',
      ...endpoint('device_authorization_endpoint'),
      why: 'Here the device asks for its codes (RFC 8628 §4).',
      otherwise: 'No login can begin: this server has no device flow, or not under this issuer.',
      isNeeded: true,
    },
    {
      member: 'token_endpoint',
      ...endpoint('token_endpoint'),
      why: 'Here the device polls, and renews its tokens (RFC 6749 §3.2).',
      otherwise: 'No login can begin.',
      isNeeded: true,
    },
    {
      member: 'grant_types_supported',
      ...list('grant_types_supported', DEVICE_CODE_GRANT),
      why: 'The list should name the device code grant (RFC 8628 §4).',
      otherwise: 'The client asks for a code all the same: some servers leave the grant out of the list.',
      isNeeded: false,
    },
    {
      member: 'jwks_uri',
      ...endpoint('jwks_uri'),
      why: 'With these keys the signature of an ID token is checked (OpenID Connect Discovery §3).',
      otherwise: hasIdToken
        ? 'An ID token is dropped: nobody could tell who signed it.'
        : 'Nothing: no ID token is asked for.',
      isNeeded: false,
    },
    {
      member: 'id_token_signing_alg_values_supported',
      ...checkAlgorithms(members['id_token_signing_alg_values_supported']),
      why: 'By these algorithms, and no others, an ID token may be signed.',
      otherwise: 'RS256 alone is accepted.',
      isNeeded: false,
    },
    {
      member: 'revocation_endpoint',
      ...endpoint('revocation_endpoint'),
      why: 'Here tokens are revoked when somebody signs out (RFC 7009).',
      otherwise: 'Signing out forgets the tokens on the device. At the server they live on.',
      isNeeded: false,
    },
    {
      member: 'userinfo_endpoint',
      ...endpoint('userinfo_endpoint'),
      why: 'Here a client asks who has signed in (OpenID Connect Core §5.3).',
      otherwise: 'The name comes from the ID token, or from nowhere.',
      isNeeded: false,
    },
    {
      member: 'token_endpoint_auth_methods_supported',
      // RFC 8414 §2: what a server without the list takes.
      ...checkList(members['token_endpoint_auth_methods_supported'] ?? ['client_secret_basic'], wanted.clientAuth),
      why: `How clients may authenticate; this one uses ${wanted.clientAuth} (RFC 6749 §2.3).`,
      otherwise: 'The client is not told otherwise, and tries. Many servers take public clients without listing none.',
      isNeeded: false,
    },
    {
      member: 'code_challenge_methods_supported',
      ...list('code_challenge_methods_supported', 'S256'),
      why: 'PKCE binds a code to who asked for it (RFC 7636). RFC 8628 does not have it: the list may be of other flows.',
      otherwise: wanted.pkce
        ? 'It is sent all the same. A server that does not know it ignores it.'
        : 'Nothing: PKCE is switched off.',
      isNeeded: false,
    },
    {
      member: 'dpop_signing_alg_values_supported',
      ...list('dpop_signing_alg_values_supported', 'ES256'),
      why: 'DPoP binds tokens to a key of the device (RFC 9449 §5.1).',
      otherwise: wanted.dpop
        ? 'The login ends once bearer tokens come: they are revoked. Switch DPoP off.'
        : 'Nothing: DPoP is switched off.',
      isNeeded: wanted.dpop,
    },
  ]
}

function checkIssuer(issuer: string, claimed: unknown): Found {
  if (typeof claimed !== 'string' || !claimed) return { verdict: 'missing', value: '' }
  const isSame = URL.canParse(claimed) && new URL(claimed).href === new URL(issuer).href
  if (isSame && claimed === issuer) return { verdict: 'found', value: shown(claimed) }
  if (isSame) {
    const note = `(you entered ${issuer}: by RFC 8414 §3.3 the two must be identical; the client takes it all the same)`
    return { verdict: 'found', value: shown(`${claimed} ${note}`) }
  }
  const isTemplate = /[{}]/.test(claimed)
  return {
    verdict: 'wrong',
    value: shown(claimed),
    otherwise: isTemplate
      ? 'This issuer stands for several tenants. Enter that of one.'
      : 'The login ends before a code is asked for. If this is the right server, enter the issuer that it names.',
  }
}

/** https, and on this computer http, where the issuer is on it, too (RFC 8628 §3.1 asks for TLS). */
function checkEndpoint(value: unknown, issuer: string): Found {
  if (value === undefined || value === null || value === '') return { verdict: 'missing', value: '' }
  if (typeof value !== 'string' || !secureOrigin(value)) return { verdict: 'wrong', value: shown(value) }
  const isPlain = new URL(value).protocol === 'http:'
  if (isPlain && !isLoopback(new URL(issuer).hostname)) return { verdict: 'wrong', value: shown(value) }
  return { verdict: 'found', value: shown(value) }
}

function checkList(list: unknown, wanted: string): Found {
  if (list === undefined || list === null) return { verdict: 'missing', value: '' }
  if (!Array.isArray(list)) return { verdict: 'wrong', value: shown(list) }
  return { verdict: list.includes(wanted) ? 'found' : 'missing', value: shown(list) }
}

function checkAlgorithms(list: unknown): Found {
  if (list === undefined || list === null) return { verdict: 'missing', value: '' }
  const isList = Array.isArray(list) && list.some((name) => typeof name === 'string' && name !== 'none')
  return { verdict: isList ? 'found' : 'wrong', value: shown(list) }
}

function shown(value: unknown): string {
  const text = Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : JSON.stringify(value)
  return cleanText(text, 300)
}
