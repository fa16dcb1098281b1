import { createContext } from 'react'

/** The secrets that somebody has asked to see, one by one. */
export interface Revealed {
  /** Ids of {@link secretKey}. */
  readonly keys: ReadonlySet<string>
  toggle(key: string): void
}

export const RevealedContext = createContext<Revealed>({ keys: new Set(), toggle: () => {} })

/** Names one secret of one exchange. */
export function secretKey(exchange: number, id: string): string {
  return `${exchange} ${id}`
}
