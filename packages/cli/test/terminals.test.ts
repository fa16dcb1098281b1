import { granted, pending } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { CommandOnTerminal, hasTerminals } from './on-terminal.ts'
import { loginAt } from './running-command.ts'
import { withServer } from './with-server.ts'

const UTF8 = { TERM: 'xterm-256color', LANG: 'C.UTF-8' }

/** What a login shows on a terminal, from the first line to the last. */
async function screenOf(env: Record<string, string>, ...flags: string[]): Promise<string> {
  let screen = ''
  await withServer({ script: { token: [pending(), granted({}, { claims: { name: 'Zoë' } })] } }, async (server) => {
    const command = new CommandOnTerminal(loginAt(server, '--scope', 'openid', ...flags), env)
    expect(await command.ended()).toBe(0)
    // A terminal turns each line end into CR LF by itself.
    screen = command.screen.replaceAll('\r\n', '\n')
  })
  return screen
}

describe.concurrent('on a terminal', { skip: !hasTerminals }, () => {
  test('a login has large letters, a QR code and a line that is rewritten', async () => {
    const screen = await screenOf(UTF8)
    expect(screen).toMatch(/[█▀▄]/)
    expect(screen).toContain('\u{1b}[38;5;231')
    expect(screen).toContain('\r\u{1b}[J')
    expect(screen).toContain('Signed in as Zoë.')
  })

  test.each<[string, Record<string, string>, string[]]>([
    ['ACCESSIBLE=1', { ...UTF8, ACCESSIBLE: '1' }, []],
    ['--accessible', UTF8, ['--accessible']],
    ['ACCESSIBLE=1 on a console', { TERM: 'linux', ACCESSIBLE: '1' }, []],
  ])('%s writes each line once, without glyphs and escape sequences (case 25)', async (_, env, flags) => {
    const screen = await screenOf(env, ...flags)
    expect(Array.from(screen).filter((character) => '\r\u{1b}█▀▄'.includes(character))).toEqual([])
    const lines = screen.split('\n').slice(0, -1)
    expect(new Set(lines).size).toBe(lines.length)
    expect(lines).toContain('The code, spelled: W D J B, M J H T.')
  })

  test.each<[string, Record<string, string>]>([
    ['TERM=linux', { TERM: 'linux', LANG: 'C.UTF-8' }],
    ['TERM=vt220', { TERM: 'vt220', LANG: 'C.UTF-8' }],
    ['LC_ALL=C', { ...UTF8, LC_ALL: 'C' }],
  ])('%s gets nothing but ASCII, no QR code and 8 colours at most (case 26)', async (_, env) => {
    const screen = await screenOf(env)
    expect(Array.from(screen).filter((character) => character > '\u{7f}')).toEqual([])
    expect(screen).not.toMatch(/[34]8;5/)
    expect(screen).toContain('WDJB-MJHT')
    expect(screen).toContain('Signed in as Zoe.')
  })
})
