import type { DevicePrompt } from '../prompt.ts'
import { cleanText, webUrl } from '@device-flow/untrusted'
import { asciiUri } from './ascii.ts'
import { beside, rowsOf, widthOf, wrapWords } from './arrange.ts'
import { bigLetters } from './big-letters.ts'
import { plainCode } from './plain-code.ts'
import { qrCode } from './qr-code.ts'
import { bold, link } from './style.ts'
import type { TerminalSize } from './terminal-stream.ts'

const MARGIN = '  '
/** Between a text and the QR code to its right. */
const GUTTER = 3
/** Below the prompt: the line with the time left. */
const LIVE_ROWS = 1

/** What a terminal may be given. */
export interface LayoutOptions {
  /** Whether there is a QR code; with `first` even where it leaves no room for large letters. */
  qr: boolean | 'first'
  ascii: boolean
}

/**
 * A prompt for a person at a terminal, seen at a glance, without scrolling. The code is large wherever the terminal is wide and high
 * enough for that; a QR code is there where it fits as well, beside or below.
 */
export function livePromptLines(prompt: DevicePrompt, size: TerminalSize, options: LayoutOptions): string[] {
  const room = { columns: size.columns - MARGIN.length, rows: size.rows - LIVE_ROWS }
  let lines: string[] = []
  for (const layout of layouts(partsOf(prompt, room, options), room, options)) {
    for (const tightened of [['', ...layout, ''], layout, layout.filter((line) => line !== '')]) {
      lines = tightened.map((line) => (line === '' ? '' : MARGIN + line))
      if (rowsOf(lines, size.columns) <= room.rows) return lines
    }
  }
  // The smallest there is. It scrolls, and has the code at its end.
  return lines
}

interface Parts {
  uri: string
  code: string
  /** The code in large letters; empty where there is no room or no letter for it. */
  large: string[]
  /** Empty where there is no room for it. */
  qr: string[]
}

function partsOf(prompt: DevicePrompt, room: TerminalSize, { qr: wantsQr, ascii }: LayoutOptions): Parts {
  const code = plainCode(prompt.userCode)
  if (ascii) return { uri: link(asciiUri(prompt.verificationUri)), code: bold(code), large: [], qr: [] }
  const large = bigLetters(code)?.map(bold) ?? []
  const target = wantsQr ? webUrl(prompt.verificationUriComplete ?? prompt.verificationUri) : undefined
  return {
    uri: link(cleanText(prompt.verificationUri)),
    code: bold(code),
    large: isWithin(large, room.columns) ? large : [],
    qr: (target !== undefined && qrCode(target, room)) || [],
  }
}

/** What is narrow enough, the most generous one first. */
function layouts({ uri, code, large, qr }: Parts, room: TerminalSize, { qr: wish }: LayoutOptions): string[][] {
  const open = (columns: number): string[] => {
    return [...wrapWords('To sign in, open this page in a browser, on any device:', columns), '', uri, '']
  }
  const enter = [...wrapWords('and enter this code:', room.columns), '']
  const largeCode = large.length > 0 ? [...large, '', code] : [code]
  const plain = [...open(room.columns), ...enter, ...largeCode]
  const smallest = [...open(room.columns), ...enter, code]
  if (qr.length === 0) return [plain, smallest]

  const columns = room.columns - GUTTER - widthOf(qr[0] ?? '')
  const scan = ['', 'or scan the QR code.']
  const text = [...open(columns), ...enter, ...largeCode, ...scan]
  // Above the large letters, for terminals that are not wide enough to have them beside it.
  const upper = [...open(columns), `and enter this code:  ${code}`, ...scan]
  return [
    ...(isWithin(text, columns) ? [beside(text, qr, GUTTER)] : []),
    ...(isWithin(upper, columns) ? [[...beside(upper, qr, GUTTER), '', ...large]] : []),
    [...plain, '', 'or scan this:', '', ...qr],
    ...(wish === 'first' && isWithin(upper, columns) ? [beside(upper, qr, GUTTER)] : []),
    plain,
    smallest,
  ]
}

function isWithin(lines: readonly string[], columns: number): boolean {
  return lines.every((line) => widthOf(line) <= columns)
}
