import { useEffect, useState } from 'react'
import { useLab } from '../../lab/lab-context.ts'
import type { Exchange } from '../../wire/exchange.ts'
import type { TokenResponse } from '../../wire/token-response.ts'
import type { IdTokenCheck } from './check.ts'
import { checkIdToken } from './check-id-token.ts'
import { evidenceFor, type Client } from './evidence.ts'

/** The checks of the ID token of a response; empty until they are made. */
export function useIdTokenChecks(
  response: TokenResponse | undefined,
  responses: readonly TokenResponse[],
  exchanges: readonly Exchange[],
  { clientId, clientSecret }: Client,
): readonly IdTokenCheck[] {
  const { keys } = useLab()
  const [made, setMade] = useState<{ idToken: string; checks: readonly IdTokenCheck[] }>()
  const idToken = response?.idToken
  useEffect(() => {
    if (!response || idToken === undefined) return undefined
    let isOld = false
    const check = async (): Promise<void> => {
      const evidence = evidenceFor(response, responses, exchanges, { clientId, clientSecret }, keys.list())
      const checks = await checkIdToken(idToken, evidence)
      if (!isOld) setMade({ idToken, checks })
    }
    void check()
    return () => {
      isOld = true
    }
  }, [response, idToken, responses, exchanges, clientId, clientSecret, keys])
  return made?.idToken === idToken ? (made?.checks ?? []) : []
}
