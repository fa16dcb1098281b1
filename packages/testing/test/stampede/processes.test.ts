import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runKillStorm, runStampede } from '../../src/processes.ts'

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** A program of one line. */
const script = (code: string) => ({ args: ['-e', code] })

describe('a stampede', () => {
  test('lets no process go before the last has started, however long that takes', { timeout: 30_000 }, async () => {
    const slow = 'Atomics.wait(new%20Int32Array(new%20SharedArrayBuffer(4)),0,0,1000)'
    const results = await runStampede({
      ...script('console.log(performance.timeOrigin, Date.now())'),
      count: 4,
      each: (index) => (index === 2 ? { env: { NODE_OPTIONS: `--import=data:text/javascript,${slow}` } } : {}),
    })
    const times = results.map(({ stdout }) => stdout.split(' ').map(Number))
    for (const [, beganAt] of times) expect(beganAt).toBeGreaterThanOrEqual(times[2]![0]! + 1000)
  })

  test('tells what each process said, and how it ended', { timeout: 30_000 }, async () => {
    const code =
      'console.log(process.env.NAME, process.argv[1]); console.error("!"); process.exit(Number(process.env.NAME))'
    const results = await runStampede({
      count: 2,
      each: (index) => ({ args: ['-e', code, `argument ${index}`], env: { NAME: String(index + 3) } }),
    })
    expect(results).toEqual(
      [0, 1].map((index) => ({
        code: index + 3,
        signal: null,
        stdout: `${index + 3} argument ${index}\n`,
        stderr: '!\n',
        durationMs: expect.any(Number),
      })),
    )
  })

  test('begins when it is told to', { timeout: 30_000 }, async () => {
    const at = Date.now() + 1500
    const results = await runStampede({ ...script('console.log(Date.now())'), count: 2, at })
    for (const { stdout } of results) expect(Number(stdout)).toBeGreaterThanOrEqual(at - 1)
  })

  test('kills what does not end in time', { timeout: 30_000 }, async () => {
    const results = await runStampede({ ...script('setInterval(() => {}, 1000)'), count: 1, timeoutMs: 1000 })
    expect(results).toMatchObject([{ code: null, signal: 'SIGKILL' }])
  })

  test('leaves no process behind that waits for it when it is killed itself', { timeout: 30_000 }, async () => {
    const barrier = new URL('../../src/stampede/hold-at-barrier.mjs', import.meta.url).href
    const folder = mkdtempSync(join(tmpdir(), 'stampede-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const env = { ...process.env, DEVICE_FLOW_STAMPEDE: folder }
    const start = `require('node:child_process').spawn(process.execPath, ['--import=${barrier}', '-e', ''])`
    const parent = spawn(process.execPath, ['-e', start], { env })
    await expect.poll(() => readdirSync(folder), { timeout: 15_000 }).toHaveLength(1)
    const held = Number(readdirSync(folder)[0]?.replace('held-', ''))
    parent.kill('SIGKILL')
    await expect.poll(() => isAlive(held), { timeout: 15_000 }).toBe(false)
  })

  test('says so when a process ends before it', async () => {
    await expect(
      runStampede({ command: '/bin/sh', args: ['-c', 'echo no such thing >&2; exit 7'], count: 2 }),
    ).rejects.toThrow('A process ended before the stampede, with 7: no such thing')
    await expect(runStampede({ command: '/no/such/program', count: 2 })).rejects.toThrow('ENOENT')
  })
})

describe('a kill storm', () => {
  test(
    'kills the program at another moment each time, the same ones for the same seed',
    { timeout: 30_000 },
    async () => {
      const seeded = { ...script('setInterval(() => {}, 1000)'), rounds: 3, between: [20, 120] as const, seed: 7 }
      const rounds = await runKillStorm(seeded)
      expect(rounds).toMatchObject([1, 2, 3].map((round) => ({ round, code: null, signal: 'SIGKILL' })))
      const moments = rounds.map(({ killAfterMs }) => killAfterMs)
      for (const moment of moments) expect(moment).toBeGreaterThanOrEqual(20)
      for (const moment of moments) expect(moment).toBeLessThan(120)
      expect(new Set(moments).size).toBe(3)
      expect((await runKillStorm(seeded)).map(({ killAfterMs }) => killAfterMs)).toEqual(moments)
    },
  )

  test('lets a program end that is quicker', { timeout: 30_000 }, async () => {
    const rounds = await runKillStorm({ ...script(''), rounds: 1, between: [20_000, 20_001] })
    expect(rounds).toMatchObject([{ code: 0, signal: null }])
  })

  test(
    'ends with the round after which something was lost, and says how to have it again',
    { timeout: 30_000 },
    async () => {
      const lost = new Error('signed out')
      const storm = runKillStorm({
        ...script(''),
        rounds: 5,
        between: [0, 1],
        seed: 9,
        afterRound({ round }) {
          if (round === 2) throw lost
        },
      })
      await expect(storm).rejects.toThrow(/^Round 2, killed after 0\.\d ms \(seed 9\)$/)
      await expect(storm).rejects.toMatchObject({ cause: lost })
    },
  )
})
