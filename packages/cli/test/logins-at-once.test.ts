import { describe, expect, test } from 'vitest'
import { loginFlags, startDevice } from './device.ts'
import { jsonLines } from './running-command.ts'

describe.concurrent('device-flow login in several processes at one moment', { timeout: 60_000 }, () => {
  test('asks the server for one code, which all show and are signed in by', async () => {
    const device = await startDevice({ approves: false })
    const commands = Array.from({ length: 5 }, () => device.start('login', ...loginFlags(device.server), '--json'))
    await Promise.all(commands.map((command) => command.says('enter the code')))
    device.server.approve()
    const ended = await Promise.all(commands.map((command) => command.ended()))
    expect(ended.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0])
    expect(new Set(ended.map(({ stdout }) => jsonLines(stdout)[0]?.['user_code'])).size).toBe(1)
    expect(device.server.requests('deviceAuthorization')).toHaveLength(1)
    expect(device.server.counts()).toMatchObject({ families: 1, liveFamilies: 1, earlyPolls: 0 })
  })

  test('with --no-wait, too, each for whoever reads it', async () => {
    const device = await startDevice()
    const flags = ['login', ...loginFlags(device.server), '--no-wait', '--json']
    const ended = await Promise.all(Array.from({ length: 5 }, () => device.run(...flags)))
    expect(ended.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0])
    expect(new Set(ended.map(({ stdout }) => jsonLines(stdout)[0]?.['user_code'])).size).toBe(1)
    expect(device.server.requests('deviceAuthorization')).toHaveLength(1)
  })

  test('goes on at once when the one that asks is killed as it does', async () => {
    const device = await startDevice()
    device.server.script('deviceAuthorization', { hang: true })
    const killed = device.start('login', ...loginFlags(device.server))
    await device.server.waitForRequest('deviceAuthorization')
    const waiting = device.start('login', ...loginFlags(device.server))
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect(device.server.requests('deviceAuthorization')).toHaveLength(1)
    const killedAt = performance.now()
    killed.child.kill('SIGKILL')
    await waiting.says('enter the code')
    expect(performance.now() - killedAt).toBeLessThan(3_000)
    expect((await waiting.ended()).exitCode).toBe(0)
  })

  test('is cancelled at once while another asks, and leaves the code to that one', async () => {
    const device = await startDevice()
    device.server.script('deviceAuthorization', { hang: true })
    const asking = device.start('login', ...loginFlags(device.server))
    await device.server.waitForRequest('deviceAuthorization')
    const waiting = device.start('login', ...loginFlags(device.server))
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const cancelledAt = performance.now()
    waiting.child.kill('SIGINT')
    expect((await waiting.ended()).exitCode).toBe(130)
    expect(performance.now() - cancelledAt).toBeLessThan(2_000)
    asking.child.kill('SIGINT')
    expect((await asking.ended()).exitCode).toBe(130)
  })
})
