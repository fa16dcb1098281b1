import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { playPerson, startAuthServer, type AuthServer } from '@device-flow/auth-server'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forServer, makeSnippetFolder, readTexts, root, snippetsOf } from './snippets.ts'

/** How a process has ended. */
interface Ended {
  exitCode: number
  stdout: string
  stderr: string
}

let folder: string
let home: string
let server: AuthServer

beforeAll(async () => {
  folder = await makeSnippetFolder('sessions')
  server = await startAuthServer({ pollIntervalSeconds: 1 })
})
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'device-flow-docs-'))
  const made = home
  return () => rm(made, { recursive: true })
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
    DEVICE_FLOW_HOME: home,
    // Not in the keyring of whoever runs this.
    DEVICE_FLOW_KEY: Buffer.alloc(32, 7).toString('base64'),
  }
}

async function run(file: string, ...args: string[]): Promise<Ended> {
  const ended = promisify(execFile)(file, args, { env: environment() })
  return ended.then(
    (output) => ({ exitCode: 0, ...output }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      exitCode: code,
      stdout,
      stderr,
    }),
  )
}

/** A command that shows a code, and waits. */
interface Waiting {
  userCode: Promise<string>
  exited: Promise<number | null>
  printed(): string
  /** As Ctrl-C does. */
  interrupt(): void
}

function start(file: string, ...args: string[]): Waiting {
  const running = spawn(file, args, { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  const exited = new Promise<number | null>((resolve) => running.on('exit', resolve))
  const userCode = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString()
      const code = /\b[A-Z]{4}-[A-Z]{4}\b/.exec(printed)?.[0]
      if (code) resolve(code)
    }
    running.stdout.on('data', read)
    running.stderr.on('data', read)
    running.on('exit', () => reject(new Error(`It ended without showing a code.\n${printed}`)))
  })
  return { userCode, exited, printed: () => printed, interrupt: () => void running.kill('SIGINT') }
}

/** Runs a command, and plays the person who reads its code. */
async function runApproved(file: string, ...args: string[]): Promise<string> {
  const { userCode, exited, printed } = start(file, ...args)
  await decide(await userCode, 'approve')
  expect(await exited, printed()).toBe(0)
  return printed()
}

const decide = (userCode: string, decision: 'approve' | 'deny'): Promise<void> =>
  playPerson({ verificationUri: server.verificationUri, userCode, decision, name: 'Grace' })

/** The shell blocks of the page for agents and scripts, for the demo server. */
async function shellBlocks(): Promise<string[]> {
  const text = await readFile(join(root, 'docs', 'agents-and-scripts.md'), 'utf8')
  return [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) =>
    // Of an RFC 8707 server.
    forServer(block, server).replaceAll('--audience', '--resource'),
  )
}

/** A script of the page of the CLI. There is no TypeScript in them, it says. */
async function cliScript(name: string): Promise<string> {
  const snippets = (await readTexts()).flatMap(snippetsOf).filter(({ file }) => file === 'docs/write-a-cli.md')
  const path = join(folder, name.replace('.ts', '.mjs'))
  await writeFile(path, forServer(snippets.find((snippet) => snippet.name === name)!.code, server))
  return path
}

describe('the CLI in 40 lines', () => {
  const nobody = { exitCode: 1, stdout: '', stderr: 'Nobody is signed in. Run: my-cli login\n' }

  test('signs in, says who that is, and signs out, as its page shows it: each thing once', async () => {
    const path = await cliScript('my-cli.ts')
    const myCli = (...args: string[]): Promise<Ended> => run(process.execPath, path, ...args)
    expect(await myCli('whoami')).toEqual(nobody)
    expect(await runApproved(process.execPath, path, 'login')).toMatch(
      /^To sign in.*(?:\n[^S].*)*\nSigned in as Grace\.\n$/,
    )
    expect(await myCli('whoami')).toEqual({ exitCode: 0, stdout: 'Grace\n', stderr: '' })
    expect(await myCli('login')).toEqual({ exitCode: 0, stdout: '', stderr: 'Signed in as Grace.\n' })
    expect(await myCli('logout')).toEqual({ exitCode: 0, stdout: 'Signed out.\n', stderr: '' })
    expect(await myCli('whoami')).toEqual(nobody)
    expect(await myCli('logout')).toEqual({ exitCode: 0, stdout: 'Nobody was signed in.\n', stderr: '' })
  })

  test('says once why a login failed, and ends with 1, as it does for a command that there is not', async () => {
    const path = await cliScript('my-cli.ts')
    const running = start(process.execPath, path, 'login')
    await decide(await running.userCode, 'deny')
    expect(await running.exited).toBe(1)
    expect(running.printed().match(/denied/g)).toHaveLength(1)
    expect(await run(process.execPath, path, 'sign-in')).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'Usage: my-cli login | whoami | logout\n',
    })
    home = 'relative'
    expect(await run(process.execPath, path, 'whoami')).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringMatching(/^.*DEVICE_FLOW_HOME.*\n$/),
    })
  })

  test('joins a login whose process was killed, and gives it up at logout: its code is no longer shown', async () => {
    const path = await cliScript('my-cli.ts')
    const codeOfKilled = async (): Promise<string> => {
      const running = start(process.execPath, path, 'login')
      const userCode = await running.userCode
      running.interrupt()
      await running.exited
      return userCode
    }
    const seen = await codeOfKilled()
    expect(await codeOfKilled()).toBe(seen)
    expect((await run(process.execPath, path, 'logout')).stdout).toBe('Nobody was signed in.\n')
    expect(await codeOfKilled()).not.toBe(seen)
  })

  test('calls an API with the session of its login, and says when there is none', async () => {
    const [myCli, orders] = [await cliScript('my-cli.ts'), await cliScript('orders.ts')]
    expect(await run(process.execPath, orders)).toEqual(nobody)
    await runApproved(process.execPath, myCli, 'login')
    expect(await run(process.execPath, orders)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Teapot'),
      stderr: '',
    })
  })

  test('has 40 lines of code', async () => {
    const snippets = (await readTexts()).flatMap(snippetsOf)
    const { code } = snippets.find(({ name }) => name === 'my-cli.ts')!
    const lines = code.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('//'))
    expect(lines.length).toBeLessThanOrEqual(40)
  })
})

