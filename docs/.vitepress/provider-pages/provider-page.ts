import type { ProviderFeature, ProviderProfile } from '@device-flow/oauth/profiles'
import { code, table } from '../error-reference/markdown.ts'
import { codeFor } from './place-code.ts'

const FEATURES: readonly ProviderFeature[] = [
  'discovery',
  'verification_uri_complete',
  'refresh tokens',
  'ID tokens',
  'revocation',
  'public clients',
  'client secrets',
  'PKCE',
  'DPoP',
  'pages (CORS)',
]

/** What is known of a provider, as a page in Markdown. */
export function providerPage(profile: ProviderProfile): string {
  const { name, about, setup, deviations, sources } = profile
  return `# ${about.title}

<!-- Generated from packages/oauth/src/profiles by \`npm run providers\`; a test fails when it is stale. -->

${codeFor(profile)}

${[
  section('Where its server is', placeTable(profile)),
  section('What to enable there', list(setup)),
  section('What it does otherwise than the standards', list(deviations)),
  section('What there is', features(profile)),
  section('Renewing tokens', refreshTable(profile)),
  section('While a person waits', about.waiting ?? ''),
  section('Sources', list(sources.map(({ text, url }) => `[${text}](${url})`))),
]
  .filter(Boolean)
  .join('\n\n')}

The same in a terminal: \`device-flow providers ${name}\`. [All providers](../providers.md).
`
}

function section(title: string, text: string): string {
  return text && `## ${title}\n\n${text}`
}

function list(texts: readonly string[]): string {
  return texts.map((text) => `- ${text}`).join('\n')
}

function placeTable({ place, addresses = {} }: ProviderProfile): string {
  const parts = Object.entries(place).map(([part, { description, example, default: otherwise }]) => [
    code(part),
    description,
    code(example),
    otherwise === undefined ? '' : code(otherwise),
  ])
  const { issuer, endpoints = {} } = addresses
  const named = [...(issuer === undefined ? [] : [['issuer', issuer]]), ...Object.entries(endpoints)]
  return [
    parts.length > 0 ? table(['part', 'what it is', 'such as', 'when it is not given'], parts) : '',
    named.length > 0
      ? table(
          ['address', ''],
          named.map(([what, address]) => [`${what}`, code(`${address}`)]),
        )
      : '',
  ]
    .filter(Boolean)
    .join('\n\n')
}

function features({ supports }: ProviderProfile): string {
  const known = FEATURES.filter((feature) => supports[feature] !== undefined)
  return known.length === 0
    ? ''
    : table(
        ['', ''],
        known.map((feature) => [feature, supports[feature] ? 'yes' : 'no']),
      )
}

function refreshTable({ refresh, refreshGraceMs }: ProviderProfile): string {
  const { rotation, grace, life, endsAccessToken, revocation } = refresh
  const rows = [
    ['A new refresh token with each refresh', rotation],
    ['A used one', grace],
    ['`refreshGraceMs`', refreshGraceMs === undefined ? undefined : String(refreshGraceMs)],
    ['How long tokens live', life],
    [
      'A refresh ends the access token before it',
      endsAccessToken === undefined ? undefined : endsAccessToken ? 'yes' : 'no',
    ],
    ['Signing out', revocation],
  ]
  const known = rows.filter((row): row is [string, string] => row[1] !== undefined)
  return known.length === 0 ? '' : table(['', ''], known)
}
