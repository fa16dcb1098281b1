/** An endpoint, by its name in the metadata. */
export type EndpointMember =
  | 'device_authorization_endpoint'
  | 'token_endpoint'
  | 'revocation_endpoint'
  | 'userinfo_endpoint'

/** What a fault tells, and of what request. */
interface Fault {
  tellsEnough: boolean
  isOfPoll: boolean
  /** Whether the metadata may be asked for now. */
  mayRead: boolean
  /** Whether the last reading of it was good. */
  isUpToDate: boolean
}

/** Counts, for each endpoint, how often in a row nothing of OAuth has answered there: it may have moved. */
export interface FaultsInARow {
  /**
   * Counts a fault. Returns whether the metadata is to be read again: wherever that tells enough, otherwise at the second, and then each
   * time that they have doubled, or the last reading failed. While it may not be read, that is put off. For polls, which come every few
   * seconds, only the first tells enough.
   */
  add(endpoint: EndpointMember, fault: Fault): boolean
  /** The endpoint has answered. */
  end(endpoint: EndpointMember): void
}

/** Makes a counter. */
export function createFaultsInARow(): FaultsInARow {
  const rows = new Map<EndpointMember, { times: number; readAt: number }>()
  return {
    add(endpoint, { tellsEnough, isOfPoll, mayRead, isUpToDate }) {
      const { times: before, readAt } = rows.get(endpoint) ?? { times: 0, readAt: 2 }
      const times = before + 1
      const isDue = mayRead && times > 1 && (times >= readAt || !isUpToDate)
      rows.set(endpoint, { times, readAt: isDue ? 2 * times : readAt })
      return isDue || (mayRead && tellsEnough && (times === 1 || !isOfPoll))
    },
    end: (endpoint) => void rows.delete(endpoint),
  }
}
