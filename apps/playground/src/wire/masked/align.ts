/** A piece of a text that was masked: `isSecret` where the mask stood. */
export interface AlignedPiece {
  readonly text: string
  readonly isSecret: boolean
}

const MASK = '[secret]'

/**
 * Finds what the masks of a text stand for. What is shown are pieces of the masked text alone, so nothing secret is among them; a text that
 * does not fit is one secret as a whole.
 */
export function align(original: string, masked: string): AlignedPiece[] {
  if (original === masked) return [{ text: original, isSecret: false }]
  const whole = [{ text: original, isSecret: true }]
  const [beginning = '', ...rest] = masked.split(MASK)
  const end = rest.pop()
  if (end === undefined || !original.startsWith(beginning) || !original.endsWith(end)) return whole
  const pieces: AlignedPiece[] = [{ text: beginning, isSecret: false }]
  let at = beginning.length
  const stop = original.length - end.length
  for (const shown of rest) {
    // Two masks side by side are shown as one.
    if (shown === '') continue
    const found = original.indexOf(shown, at + 1)
    if (found === -1 || found + shown.length > stop) return whole
    pieces.push({ text: original.slice(at, found), isSecret: true }, { text: shown, isSecret: false })
    at = found + shown.length
  }
  if (at >= stop) return whole
  pieces.push({ text: original.slice(at, stop), isSecret: true }, { text: end, isSecret: false })
  return pieces.filter(({ text }) => text !== '')
}
