import type { OAuthEndpoints, OAuthServicesOptions } from '@device-flow/oauth'
import type { Settings } from '../settings/settings.ts'
import type { LabServer } from './lab-server.ts'

/** Where a server is: its issuer, its endpoints, or both. */
export interface ServerAddress {
  readonly issuer: string | undefined
  /** Those that are used whatever the metadata says. */
  readonly endpoints: Partial<OAuthEndpoints>
}

/** Where the server of a lab is, as the services find it: a provider knows addresses, too. */
export function serverAddress({ server, settings }: { server: LabServer; settings: Settings }): ServerAddress {
  const given = {
    ...server.options,
    clientId: settings.clientId,
    clientAuth: { method: 'none' },
  } as OAuthServicesOptions
  const { issuer, endpoints = {} } = given.provider?.applyTo(given) ?? given
  return { issuer, endpoints }
}