test('the start for Node signs in, says who that is, and signs out, in 31 lines', async () => {
  const code = await readFile(join(root, 'starts', 'node', 'cli.js'), 'utf8')
  expect(code.split('\n').filter((line) => line.trim() !== '' && !/^#!|^ *\/\//.test(line)).length).toBeLessThanOrEqual(
    31,
  )
  const path = join(folder, 'cli.mjs')
  await writeFile(path, forServer(code, server))
  const cli = async (...args: string[]): Promise<string> => (await run(process.execPath, path, ...args)).stdout
  const nobody = { exitCode: 1, stdout: '', stderr: 'Nobody is signed in. Run: node cli.js login\n' }
  expect(await run(process.execPath, path, 'whoami')).toEqual(nobody)
  expect(await runApproved(process.execPath, path, 'login')).toContain('Signed in as Grace.')
  expect(await cli('whoami')).toBe('Grace\n')
  expect(await cli('logout')).toBe('Signed out.\n')
  expect(await cli('logout')).toBe('Nobody was signed in.\n')
  expect(await run(process.execPath, path, 'whoami')).toEqual(nobody)
  expect(await run(process.execPath, path)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/^Usage:.*\n$/),
  })
})

test('the start for Node tells a session without a name from none, and says a no once', async () => {
  const code = await readFile(join(root, 'starts', 'node', 'cli.js'), 'utf8')
  const path = join(folder, 'cli-unnamed.mjs')
  // Without openid there is no ID token, as GitHub has none.
  await writeFile(path, forServer(code, server).replace('openid profile offline_access', 'api:read'))
  const refused = start(process.execPath, path, 'login')
  await decide(await refused.userCode, 'deny')
  expect(await refused.exited).toBe(1)
  expect(refused.printed().match(/denied/g)).toHaveLength(1)
  expect(refused.printed()).not.toContain('    at ')
  await runApproved(process.execPath, path, 'login')
  expect(await run(process.execPath, path, 'whoami')).toEqual({
    exitCode: 0,
    stdout: 'Signed in. The server does not say who.\n',
    stderr: '',
  })
})

describe('the page for agents and scripts', () => {
  test('has a script that asks for a person when one is needed, and then prints the orders', async () => {
    const script = (await shellBlocks()).find((block) => block.startsWith('# orders.sh'))!
    const orders = (): Promise<Ended> => run('sh', '-c', script)
    const first = await orders()
    expect(first).toMatchObject({ exitCode: 8, stderr: expect.stringContaining('A person has to approve.') })
    const prompt = JSON.parse(first.stdout) as { user_code: string; next: string[] }
    expect(prompt.next[0]).toBe('Show user_code and verification_uri to the person')
    await decide(prompt.user_code, 'approve')
    expect((await run('sh', '-c', prompt.next[1]!)).stdout).toContain('"type":"authorized"')
    expect(await orders()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Teapot') })
  })

  test('has commands that do what it says of them, one after the other', async () => {
    const [login, resume, use, , status] = await shellBlocks()
    const prompt = JSON.parse((await run('sh', '-c', login!)).stdout) as { user_code: string }
    await decide(prompt.user_code, 'approve')
    expect(await run('sh', '-c', resume!)).toMatchObject({ exitCode: 0 })
    const used = await run('sh', '-c', `${use!}\necho "token $ACCESS_TOKEN"`)
    expect(used.stdout.match(/Teapot/g)).toHaveLength(2)
    expect(used.stdout).toMatch(/token \S+\n$/)
    const told = JSON.parse((await run('sh', '-c', status!)).stdout) as object
    expect(told).toMatchObject({ type: 'status', signed_in: true, renewable: true, store: 'environment' })
  })
})
