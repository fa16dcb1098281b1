import { allProviders, providerNamed } from '@device-flow/oauth/profiles'
import type { ProviderProfile } from '@device-flow/oauth/profiles'
import { cleanText, nearestName } from '@device-flow/untrusted'
import { parseArguments } from '../arguments/parse-flags.ts'
import { UsageError, usageFailure } from '../arguments/usage-error.ts'
import type { CommandIo } from '../command-io.ts'
import type { Command } from '../command.ts'
import { providerNames } from '../client/provider-names.ts'
import { exitCodes } from '../exit-codes.ts'
import type { ExitCode } from '../exit-codes.ts'
import { encodeJsonLine } from '../json/json-line.ts'
import type { JsonLine } from '../json/json-line.ts'
import { writeStdout } from '../process/write-stdout.ts'
import { providersFlags } from './providers-flags.ts'
import { providersHelp } from './providers-help.ts'
import { providersText, providerText } from './provider-text.ts'

/** `device-flow providers`. */
export const providersCommand: Command = { help: providersHelp, run }

async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  let text: string
  try {
    const { flags, operands } = parseArguments(providersFlags, argv, 1)
    const [name] = operands
    const profiles = name === undefined ? allProviders.map(({ profile }) => profile) : [profileNamed(name)]
    if (flags.json) text = profiles.map((profile) => encodeJsonLine(providerLine(profile))).join('')
    else text = name === undefined ? providersText(profiles) : profiles.map(providerText).join('')
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return usageFailure(io.stderr, 'providers', error.message)
  }
  await writeStdout(io.stdout, text, io.signal).catch(() => {})
  return exitCodes.signedIn
}

function profileNamed(name: string): ProviderProfile {
  const found = providerNamed(name)
  if (found) return found.profile
  const meant = nearestName(name, providerNames)
  throw new UsageError(
    `There is no provider "${cleanText(name, 40)}"${meant ? `; did you mean ${meant}?` : `. There are ${providerNames.join(', ')}.`}`,
  )
}

/** In the words of `--json`, which are snake_case throughout. */
function providerLine({
  refresh,
  secretMethod,
  requiredSecret,
  publicRefusals,
  grantedScopes,
  exampleScope,
  repeatsScope,
  refreshGraceMs,
  about,
  addresses,
  ...profile
}: ProviderProfile): JsonLine {
  const { endsAccessToken, ...renewal } = refresh
  return {
    type: 'provider',
    ...profile,
    title: about.title,
    hosts: about.hosts,
    addresses: addresses && { ...addresses, endpoints: addresses.endpoints && inSnakeCase(addresses.endpoints) },
    secret_method: secretMethod,
    required_secret: requiredSecret,
    granted_scopes: grantedScopes && inSnakeCase(grantedScopes),
    public_refusals: publicRefusals,
    example_scope: exampleScope,
    repeats_scope: repeatsScope,
    refresh: { ...renewal, ends_access_token: endsAccessToken },
    refresh_grace: refreshGraceMs === undefined ? undefined : refreshGraceMs / 1000,
    hint: about.waiting,
  }
}

/** `tokenEndpoint` is `token_endpoint`, as in the metadata of a server. */
function inSnakeCase(members: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
}
