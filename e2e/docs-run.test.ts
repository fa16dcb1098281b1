import { spawn } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { playPerson, startAuthServer, type AuthServer } from '@device-flow/auth-server'
import ts from 'typescript'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forServer, GUIDE, makeSnippetFolder, readTexts, snippetsOf } from './snippets.ts'

let folder: string
let server: AuthServer
const snippets = (await readTexts()).flatMap(snippetsOf)

beforeAll(async () => {
  folder = await makeSnippetFolder('run')
  server = await startAuthServer({ pollIntervalSeconds: 1 })
  for (const { file, name, isAlternative, code } of snippets) {
    if (GUIDE.includes(file) && /^[a-z-]+\.ts$/.test(name) && !isAlternative) await writeScript(name, code)
  }
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

/** Writes a script as Node 20 runs it, without types. */
async function writeScript(name: string, code: string): Promise<string> {
  const { outputText } = ts.transpileModule(forServer(code, server), {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
    },
  })
  const path = join(folder, name.replace(/\.ts$/, '.js'))
  await writeFile(path, outputText)
  return path
}

/** Runs a script, and plays the person who reads its code. Resolves to what it printed when it has ended well. */
async function runApproved(script: string): Promise<string> {
  const run = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  const exited = new Promise<number | null>((resolve) => run.on('exit', resolve))
  const userCode = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString()
      const code = /\b[A-Z]{4}-[A-Z]{4}\b/.exec(printed)?.[0]
      if (code) resolve(code)
    }
    run.stdout.on('data', read)
    run.stderr.on('data', read)
    run.on('exit', () => reject(new Error(`It ended without showing a code.\n${printed}`)))
  })
  await playPerson({ verificationUri: server.verificationUri, userCode, decision: 'approve', name: 'Grace' })
  expect(await exited, printed).toBe(0)
  return printed
}

/** The only snippet of a text that signs in all by itself. */
function quickStart(text: string): string {
  const found = snippets.filter(({ file, code }) => file === text && code.includes('terminalPrompt'))
  expect(found).toHaveLength(1)
  return found[0]!.code
}

test('the quick start of the README signs in, calls an API and signs out', async () => {
  const printed = await runApproved(await writeScript('readme.ts', quickStart('README.md')))
  expect(printed).toContain('Hello, Grace')
  expect(printed).toMatch(/^200 /m)
})

test('the first lines of the docs sign in', async () => {
  const printed = await runApproved(await writeScript('home.ts', quickStart('docs/index.md')))
  expect(printed).toContain('Hello, Grace')
})

test('what the guide says for Node signs in, shows the orders and signs out', async () => {
  const steps = `
    const { session } = await import('./sign-in.js')
    await import('./orders.js')
    await import('./sign-out.js')
    console.log('Now', session.view.status)`
  const printed = await runApproved(await writeScript('steps.ts', steps))
  expect(printed).toContain(`Open ${server.verificationUri} and enter`)
  expect(printed).toContain('Hello, Grace')
  expect(printed).toContain('Teapot, blue')
  expect(printed).toContain('Now idle')
})

test('the prompt of the guide for terminals shows the time left', async () => {
  const printed = await runApproved(join(folder, 'terminal.js'))
  expect(printed).toContain('Hello, Grace')
  expect(printed).toMatch(/minutes|\d:\d\d/)
})

test('the services that the docs write by fetch alone sign in, renew the token and sign out', async () => {
  const { code } = snippets.find(({ name }) => name === 'fetch-services.ts')!
  await writeScript('fetch-services.ts', code)
  const steps = `
    import { createDeviceFlowMachine, toView } from '@device-flow/machine'
    import { createCommands } from '@device-flow/machine/adapter'
    import { createActor, waitFor } from 'xstate'
    import { services } from './fetch-services.js'
    const actor = createActor(createDeviceFlowMachine(services)).start()
    const { start, refresh, getAccessToken, signOut } = createCommands(actor, Date.now)
    start()
    const { context } = await waitFor(actor, (snapshot) => snapshot.matches('awaitingUser'))
    console.log(context.authorization.userCode)
    await waitFor(actor, (snapshot) => snapshot.matches('authorized'))
    const token = await getAccessToken()
    refresh()
    await waitFor(actor, (snapshot) => snapshot.matches('authorized'))
    console.log('Renewed', token !== (await getAccessToken()))
    const orders = () => fetch('https://api.example.com/orders', { headers: { authorization: 'Bearer ' + token } })
    console.log('Orders', (await orders()).status)
    signOut()
    while ((await orders()).status !== 401) await new Promise((resolve) => setTimeout(resolve, 50))
    console.log('Now', toView(actor.getSnapshot()).status)`
  const printed = await runApproved(await writeScript('use-fetch-services.ts', steps))
  expect(printed).toContain('Renewed true\nOrders 200\nNow idle')
})

const demoServers = snippets.filter(({ name }) => name === 'demo-server.mjs')

test.each(demoServers)('the demo server of $file is there for the pages of a Vite app', async ({ code }) => {
  expect(demoServers).toHaveLength(1)
  const path = join(folder, 'demo-server.mjs')
  // A port that is free here; the address that it prints is its own.
  await writeFile(path, code.replace('port: 8629', 'port: 0'))
  const run = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const printed = await new Promise<string>((resolve) => run.stdout.once('data', (chunk) => resolve(String(chunk))))
  expect(printed).toContain('device-flow-demo')
  const [issuer] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? []
  const origin = 'http://localhost:5173'
  const { headers } = await fetch(`${issuer}/token`, { method: 'POST', headers: { origin } })
  expect(headers.get('access-control-allow-origin')).toBe(origin)
  run.kill()
})
