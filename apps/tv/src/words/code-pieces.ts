/** A group of a code, and what the server wrote between it and the next. */
export interface CodePiece {
  group: string
  separator: string
}

/** The code in its groups, with nothing of it lost: a server may insist on the hyphen that a person sees. */
export function codePieces(userCode: string, groups: readonly string[]): CodePiece[] {
  let from = 0
  const starts = groups.map((group) => {
    const start = userCode.indexOf(group, from)
    from = start + group.length
    return start
  })
  return groups.map((group, index) => {
    const end = (starts[index] ?? 0) + group.length
    const separator = index + 1 < groups.length ? userCode.slice(end, starts[index + 1]) : ''
    return { group, separator: separator.trim() }
  })
}

/** How large a code can be and still fit its place: by the characters that have to stand side by side. */
export function codeSize({ length }: string): 'large' | 'medium' | 'small' | 'tiny' {
  if (length <= 9) return 'large'
  if (length <= 13) return 'medium'
  return length <= 24 ? 'small' : 'tiny'
}
