import { startRotatingServer } from '@device-flow/testing'
import type { RotatingServer } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { Home, loginFlags } from './home.ts'
import { limitFor, scale } from './scale.ts'

/** Ctrl-C in a command right before a step, counted from 1. Resolves to its exit code, or to undefined when it has ended before. */
async function cancelAt(home: Home, argv: readonly string[], at: number): Promise<number | null | undefined> {
  const { child, ended, isStopped } = home.start(argv, { at, does: 'stop' })
  const first = await Promise.race([isStopped().then(() => 'stopped'), ended.then(() => 'ended')])
  if (first === 'ended') return undefined
  child.kill('SIGINT')
  child.kill('SIGCONT')
  return (await ended).code
}

/** How far apart the steps are that are tried: some of them in each run, all of them in a storm. */
const STRIDE = scale.isStorm ? 1 : 7

describe.concurrent('Ctrl-C at any step of a login', { timeout: limitFor(40) }, () => {
  test.each<[string, (server: RotatingServer) => { begin?: string[]; login: string[] }]>([
    [
      'that others have begun',
      (server) => ({ begin: ['login', '--no-wait', ...loginFlags(server)], login: ['login', '--resume'] }),
    ],
    ['of its own', (server) => ({ login: ['login', ...loginFlags(server)] })],
  ])('%s says that it is cancelled, or that somebody is signed in, and so it is', async (_, commands) => {
    const server = await startRotatingServer({ interval: 1 })
    const { begin, login } = commands(server)
    const outcomes: { code: number | null; isSignedIn: boolean }[] = []
    for (let at = 1 + Math.floor(Math.random() * STRIDE); ; at += STRIDE) {
      const home = new Home(server)
      if (begin) await home.run(begin)
      const code = await cancelAt(home, login, at)
      const { code: status } = await home.run(['status'])
      outcomes.push({ code: code ?? 0, isSignedIn: status === 0 })
      if (code === undefined) break
    }
    const context = JSON.stringify(outcomes)
    for (const { code, isSignedIn } of outcomes) expect(code, context).toBe(isSignedIn ? 0 : 130)
    // Of those who are not, the server has revoked what was granted.
    expect(server.counts().liveFamilies).toBe(outcomes.filter(({ isSignedIn }) => isSignedIn).length)
    await server.close()
  })
})
