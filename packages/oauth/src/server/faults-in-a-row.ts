/** An endpoint, by its name in the metadata. */
export type EndpointMember =
  | 'device_authorization_endpoint'
  | 'token_endpoint'
  | 'revocation_endpoint'
  | 'userinfo_endpoint'

/** Counts, for each endpoint, how often in a row nothing of OAuth has answered there: it may have moved. */
export interface FaultsInARow {
  /**
   * Counts a fault. Returns whether the metadata is to be read again: at the second, or at the first where that tells enough, and then each
   * time that they have doubled, or the last reading failed. While it may not be read, that is put off.
   */
  add(endpoint: EndpointMember, fault: { tellsEnough: boolean; mayRead: boolean; isUpToDate: boolean }): boolean
  /** The endpoint has answered. */
  end(endpoint: EndpointMember): void
}

/** Makes a counter. */
export function createFaultsInARow(): FaultsInARow {
  const rows = new Map<EndpointMember, { times: number; readAt: number }>()
  return {
    add(endpoint, { tellsEnough, mayRead, isUpToDate }) {
      const { times: before, readAt } = rows.get(endpoint) ?? { times: 0, readAt: 2 }
      const times = before + 1
      const isDue = mayRead && times > 1 && (times >= readAt || !isUpToDate)
      rows.set(endpoint, { times, readAt: isDue ? 2 * times : readAt })
      return isDue || (mayRead && tellsEnough && times === 1)
    },
    end: (endpoint) => void rows.delete(endpoint),
  }
}
