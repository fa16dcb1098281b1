import xterm from '@xterm/headless'
import { describe, expect, test } from 'vitest'
import { KeySource } from './key-source.ts'
import { prompt, screen, waiting } from './screen.ts'

const BEFORE = '$ my-cli login'

/** A prompt in a window that a person draws to other sizes; its terminal breaks long lines anew, as most do. */
function windowOf(columns: number, rows: number) {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true })
  const resized = new Set<() => void>()
  const stream = {
    isTTY: true,
    columns,
    rows,
    write: (text: string) => terminal.write(text),
    on: (_: 'resize', listener: () => void) => resized.add(listener),
    off: (_: 'resize', listener: () => void) => resized.delete(listener),
  }
  stream.write(`${BEFORE}\n`)
  const { onPrompt, onChange, clock } = screen({ stream, input: new KeySource(), env: { DISPLAY: ':0', BROWSER: 'x' } })
  onPrompt(prompt)
  onChange(waiting)
  return {
    onChange,
    listeners: resized,
    async resize(toColumns: number, toRows: number): Promise<void> {
      // What was written before is on the screen by then.
      await new Promise<void>((resolve) => void terminal.write('', resolve))
      terminal.resize(toColumns, toRows)
      Object.assign(stream, { columns: toColumns, rows: toRows })
      resized.forEach((listener) => listener())
      await clock.advance(200)
    },
    /** What is on the screen; not what has scrolled away, which no program can take back. */
    async shows(): Promise<string> {
      await new Promise<void>((resolve) => void terminal.write('', resolve))
      const { active } = terminal.buffer
      const lines = Array.from({ length: terminal.rows }, (_, row) => {
        return active.getLine(active.baseY + row)?.translateToString(true) ?? ''
      })
      return lines.join('\n').trim()
    },
  }
}

test.each([
  [100, 40],
  [80, 24],
  [80, 12],
])('of %i × %i: what may keep the person stands below the code, and all is still seen (C7)', async (columns, rows) => {
  const window = windowOf(columns, rows)
  const text = 'The page may have said why. Ask whoever runs the server, and then start again for a new code.'
  window.onChange({ ...waiting, advice: { text } })
  window.onChange({ ...waiting, advice: { text }, blips: 1, lastBlip: 'offline' })
  const shown = await window.shows()
  expect(shown.replaceAll(/\s+/g, ' ')).toContain(text)
  expect(shown).toContain('https://id.example.com/activate')
  expect(shown.split('WDJB-MJHT')).toHaveLength(2)
  expect(shown).toMatch(/14:\d\d left|15:00 left/)
})

describe('a window that is drawn', () => {
  test.each([
    ['narrower', 100, 40, 60, 30],
    ['wider', 60, 30, 120, 40],
    ['lower', 80, 40, 80, 20],
    ['narrower, and back', 80, 40, 50, 40],
  ])(
    '%s has the prompt once, as in a window that always was of that size (G13)',
    async (_, columns, rows, to, toRows) => {
      const drawn = windowOf(columns, rows)
      await drawn.resize(to, toRows)
      if (to === 50) await drawn.resize(columns, rows)
      const fresh = to === 50 ? windowOf(columns, rows) : windowOf(to, toRows)
      const [drawnText, freshText] = [await drawn.shows(), await fresh.shows()]
      // In a small window, what was there before has scrolled away.
      expect(drawnText.replace(BEFORE, '').trim()).toBe(freshText.replace(BEFORE, '').trim())
    },
  )

  test('after the login is left alone', async () => {
    const { onChange, listeners } = windowOf(80, 24)
    expect(listeners.size).toBe(1)
    onChange({ status: 'idle', restoring: false })
    expect(listeners.size).toBe(0)
  })

  test('narrower by so much that the last line wrapped has no half of it left behind, and what was before it (G13)', async () => {
    const drawn = windowOf(100, 40)
    await drawn.resize(60, 40)
    drawn.onChange({ status: 'idle', restoring: false })
    const text = await drawn.shows()
    expect(text).not.toMatch(/left|q ends/)
    expect(text.startsWith(BEFORE)).toBe(true)
  })
})
