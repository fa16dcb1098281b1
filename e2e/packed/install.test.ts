import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { playPerson, startAuthServer } from '@device-flow/auth-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installApp, ownEnvironment } from './installed-app.ts'

const run = promisify(execFile)

let app: string
beforeAll(async () => (app = await installApp()), 180_000)
afterAll(() => rm(app, { recursive: true }))

const node = (...args: string[]): Promise<{ stdout: string }> =>
  run(process.execPath, args, { cwd: app, env: ownEnvironment() })
const command = 'node_modules/device-flow/bin/device-flow.cjs'

/** Compiles the app, and returns what is wrong with it and with the types of our packages; those of others are theirs to mend. */
async function compile(project: string): Promise<string[]> {
  const said = await node('node_modules/typescript/bin/tsc', '--project', project, '--pretty', 'false').catch(
    (error: { stdout: string }) => error,
  )
  const errors = said.stdout.split('\n').filter((line) => line.includes(': error '))
  return errors.filter((line) => !/^node_modules\/(?!@device-flow\/|device-flow\/)/.test(line))
}

test('one copy of XState is installed, for all of them', async () => {
  const files = await readdir(join(app, 'node_modules'), { recursive: true })
  expect(files.filter((file) => /(?:^|[/\\])xstate[/\\]package\.json$/.test(file))).toHaveLength(1)
})

test('an app of strict TypeScript compiles with their types, and signs in', async () => {
  expect(await compile('tsconfig.json')).toEqual([])
  const login = JSON.parse((await node('built/login.js')).stdout) as unknown
  expect(login).toEqual({ status: 'authorized', codes: 1, node: process.version })
  const screens = JSON.parse((await node('built/screens.js')).stdout) as unknown
  expect(screens).toEqual({ react: '<button>idle</button>', vue: '<button>idle</button>' })
}, 120_000)

test('a process compiles with their types where those of a page are not there', async () => {
  expect(await compile('tsconfig.process.json')).toEqual([])
}, 120_000)

test('the command says what it can do', async () => {
  const { stdout } = await run('npx', ['device-flow', '--help'], { cwd: app, env: ownEnvironment() })
  expect(stdout).toContain('device-flow login')
})

test('the command signs in at a real authorization server', async () => {
  const server = await startAuthServer({ pollIntervalSeconds: 1 })
  const target = ['--issuer', server.issuer, '--client-id', server.clientId, '--scope', 'openid profile', '--json']
  const login = spawn(process.execPath, [command, 'login', ...target], { cwd: app, env: ownEnvironment() })
  const types: unknown[] = []
  for await (const line of createInterface(login.stdout)) {
    const { type, user_code, verification_uri } = JSON.parse(line) as Record<string, string>
    types.push(type)
    if (type !== 'prompt') continue
    await playPerson({ verificationUri: verification_uri!, userCode: user_code!, decision: 'approve' })
  }
  const [exitCode] = login.exitCode === null ? ((await once(login, 'close')) as [number]) : [login.exitCode]
  await server.close()
  expect({ types, exitCode }).toEqual({ types: ['prompt', 'authorized'], exitCode: 0 })
})
