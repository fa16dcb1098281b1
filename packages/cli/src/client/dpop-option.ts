import type { OAuthServicesOptions } from '@device-flow/node'
import type { Store } from '@device-flow/session'
import type { ClientFlagValues } from './client-flags.ts'

/**
 * The option that `--dpop` stands for. What makes proofs is loaded only then.
 *
 * @param store where the session is kept, and so its key; without one, both end with the process
 */
export async function dpopOption(
  { dpop: bound }: ClientFlagValues,
  store: Store | undefined,
): Promise<Pick<OAuthServicesOptions, 'dpop'>> {
  if (bound === undefined) return {}
  const { createDpop } = await import('@device-flow/oauth/dpop')
  const { storedDpopKeys } = await import('@device-flow/session/dpop')
  return { dpop: createDpop({ acceptBearer: bound === 'refresh', keys: store && storedDpopKeys(store) }) }
}
