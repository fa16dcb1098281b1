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
  return () => rm(home, { recursive: true })
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

/** Runs a command, and plays the person who reads its code. */
async function runApproved(file: string, ...args: string[]): Promise<string> {
  const running = spawn(file, args, { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  const exited = new Promise<number | null>((resolve) => running.on('exit', resolve))
  const userCode = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString()
      const code = /\b[A-Z]{4}-[A-Z]{4}\b/.exec(printed)?.[0]
      if (code) resolve(code)
    }
    running.stdout.on('data', read)
    running.stderr.on('data', read)
    running.on('exit', () => reject(new Error(`It ended without showing a code.\n${printed}`)))
  })
  await approve(userCode)
  expect(await exited, printed).toBe(0)
  return printed
}

const approve = (userCode: string): Promise<unknown> =>
  playPerson({ verificationUri: server.verificationUri, userCode, decision: 'approve', name: 'Grace' })

/** The shell blocks of the page for agents and scripts, for the demo server. */
async function shellBlocks(): Promise<string[]> {
  const text = await readFile(join(root, 'docs', 'agents-and-scripts.md'), 'utf8')
  return [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) =>
    // Of an RFC 8707 server.
    forServer(block, server).replaceAll('--audience', '--resource'),
  )
}

describe('the CLI in 40 lines', () => {
  test('signs in, says who that is, and signs out, as its page shows it', async () => {
    const snippets = (await readTexts()).flatMap(snippetsOf).filter(({ file }) => file === 'docs/write-a-cli.md')
    const { code } = snippets.find(({ name }) => name === 'my-cli.ts')!
    // There is no TypeScript in it, the page says.
    const script = join(folder, 'my-cli.mjs')
    await writeFile(script, forServer(code, server))
    const myCli = (...args: string[]): Promise<Ended> => run(process.execPath, script, ...args)

    const nobody = 'Nobody is signed in. Run: my-cli login\n'
    expect(await myCli('whoami')).toEqual({ exitCode: 0, stdout: nobody, stderr: '' })
    expect(await runApproved(process.execPath, script, 'login')).toContain('Hello, Grace')
    expect(await myCli('whoami')).toEqual({ exitCode: 0, stdout: 'Grace\n', stderr: '' })
    expect((await myCli('login')).stdout).toBe('Hello, Grace\n')
    expect(await myCli('logout')).toEqual({ exitCode: 0, stdout: 'Signed out.\n', stderr: '' })
    expect((await myCli('whoami')).stdout).toBe(nobody)
    expect((await myCli()).stdout).toContain('Usage')
  })

  test('has 40 lines of code', async () => {
    const snippets = (await readTexts()).flatMap(snippetsOf)
    const { code } = snippets.find(({ name }) => name === 'my-cli.ts')!
    const lines = code.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('//'))
    expect(lines.length).toBeLessThanOrEqual(40)
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
    await approve(prompt.user_code)
    expect((await run('sh', '-c', prompt.next[1]!)).stdout).toContain('"type":"authorized"')
    expect(await orders()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Teapot') })
  })

  test('has commands that do what it says of them, one after the other', async () => {
    const [login, resume, use, , status] = await shellBlocks()
    const prompt = JSON.parse((await run('sh', '-c', login!)).stdout) as { user_code: string }
    await approve(prompt.user_code)
    expect(await run('sh', '-c', resume!)).toMatchObject({ exitCode: 0 })
    const used = await run('sh', '-c', `${use!}\necho "token $ACCESS_TOKEN"`)
    expect(used.stdout.match(/Teapot/g)).toHaveLength(2)
    expect(used.stdout).toMatch(/token \S+\n$/)
    const told = JSON.parse((await run('sh', '-c', status!)).stdout) as object
    expect(told).toMatchObject({ type: 'status', signed_in: true, renewable: true, store: 'file' })
  })
})
