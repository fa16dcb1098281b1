import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { Settings } from '../options/settings.ts'
import { serverFromEndpoints } from './server.ts'
import type { Server } from './server.ts'

/**
 * What stands in for metadata that cannot be read, where both endpoints of a login were given beside the issuer;
 * undefined where they were not, or where only metadata that cannot be read now would say how the secret is sent.
 */
export function serverWithoutMetadata({ server, clientAuth }: Settings, problem: unknown): Server | undefined {
  const endpoints = 'issuer' in server ? server.standIn : undefined
  const isLater = problem instanceof TransientFault
  if (!endpoints || !(isLater || problem instanceof DeviceFlowError)) return undefined
  return isLater && clientAuth.method === undefined ? undefined : { ...serverFromEndpoints(endpoints), problem }
}
