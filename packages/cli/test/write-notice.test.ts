import { expect, test } from 'vitest'
import { writeNotice, writeNoticeOver } from '../src/login/write-notice.ts'

const sentence = 'Encrypted in /home/person/.local/state/device-flow, the key in a file beside it.'

/** What is written to a terminal of so many columns, or to a file. */
function written(terminal: { isTTY?: boolean; columns?: number }): string {
  let all = ''
  writeNotice({ stderr: { ...terminal, write: (text: string) => (all += text) } }, sentence)
  return all
}

test.each([20, 40])('a notice on a terminal of %i columns breaks between words, and has no word missing', (columns) => {
  const lines = written({ isTTY: true, columns }).trimEnd().split('\n')
  expect(lines.length).toBeGreaterThan(1)
  expect(lines.filter((line) => line.length > columns && line.includes(' '))).toEqual([])
  expect(lines.join(' ')).toBe(sentence)
})

test.each([{}, { columns: 40 }, { isTTY: true }])('a notice in a log is one line', (stream) => {
  expect(written(stream)).toBe(`${sentence}\n`)
})

test('a notice takes the place of a longer line, of which nothing is left', () => {
  let all = ''
  const stderr = { isTTY: true, columns: 40, write: (text: string) => (all += text) }
  writeNoticeOver({ stderr }, sentence)
  const [first, ...others] = all.trimEnd().split('\n')
  expect(first).toHaveLength(39)
  expect([first!.trimEnd(), ...others].join(' ')).toBe(sentence)
})
