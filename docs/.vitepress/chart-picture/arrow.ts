/** One arrow of the chart's picture, with what its label says. */
export interface Arrow {
  from: string
  to: string
  reasons: Reason[]
}

/** Why a login goes along an arrow: an event that an app sends, or a sentence. */
interface Reason {
  text: string
  isEvent: boolean
}

/** Where every login begins; it is drawn as a dot. */
export const START = '[*]'
