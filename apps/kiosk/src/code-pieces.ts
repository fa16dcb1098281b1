/** A group of a code, and what the server wrote behind it: a hyphen mostly. */
export interface CodePiece {
  group: string
  separator: string
}

/**
 * The code in its groups, with nothing of it lost: people compare it with their phone, and may have to type the hyphen too
 * (RFC 8628 §3.3.1).
 */
export function codePieces(userCode: string, groups: readonly string[]): CodePiece[] {
  let end = 0
  const starts = groups.map((group) => {
    const start = userCode.indexOf(group, end)
    end = start + group.length
    return start
  })
  return groups.map((group, index) => ({
    group: index === 0 ? userCode.slice(0, starts[0]) + group : group,
    separator: userCode.slice((starts[index] ?? 0) + group.length, starts[index + 1]),
  }))
}
