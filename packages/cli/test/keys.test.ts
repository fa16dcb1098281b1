import { setTimeout as wait } from 'node:timers/promises'
import { deviceAuthorized, expired, granted, pending } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { CommandOnTerminal, hasTerminals } from './on-terminal.ts'
import { loginAt } from './running-command.ts'
import { withDesktop } from './with-desktop.ts'
import { withServer } from './with-server.ts'

const UTF8 = { TERM: 'xterm-256color', LANG: 'C.UTF-8' }

/** Tells the exit code, how the terminal is left, and what of the keys reached the shell. */
const TELL =
  'code=$?; stty -a | grep -qE "(^| )icanon" && echo as it was; stty -icanon min 0 time 2; echo "code=$code shell=[$(dd bs=99 count=1 2>/dev/null)]"; exit $code'

describe.concurrent('at a terminal', { skip: !hasTerminals }, () => {
  test('Enter opens the page, c copies the code, a pasted line does nothing, q ends with 130, and the shell gets its terminal back (G2, G12)', async (context) => {
    await withDesktop('', async ({ env, calls }) => {
      await withServer({ interval: 30 }, async (server) => {
        const command = new CommandOnTerminal(
          loginAt(server, '--store', 'memory'),
          { ...UTF8, ...env },
          { andThen: TELL },
        )
        await command.shows('Enter opens')
        expect(await calls()).toBe('')
        command.type('\r')
        await command.shows('Opening the page in your browser')
        await context.expect.poll(calls).toContain('/activate?user_code=WDJB-MJHT secret=\n')
        command.type('c')
        await command.shows(`\u{1b}]52;c;${Buffer.from('WDJB-MJHT').toString('base64')}\u{7}`)
        command.type('q\necho pwned\n')
        await wait(300)
        command.type('q')
        expect(await command.ended()).toBe(130)
        expect(command.screen).toMatch(/✖.*Cancelled\.[^]*as it was\r\ncode=130 shell=\[\]\r\n$/)
        expect(command.screen).not.toContain('pwned')
      })
    })
  })

  test('Ctrl-Z stops it as any command, and in the foreground again there are keys again (G12)', async () => {
    await withServer({ interval: 30 }, async (server) => {
      const andThen = `stty -a | grep -qE "(^| )icanon" && echo stopped; fg; ${TELL}`
      const command = new CommandOnTerminal(loginAt(server, '--store', 'memory'), UTF8, { andThen })
      await command.shows('q ends')
      command.type('\u{1a}')
      await command.shows('stopped')
      await wait(500)
      command.type('\u{3}')
      expect(await command.ended()).toBe(130)
      expect(command.screen).toMatch(/Cancelled\.[^]*as it was\r\ncode=130/)
    })
  })

  test('once the code has run out, r asks for a new one, and the login goes on (G12)', async () => {
    const script = { token: [expired(), pending(), granted({}, { claims: { name: 'Zoë' } })] }
    await withServer({ script }, async (server) => {
      const command = new CommandOnTerminal(loginAt(server, '--scope', 'openid'), UTF8, { andThen: TELL })
      await command.shows('r asks for a new code')
      server.script('deviceAuthorization', deviceAuthorized({ user_code: 'NEXT-CODE' }))
      command.type('r')
      await command.shows('NEXT-CODE')
      expect(await command.ended()).toBe(0)
      expect(command.screen).toMatch(/Signed in as Zoë\.[^]*as it was\r\ncode=0/)
    })
  })

  test('SIGTERM leaves the terminal as it was (G12)', async () => {
    await withServer({ interval: 30 }, async (server) => {
      const killed = loginAt(server, '--store', 'memory')
      const command = new CommandOnTerminal(killed, UTF8, { andThen: TELL })
      await command.shows('q ends')
      await command.killChild('SIGTERM')
      expect(await command.ended()).toBe(143)
      expect(command.screen).toContain('as it was\r\ncode=143')
    })
  })

  test('a login in the background has no keys, and is not stopped for them (G12)', async () => {
    await withServer({ script: { token: [granted()] } }, async (server) => {
      const andThen = 'wait; exit 0'
      const command = new CommandOnTerminal(loginAt(server, '--store', 'memory'), UTF8, { redirected: '&', andThen })
      expect(await command.ended()).toBe(0)
      expect(command.screen).toContain('Signed in')
      expect(command.screen).not.toContain('q ends')
    })
  })

  test('--json has no keys: who reads it may have the terminal (G12)', async () => {
    await withServer({ script: { token: [granted()] } }, async (server) => {
      const command = new CommandOnTerminal(loginAt(server, '--json', '--store', 'memory'), UTF8)
      expect(await command.ended()).toBe(0)
      expect(command.screen).not.toContain('q ends')
    })
  })
})
