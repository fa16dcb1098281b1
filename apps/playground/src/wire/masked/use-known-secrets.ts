import { createContext, useState } from 'react'
import type { Exchange } from '../exchange.ts'
import { KnownSecrets } from './known-secrets.ts'
import { learnSecrets } from './masked-exchange.ts'

/** The secrets that any exchange so far has had. */
export const KnownSecretsContext = createContext<KnownSecrets>(new KnownSecrets())

/** Remembers the secrets of all exchanges; always the same object. */
export function useKnownSecrets(exchanges: readonly Exchange[]): KnownSecrets {
  const [{ known, read }] = useState(() => ({ known: new KnownSecrets(), read: new WeakSet<Exchange>() }))
  for (const exchange of exchanges) {
    if (read.has(exchange)) continue
    read.add(exchange)
    learnSecrets(exchange, known)
  }
  return known
}
