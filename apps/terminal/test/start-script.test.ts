import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** A fresh clone, in which nothing is installed or built: the scripts, and what npm start reads before that. */
let clone: string
beforeAll(async () => {
  clone = await mkdtemp(join(tmpdir(), 'clone-'))
  await cp(join(root, 'scripts'), join(clone, 'scripts'), { recursive: true })
  await cp(join(root, 'apps/terminal/src'), join(clone, 'apps/terminal/src'), { recursive: true })
  await mkdir(join(clone, 'docs'))
  await writeFile(join(clone, 'package.json'), '{ "type": "module" }')
  await writeFile(join(clone, 'package-lock.json'), '{ "packages": {} }')
})
afterAll(() => rm(clone, { recursive: true }))

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs a script in a fresh clone, with no npm to be found unless one is given. */
async function run(script: string, argv: readonly string[] = [], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [join(clone, 'scripts', script), ...argv], { env: { PATH: '', ...env } })
  const code = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, stdout, stderr }
}

const oneLine = /^[^\n]+\n$/

describe.concurrent('without npm', () => {
  test.each(['start.mjs', 'demo-server.mjs', 'playground.mjs', 'dev.mjs', 'test.mjs', 'check.mjs'])(
    '%s says in one line that it needs npm',
    async (script) => {
      const { code, stdout, stderr } = await run(script)
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(oneLine)
      expect(stderr).toContain('npm start')
    },
  )

  test.each([
    ['that is no longer there', '/nowhere/npm-cli.js'],
    ['that is another package manager', 'pnpm.cjs'],
    ['that is another package manager', 'yarn.js'],
  ])('start.mjs says the same of one %s: %s', async (_what, name) => {
    const npm_execpath = join(clone, name)
    if (!name.startsWith('/')) await writeFile(npm_execpath, '')
    const { code, stderr } = await run('start.mjs', [], { npm_execpath })
    expect(code).toBe(1)
    expect(stderr).toMatch(oneLine)
    expect(stderr).toContain('npm start')
  })

  test('chart.mjs, which needs none, says in one line that the build is missing', async () => {
    const { code, stderr } = await run('chart.mjs')
    expect(code).toBe(1)
    expect(stderr).toMatch(oneLine)
    expect(stderr).toContain('npm run build')
  })
})

test.each(['start.mjs', 'test.mjs', 'check.mjs'])(
  '%s shows why npm failed, and what it could not do',
  async (script) => {
    const npm_execpath = join(clone, 'npm-cli.js')
    await writeFile(npm_execpath, `console.error('npm error: no room'); process.exit(7)`)
    await mkdir(join(clone, 'node_modules'), { recursive: true })
    for (const [lock, words] of [
      ['{}', 'The dependencies could not be installed.'],
      ['{ "packages": {} }', 'The build failed.'],
    ] as const) {
      await writeFile(join(clone, 'node_modules/.package-lock.json'), lock)
      const { code, stderr } = await run(script, [], { npm_execpath })
      expect(code).toBe(1)
      expect(stderr).toContain('npm error: no room')
      expect(stderr).toContain(words)
      expect(stderr).not.toMatch(/^ +at /m)
    }
    await rm(join(clone, 'node_modules'), { recursive: true })
  },
)

describe.concurrent('npm start, before anything is installed', () => {
  test.each([[['--help']], [['-h']], [['--approve', '--help']]])(
    '%j says what it does, and ends with 0',
    async (argv) => {
      const { code, stdout, stderr } = await run('start.mjs', argv)
      expect([code, stderr]).toEqual([0, ''])
      for (const option of [
        'npm start',
        '--approve',
        '--deny',
        '--lan',
        '--yes',
        '--help',
        'demo-server',
        'npm run playground',
      ])
        expect(stdout).toContain(option)
    },
  )

  test.each([
    ['--aprove', '--approve'],
    ['--APPROVE', '--approve'],
    ['approve', '--approve'],
    ['--approve=yes', '--approve'],
    ['--denny', '--deny'],
    ['-deny', '--deny'],
    ['--la', '--lan'],
    ['help', '--help'],
    ['--hlep', '--help'],
  ])('%s ends with 2 and leads to the nearest right one, %s', async (argument, nearest) => {
    const { code, stdout, stderr } = await run('start.mjs', [argument])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(oneLine)
    expect(stderr).toContain(`Did you mean ${nearest}?`)
  })

  test.each([
    [['--frobnicate']],
    [['x']],
    [['']],
    [['--approve', '--deny']],
    [['--yes']],
    [['--lan', '--approve']],
    [['--lan', '--lan']],
  ])('%j ends with 2 and says what it takes', async (argv) => {
    const { code, stderr } = await run('start.mjs', argv)
    expect(code).toBe(2)
    expect(stderr).toMatch(/^npm start takes nothing, or one of: [^\n]*--approve[^\n]*\n$/)
  })
})

test.each([
  ['approve', 'true'],
  ['deny', 'true'],
  ['lan', '192.168.1.2'],
])('npm start --%s ends with 2, and says where it belongs', async (name, value) => {
  const { code, stdout, stderr } = await run('start.mjs', [], { [`npm_config_${name}`]: value })
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toBe(`npm took --${name} for itself. Put it behind --: npm start -- --${name}\n`)
})

test.each([
  ['--help', 0, /demo-server -- http:\/\/localhost:3000/],
  ['localhost:3000', 2, /^npm run demo-server takes origins, such as .*: not "localhost:3000"\.\n$/],
  ['http://localhost:3000/page', 2, /takes origins/],
])('npm run demo-server -- %s ends with %i, before anything is installed', async (argument, wanted, words) => {
  const { code, stdout, stderr } = await run('demo-server.mjs', [argument])
  expect(code).toBe(wanted)
  expect(stdout + stderr).toMatch(words)
})

test.each([
  ['--help', 0, /--port=8000[^]*--relay[^]*--token-seconds=15[^]*relay carries/],
  ['--relai', 2, /^npm run playground takes .*: -- --relay, .* not know "--relai"\. Did you mean --relay\?\n$/],
  ['8000', 2, /does not know "8000"\.\n$/],
  ['--port', 2, /--port takes a number from 0 to 65535, such as --port=8000\.\n$/],
  ['--port=-1', 2, /--port takes a number/],
  ['--port=65536', 2, /--port takes a number/],
  ['--port=8e3', 2, /--port takes a number/],
  ['--token-seconds=soon', 2, /--token-seconds takes a number from 1 to \d+, such as --token-seconds=15\.\n$/],
  ['--constructor=1', 2, /does not know "--constructor=1"/],
])('npm run playground -- %s ends with %i, before anything is installed', async (argument, wanted, words) => {
  const { code, stdout, stderr } = await run('playground.mjs', [argument])
  expect(code).toBe(wanted)
  expect(stdout + stderr).toMatch(words)
})

test.each([[['--relay', '--port=8000']], [['--port', '8000', '--token-seconds', '15']], [['--port=0']]])(
  'npm run playground -- %j is understood',
  async (argv) => {
    expect((await run('playground.mjs', argv)).stderr).toContain('This needs npm')
  },
)

test('a wrong word installs nothing, and a right one is not refused', async () => {
  await run('start.mjs', ['--aprove'])
  expect(await readdir(clone)).not.toContain('node_modules')
  const right = await Promise.all(
    [[], ['--approve'], ['--deny'], ['--lan', '--yes'], ['--lan=192.168.1.2']].map((argv) => run('start.mjs', argv)),
  )
  for (const { stderr } of right) expect(stderr).toContain('This needs npm')
})
