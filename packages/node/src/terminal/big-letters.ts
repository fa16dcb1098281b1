// Seven rows of five dots for each character, a row being five bits in two hex digits.
const GLYPHS: Record<string, string> = {
  '0': '0e11131519110e',
  '1': '040c040404040e',
  '2': '0e11010204081f',
  '3': '1f02040201110e',
  '4': '02060a121f0202',
  '5': '1f101e0101110e',
  '6': '0608101e11110e',
  '7': '1f010204080808',
  '8': '0e11110e11110e',
  '9': '0e11110f01020c',
  A: '0e1111111f1111',
  B: '1e11111e11111e',
  C: '0e11101010110e',
  D: '1c12111111121c',
  E: '1f10101e10101f',
  F: '1f10101e101010',
  G: '0e11101711110f',
  H: '1111111f111111',
  I: '0e04040404040e',
  J: '0702020202120c',
  K: '11121418141211',
  L: '1010101010101f',
  M: '111b1515111111',
  N: '11111915131111',
  O: '0e11111111110e',
  P: '1e11111e101010',
  Q: '0e11111115120d',
  R: '1e11111e141211',
  S: '0f10100e01011e',
  T: '1f040404040404',
  U: '1111111111110e',
  V: '11111111110a04',
  W: '1111111515150a',
  X: '11110a040a1111',
  Y: '1111110a040404',
  Z: '1f01020408101f',
  '-': '0000001f000000',
  ' ': '00000000000000',
}

const HALF_BLOCKS = [' ', '▄', '▀', '█']

/**
 * A code in letters to be read from across a room, as lines of half blocks. None when one of its characters has no such letter: those in
 * lower case, for one, where the case may matter.
 */
export function bigLetters(code: string): string[] | undefined {
  const glyphs = Array.from(code, (character) => GLYPHS[character])
  if (!glyphs.every((glyph) => glyph !== undefined)) return undefined
  return [0, 2, 4, 6].map((row) => glyphs.map((glyph) => line(rowOf(glyph, row), rowOf(glyph, row + 1))).join(' '))
}

function rowOf(glyph: string, row: number): number {
  return Number.parseInt(glyph.slice(row * 2, row * 2 + 2) || '0', 16)
}

function line(upper: number, lower: number): string {
  return [16, 8, 4, 2, 1].map((dot) => HALF_BLOCKS[(upper & dot ? 2 : 0) + (lower & dot ? 1 : 0)]).join('')
}
