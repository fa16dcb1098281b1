import { setTimeout as wait } from 'node:timers/promises'
import { startRotatingServer } from '@device-flow/testing'
import { test } from 'vitest'
import { Home, HOUR_MS, loginFlags } from './home.ts'
import { limitFor, scale } from './scale.ts'

test.concurrent(
  'a login that is killed again and again, and resumed, polls no earlier, and brings one session (G6, T30)',
  { timeout: limitFor(scale.rounds * 4) },
  async ({ expect }) => {
    const server = await startRotatingServer({ approves: false, interval: 2 })
    const home = new Home(server)
    expect(await home.run(['login', '--no-wait', ...loginFlags(server)])).toMatchObject({ code: 0 })
    for (let round = 0; round < scale.rounds * 2; round++) {
      const resumed = home.start(['login', '--resume'])
      await wait(300 + Math.random() * 2_500)
      resumed.child.kill('SIGKILL')
      await resumed.ended
    }
    server.approve()
    expect(await home.run(['login', '--resume'])).toMatchObject({ code: 0 })
    expect(await home.run(['token'])).toMatchObject({ code: 0 })
    expect(server.counts()).toMatchObject({ families: 1, liveFamilies: 1, earlyPolls: 0 })
    expect(server.requests('deviceAuthorization')).toHaveLength(1)
    await server.close()
  },
)

/** The command waits so long for a code that has expired by the clock of its machine alone: the server has to say so (case 12). */
const CODE_SECONDS = 12

test.concurrent(
  'a login that is resumed after the life of its code says so, and leaves nothing behind',
  { timeout: limitFor(4) },
  async ({ expect }) => {
    const server = await startRotatingServer({ approves: false, expiresIn: CODE_SECONDS })
    const home = new Home(server)
    await home.run(['login', '--no-wait', ...loginFlags(server)])
    expect(await home.run(['login', '--resume'], { aheadMs: HOUR_MS })).toMatchObject({ code: 4 })
    expect(await home.run(['login', '--resume'])).toMatchObject({ code: 8 })
    expect(await home.run(['status'])).toMatchObject({
      stdout: 'Nobody is signed in. Sign in with device-flow login.\n',
    })
    expect(server.counts().earlyPolls).toBe(0)
    await server.close()
  },
)
