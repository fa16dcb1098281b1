import { useEffect, useState } from 'react'

/** Tells tokens from each other without showing them: the first 8 hex digits of their SHA-256. Undefined until it is made. */
export function useFingerprints(tokens: readonly string[]): (token: string) => string | undefined {
  const [made, setMade] = useState<ReadonlyMap<string, string>>(new Map())
  const missing = tokens.filter((token) => !made.has(token))
  useEffect(() => {
    if (missing.length === 0) return
    void Promise.all(missing.map(async (token) => [token, await fingerprint(token)] as const)).then((pairs) =>
      setMade((before) => new Map([...before, ...pairs])),
    )
  }, [missing])
  return (token) => made.get(token)
}

async function fingerprint(token: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)))
  return Array.from(hash.slice(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
