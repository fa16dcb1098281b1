import { stripVTControlCharacters } from 'node:util'
import type { DevicePrompt } from '../prompt.ts'
import { webUrl } from '../web-url.ts'
import { bigLetters } from './big-letters.ts'
import { plainText } from './plain-text.ts'
import { qrCode } from './qr-code.ts'
import { bold, link } from './style.ts'
import type { TerminalSize } from './terminal-stream.ts'

const MARGIN = '  '
/** Below the prompt: the line with the time left. */
const LIVE_ROWS = 1

/** A prompt in plain text, for logs and pipes: the code and the URI as they are, each easy to find. */
export function plainPromptLines(prompt: DevicePrompt): string[] {
  return [
    'To sign in, open this page in a browser, on any device:',
    `  ${plainText(prompt.verificationUri)}`,
    `and enter the code: ${plainText(prompt.userCode)}`,
    `(The code is good for ${lifeText(prompt.expiresInSeconds)}.)`,
  ]
}

function lifeText(seconds: number): string {
  return seconds < 120 ? `${seconds} seconds` : `${Math.floor(seconds / 60)} minutes`
}

/** A prompt for a person at a terminal: the most generous layout that is seen at a glance, without scrolling. */
export function livePromptLines(prompt: DevicePrompt, size: TerminalSize, wantsQr: boolean): string[] {
  const uri = link(plainText(prompt.verificationUri))
  const code = plainText(prompt.userCode)
  const target = wantsQr ? webUrl(prompt.verificationUriComplete ?? prompt.verificationUri) : undefined

  const where = 'To sign in, open this page in a browser, on any device:'
  const spacious = ['', where, '', uri, '', 'and enter this code:', '', bold(code), '']
  const big = bigThatFit(code, size)
  const withBig = big && [...spacious.slice(0, -2), ...big, '', bold(code), '']
  const orScan = ['or scan this:', '']
  const dense = [where, uri, `and enter this code, or scan:  ${bold(code)}`]

  return (
    withQr(withBig && [...withBig, ...orScan], ['']) ??
    withQr([...spacious, ...orScan], ['']) ??
    withQr(dense, []) ??
    (withBig && fitting(indent(withBig), size)) ??
    indent(spacious)
  )

  function withQr(before: string[] | undefined, after: string[]): string[] | undefined {
    if (!before || target === undefined) return undefined
    const rows = size.rows - LIVE_ROWS - rowsOf(indent([...before, ...after]), size)
    const qr = qrCode(target, { columns: size.columns - MARGIN.length, rows })
    return qr && indent([...before, ...qr, ...after])
  }
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : MARGIN + line))
}

function bigThatFit(code: string, { columns }: TerminalSize): string[] | undefined {
  const lines = bigLetters(code)
  return lines?.every((line) => MARGIN.length + line.length <= columns) ? lines.map(bold) : undefined
}

function fitting(lines: string[], size: TerminalSize): string[] | undefined {
  return rowsOf(lines, size) + LIVE_ROWS <= size.rows ? lines : undefined
}

/** A URI may be longer than a line, and then goes on in the next. */
function rowsOf(lines: readonly string[], { columns }: TerminalSize): number {
  return lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(widthOf(line) / columns)), 0)
}

function widthOf(line: string): number {
  return Array.from(stripVTControlCharacters(line)).length
}
