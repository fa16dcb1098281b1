import type { LabServer } from '../servers/lab-server.ts'
import * as profiles from '@device-flow/oauth/profiles'
import type { Settings } from '../settings/settings.ts'
import { memberName, scriptText } from './script-text.ts'

/** What a program with the settings in use imports and writes. */
export interface ClientCode {
  /** Lines of imports. */
  readonly imports: readonly string[]
  /** Members of the options, a line each, without a comma at the end. */
  readonly options: readonly string[]
}

/** Where a program keeps its key (DPoP), and has its client secret. */
export interface Surroundings {
  /** The import, and the expression. */
  readonly keys: { readonly from: string; readonly name: string; readonly call: string }
  /** An expression. */
  readonly clientSecret: string
}

/** Writes the options of `createOAuthServices` and of `signIn` for the settings in use. */
export function clientCode(settings: Settings, server: LabServer, { keys, clientSecret }: Surroundings): ClientCode {
  const { clientId, scope, audience, resource, clientAuth, parameters, dpop, pkce } = settings
  const place = serverCode(settings, server)
  const extra = Object.entries(parameters).map(([name, value]) => `${memberName(name)}: ${scriptText(value)}`)
  const resources = resource.split(' ').filter(Boolean).map(scriptText)
  return {
    imports: [
      ...(dpop ? ["import { createDpop } from '@device-flow/oauth/dpop'", importLine(keys.name, keys.from)] : []),
      ...(pkce ? ["import { createLoginBinding } from '@device-flow/oauth/binding'"] : []),
      ...place.imports,
    ],
    options: [
      ...place.options,
      `clientId: ${scriptText(clientId)}`,
      ...(scope ? [`scope: ${scriptText(scope)}`] : []),
      ...(audience ? [`audience: ${scriptText(audience)}`] : []),
      ...(resources.length > 0 ? [`resource: [${resources.join(', ')}]`] : []),
      ...(clientAuth === 'none' ? [] : [`clientAuth: { method: '${clientAuth}', clientSecret: ${clientSecret} }`]),
      ...(extra.length > 0 ? [`parameters: { ${extra.join(', ')} }`] : []),
      ...(dpop ? [`dpop: createDpop({ keys: ${keys.call} })`] : []),
      ...(pkce ? ['loginBinding: createLoginBinding({ pkce: true })'] : []),
    ],
  }
}

/** Writes an import of one name. */
export function importLine(name: string, from: string): string {
  return `import { ${name} } from '${from}'`
}

function serverCode({ server: kind, provider: name, place }: Settings, { options }: LabServer): ClientCode {
  if (kind === 'provider') {
    const provider = profiles.providerNamed(name)
    const [exported = ''] = Object.entries(profiles).find(([, value]) => value === provider) ?? []
    const given = Object.entries(place).flatMap(([part, value]) => (value ? [`${part}: ${scriptText(value)}`] : []))
    const where = given.length > 0 ? `{ ${given.join(', ')} }` : ''
    return {
      imports: [importLine(exported, '@device-flow/oauth/profiles')],
      options: [`provider: ${exported}(${where})`],
    }
  }
  return { imports: [], options: [`issuer: ${scriptText(options.issuer ?? '')}`] }
}
