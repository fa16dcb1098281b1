import type { ProviderProfile } from '@device-flow/oauth/profiles'
import { helpText, indented, paragraph, section } from '../arguments/help-text.ts'
import type { HelpRow } from '../arguments/help-text.ts'

/** What is known of a provider, for people at a terminal. */
export function providerText(profile: ProviderProfile): string {
  return helpText(
    `${profile.about.title} (--provider ${profile.name})`,
    ...sections([
      ['Found by:', Object.entries(profile.place).map(([part, fact]) => placeRow(part, fact))],
      ['Server:', addressRows(profile)],
      ['Supports:', Object.entries(profile.supports).map(([feature, has]) => [feature, has ? 'yes' : 'no'])],
    ]),
    ...list('To enable there:', profile.setup),
    ...list('What it does otherwise:', profile.deviations),
    ...sections([['Renewing tokens:', refreshRows(profile)]]),
    ...(profile.about.waiting ? [`While a person waits:\n${indented(profile.about.waiting)}`] : []),
    section(
      'Sources:',
      profile.sources.map(({ text, url }) => [text, url]),
    ),
  )
}

/** The list of all. */
export function providersText(profiles: readonly ProviderProfile[]): string {
  return helpText(
    section(
      'Providers:',
      profiles.map(({ name, about, place }) => [name, `${about.title}${flagsOf(place)}`]),
    ),
    paragraph(
      'Sign in with device-flow login --provider NAME --client-id ID. More of one: device-flow providers NAME. Any other server: --issuer URL.',
    ),
  )
}

function flagsOf(place: ProviderProfile['place']): string {
  const wanted = Object.entries(place)
    .filter(([, fact]) => fact.default === undefined)
    .map(([part, { example }]) => `--${part} ${example}`)
  return wanted.length > 0 ? `: ${wanted.join(' ')}` : ''
}

function placeRow(part: string, fact: { description: string; example: string; default?: string }): HelpRow {
  const otherwise = fact.default === undefined ? '' : `. Default: ${fact.default}`
  return [`--${part}`, `${fact.description}, such as ${fact.example}${otherwise}`]
}

function addressRows({ addresses = {} }: ProviderProfile): HelpRow[] {
  const { issuer, endpoints = {} } = addresses
  return [
    ...(issuer === undefined ? [] : [['issuer', issuer] as const]),
    ...Object.entries(endpoints).map(([name, address]): HelpRow => [name, address ?? '']),
  ]
}

function refreshRows({ refresh }: ProviderProfile): HelpRow[] {
  const { rotation, grace, life, endsAccessToken, revocation } = refresh
  const rows: [string, string | undefined][] = [
    ['rotation', rotation],
    ['grace', grace],
    ['life', life],
    ['ends the access token', endsAccessToken === undefined ? undefined : endsAccessToken ? 'yes' : 'no'],
    ['revocation', revocation],
  ]
  return rows.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]))
}

function sections(all: readonly (readonly [title: string, rows: readonly HelpRow[]])[]): string[] {
  return all.filter(([, rows]) => rows.length > 0).map(([title, rows]) => section(title, rows))
}

function list(title: string, texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [[title, ...texts.map(indented)].join('\n')]
}
