import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Flag, FlagTable, FlagType } from '../src/arguments/flag.ts'
import { parseFlags } from '../src/arguments/parse-flags.ts'
import { flagUsage } from '../src/arguments/help-text.ts'
import { ownDoctorFlags } from '../src/doctor/doctor-flags.ts'
import { doctorHelp } from '../src/doctor/doctor-help.ts'
import { ownFetchFlags } from '../src/fetch/fetch-flags.ts'
import { fetchHelp } from '../src/fetch/fetch-help.ts'
import { inspectFlags } from '../src/inspect/inspect-flags.ts'
import { inspectHelp } from '../src/inspect/inspect-help.ts'
import { ownSessionFlags } from '../src/kept/session-flags.ts'
import { loginFlags } from '../src/login/login-flags.ts'
import { loginHelp } from '../src/login/login-help.ts'
import { ownLogoutFlags } from '../src/logout/logout-flags.ts'
import { logoutHelp } from '../src/logout/logout-help.ts'
import { providersFlags } from '../src/providers/providers-flags.ts'
import { providersHelp } from '../src/providers/providers-help.ts'
import { ownStatusFlags } from '../src/status/status-flags.ts'
import { statusHelp } from '../src/status/status-help.ts'
import { ownTokenFlags } from '../src/token/token-flags.ts'
import { tokenHelp } from '../src/token/token-help.ts'
import { toOAuthOptions } from '../src/client/client-options.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** What is given for a flag of each type, and what its option then is. */
const samples: Record<FlagType, [given: string[], read: unknown]> = {
  switch: [[], true],
  text: [['sample'], 'sample'],
  texts: [
    ['one', 'two'],
    ['one', 'two'],
  ],
  choice: [[], undefined],
  parameters: [['a=1', 'b=2=3'], { a: '1', b: '2=3' }],
  headers: [['X-A=1', 'b=2=3'], { 'x-a': '1', b: '2=3' }],
  file: [['/sample'], '/sample'],
  duration: [['1.5'], 1500],
  port: [['8080'], 8080],
}

/** The same for flags whose value is checked here. */
const samplesOf: Record<string, [given: string[], read: unknown]> = {
  'max-age': [['300'], '300'],
  'authorization-details': [['[{"type":"payment"}]'], '[{"type":"payment"}]'],
}

/** What else a login has to be given beside an option. */
function company(option: string): string[] {
  if (!option.startsWith('endpoints.')) return ['--issuer=https://id.example.com', '--client-id=tv']
  return ['--device-authorization-endpoint=https://a.example', '--token-endpoint=https://b.example', '--client-id=tv']
}

function optionAt(options: object, path: string): unknown {
  return path.split('.').reduce((value: object, name) => Object(value)[name], options)
}

/** The rows of a table of options in the README, below this heading. */
function tableBelow(heading: string): (string | undefined)[][] {
  const part = readme.split(/^## /m).find((section) => section.startsWith(heading)) ?? ''
  return [...part.matchAll(/^\| `(-[^`]+)` +\| (.*?) +\|$/gm)].map(([, usage, meaning]) => [usage, meaning])
}

function listed(table: FlagTable): (Flag & { name: string; usage: string })[] {
  return Object.entries(table).map(([name, flag]) => ({
    ...flag,
    name,
    usage: flagUsage(name, flag),
  }))
}

const flags = listed(loginFlags)

describe.each([
  ['login', loginFlags, loginHelp(), 'Options'],
  ['token', ownTokenFlags, tokenHelp(), 'A token for other programs'],
  ['fetch', ownFetchFlags, fetchHelp(), 'Calling an API'],
  ['status', ownStatusFlags, statusHelp(), 'Who is signed in'],
  ['logout', ownLogoutFlags, logoutHelp(), 'Signing out'],
  ['all that use a session', ownSessionFlags, tokenHelp(), 'What is kept'],
  ['doctor', ownDoctorFlags, doctorHelp(), 'Why a login cannot work'],
  ['providers', providersFlags, providersHelp(), 'Providers'],
  ['inspect', inspectFlags, inspectHelp(), 'Watching a login'],
])('every flag of device-flow %s', (_, table, help, heading) => {
  test.each(listed(table))('is in the help, with what it does: --$name', ({ usage, description }) => {
    expect(help.replaceAll(/\s+/g, ' ')).toContain(` ${usage} ${description} `)
  })

  test('is in the table of the README, which has no other', () => {
    const rows = listed(table).map(({ usage, description }) => [usage, description])
    expect(tableBelow(heading), `packages/cli/README.md, “${heading}”: a row for each flag, in order`).toEqual(rows)
  })

  test('has a line of 80 columns at most', () => {
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })
})

describe('every flag of device-flow login', () => {
  test.each(flags.filter(({ option }) => option !== undefined))(
    'sets its option: --$name $option',
    async ({ name, type, option = '' }) => {
      const [given, read] = samplesOf[name] ?? samples[type]
      const others = company(option).filter((argument) => !argument.startsWith(`--${name}=`))
      const own = given.length === 0 ? [`--${name}`] : given.map((text) => `--${name}=${text}`)
      const options = await toOAuthOptions(parseFlags(loginFlags, [...others, ...own]), undefined)
      expect(optionAt(options, option)).toEqual(read)
    },
  )

  test('that sets no option of signIn is read by the command itself', () => {
    const own = flags.filter(({ option }) => option === undefined).map(({ name }) => name)
    expect(own, 'Test the flag by itself, and add it here; or name the `option` that it sets').toEqual([
      'provider',
      'tenant',
      'region',
      'host',
      'ca-file',
      'client-auth',
      'cert',
      'key',
      'dpop',
      'header',
      'store',
      'profile',
      'allow-origin',
      'force',
      'no-wait',
      'resume',
      'open',
      'no-qr',
      'accessible',
      'inspect',
      'inspect-url',
      'json',
      'show-tokens',
    ])
  })
})
