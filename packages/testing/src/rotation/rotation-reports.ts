import type { GrantReport, RotationCounts } from './rotating-server.ts'
import type { RecordedRefresh, TokenGrants } from './token-grants.ts'

/** What became of one grant. */
export function reportOf({ families, refreshes }: TokenGrants, id: string): GrantReport {
  const { clientId, endedBy } = families.find((family) => family.id === id)!
  const own = refreshes.filter(({ family }) => family === id)
  return { family: id, clientId, ...tally(own), ...(endedBy && { endedBy }) }
}

/** What a server has seen, in numbers. */
export function countsOf({ families, refreshes }: TokenGrants, earlyPolls: number): RotationCounts {
  const { refreshes: done, reuses } = tally(refreshes)
  return {
    refreshes: done,
    reuses,
    refusals: refreshes.length - done - reuses,
    families: families.length,
    liveFamilies: families.filter(({ endedBy }) => !endedBy).length,
    earlyPolls,
  }
}

function tally(refreshes: readonly RecordedRefresh[]): { refreshes: number; reuses: number } {
  return {
    refreshes: refreshes.filter(({ result }) => result === 'renewed' || result === 'repeated').length,
    reuses: refreshes.filter(({ result }) => result === 'reused').length,
  }
}
