import { playPerson } from '@device-flow/auth-server'
import { describe, expect, test } from 'vitest'
import { DemoOnTerminal } from './demo-on-terminal.ts'

const TELL = 'stty -a | grep -qE "(^| )icanon" && echo as it was'
/** So that Enter would open one. */
const env = { BROWSER: 'true' }

// The other systems' `script` takes other arguments, or is not there.
describe.concurrent('npm start on a terminal', { skip: process.platform !== 'linux' }, () => {
  test.each([
    [60, 20],
    [80, 24],
    [120, 40],
  ])(
    'of %i columns and %i rows has all of it on the screen, unbroken, before the sign-in and after',
    async (columns, rows) => {
      const demo = new DemoOnTerminal(columns, rows, { env, andThen: TELL })
      await demo.shows('q ends')
      const addresses = demo.lines().flatMap((line) => line.match(/http\S+/g) ?? [])
      expect(addresses).toHaveLength(9)
      for (const address of addresses) expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d{4,5}(?:\/|\/api|\/device)?$/)
      const [, userCode = ''] = await demo.shows(/^ {2}([A-Z]{4}-[A-Z]{4})$/m)
      const verificationUri = addresses.at(-1) ?? ''
      await playPerson({ verificationUri, userCode, decision: 'approve' })
      await demo.shows('goes on: Ctrl-C or q ends it')
      expect(demo.scrolledLines).toBe(0)
      expect(demo.lines().flatMap((line) => line.match(/http\S+/g) ?? [])).toEqual(addresses)
      demo.type('ls -la\n')
      await new Promise((resolve) => void setTimeout(resolve, 200))
      expect(await demo.endBy('q')).toBe(0)
      const [last, ...before] = demo
        .lines()
        .filter((line) => line !== '')
        .toReversed()
      expect(last).toBe('as it was')
      expect(before.join('\n')).not.toContain('ls -la')
    },
  )

  test('after Deny begins again by r, on a clear screen with the addresses; a key that is not offered does nothing', async () => {
    const demo = new DemoOnTerminal(60, 20, { env, andThen: TELL })
    const decide = async (decision: 'approve' | 'deny', after = 'none'): Promise<string> => {
      const [, userCode = ''] = await demo.shows(new RegExp(`^ {2}(?!${after})([A-Z]{4}-[A-Z]{4})$`, 'm'))
      await demo.shows('q ends')
      const addresses = demo.lines().flatMap((line) => line.match(/http\S+/g) ?? [])
      expect(addresses).toHaveLength(9)
      await playPerson({ verificationUri: addresses.at(-1) ?? '', userCode, decision })
      return userCode
    }
    const denied = await decide('deny')
    await demo.shows('r starts again, Ctrl-C or q ends it')
    demo.type('r')
    await decide('approve', denied)
    await demo.shows('goes on: Ctrl-C or q ends it')
    expect(demo.scrolledLines).toBe(0)
    demo.type('r')
    await new Promise((resolve) => void setTimeout(resolve, 100))
    expect(await demo.endBy('q')).toBe(0)
    expect(demo.lines().join('\n')).toContain('as it was')
  })

  test('made as narrow as 60 columns has no address broken', async () => {
    const demo = new DemoOnTerminal(120, 40, { env })
    await demo.shows('q ends')
    const before = demo.lines().flatMap((line) => line.match(/http\S+/g) ?? [])
    demo.resize(60, 40)
    await demo.shows(/^ {2}\d+:\d\d left · Enter opens, c copies, q ends$/m)
    expect(demo.lines().flatMap((line) => line.match(/http\S+/g) ?? [])).toEqual(before)
    expect(await demo.endBy('q')).toBe(130)
  })

  test('over SSH opens no browser and says why; Ctrl-C cancels, and gives the terminal back', async () => {
    const demo = new DemoOnTerminal(80, 24, { env: { SSH_CONNECTION: 'x' }, andThen: TELL })
    await demo.shows('q ends')
    demo.type('\r')
    await demo.shows('No browser opens over SSH')
    demo.type('\u{3}')
    expect(await demo.ended()).toBe(130)
    expect(demo.lines().join('\n')).toMatch(/Cancelled\.\nas it was/)
  })

  test('in CI has no keys, opens no browser, and says so', async () => {
    const demo = new DemoOnTerminal(60, 24, { env: { ...env, CI: 'true' } })
    await demo.shows('and enter the code')
    expect(demo.lines().join('\n')).toContain('No keys here (CI or TERM=dumb): open the page yourself.')
    demo.type('\u{3}')
    expect(await demo.ended()).toBe(130)
  })

  test('-- --lan asks first, and opens nothing unless the answer is yes', async () => {
    const demo = new DemoOnTerminal(80, 24, { argv: '--lan' })
    await demo.shows('[y/N]')
    expect(demo.lines().join('\n')).toMatch(/warns \("not private"\)/)
    demo.type('\n')
    expect(await demo.ended()).toBe(2)
    expect(demo.lines().join('\n')).toContain('Nothing was opened')
  })
})
