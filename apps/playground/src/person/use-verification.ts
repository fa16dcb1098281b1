import { isSafeWebUrl } from '@device-flow/untrusted'
import { useState } from 'react'
import { useFlow } from '../lab/lab-context.ts'

/** Where the person goes. */
export interface Verification {
  readonly userCode: string
  /** The page to type the code at. */
  readonly uri: string
  /** The same with the code in it, or the page alone, where the server has no such address. */
  readonly bestUri: string
}

/** Where the person of the last code goes: it stays on the phone when the device has gone on. Undefined where nothing is safe to open. */
export function useVerification(): Verification | undefined {
  const flow = useFlow()
  const [last, setLast] = useState<Verification>()
  if (flow?.status !== 'awaitingUser') return last
  const { userCode, verificationUri: uri, verificationUriComplete: complete } = flow
  const bestUri = complete && isSafeWebUrl(complete) ? complete : uri
  if (!isSafeWebUrl(uri)) return undefined
  if (last?.userCode !== userCode || last.bestUri !== bestUri) setLast({ userCode, uri, bestUri })
  return last
}
