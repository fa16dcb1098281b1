import { describe, expect, test } from 'vitest'
import { runKillStorm, runStampede } from '../../src/processes.ts'

/** A program of one line. */
const script = (code: string) => ({ args: ['-e', code] })

describe('a stampede', () => {
  test('starts its processes at one moment, however long Node took to start', { timeout: 30_000 }, async () => {
    const results = await runStampede({ ...script('console.log(Date.now())'), count: 8 })
    const moments = results.map(({ stdout }) => Number(stdout))
    expect(results.map(({ code }) => code)).toEqual(Array(8).fill(0))
    expect(Math.max(...moments) - Math.min(...moments)).toBeLessThan(500)
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
