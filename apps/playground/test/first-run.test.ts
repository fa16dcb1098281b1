import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const SCRIPTS = join(import.meta.dirname, '../../../scripts')

/** Runs `npm run playground` in a checkout that has these files, with an npm that installs and builds nothing. */
async function runWith(...built: string[]): Promise<{ stdout: string; stderr: string }> {
  const root = mkdtempSync(join(tmpdir(), 'device-flow-first-run-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  for (const file of ['playground', 'playground-arguments', 'nearest-option', 'run-demo', 'install', 'run'])
    cpSync(join(SCRIPTS, `${file}.mjs`), join(root, 'scripts', `${file}.mjs`))
  for (const file of ['package-lock.json', 'node_modules/.package-lock.json']) write(file, '{"packages":{}}')
  for (const file of built) write(file, 'console.log("served")')
  write('npm.cjs', '')
  const env = { ...process.env, npm_execpath: join(root, 'npm.cjs') }
  return promisify(execFile)(process.execPath, [join(root, 'scripts/playground.mjs')], { env })
}

const SERVER = 'apps/terminal/dist/playground.js'
const PAGE = 'apps/playground/dist/index.html'

test('whoever runs the playground for the first time reads in one line why it takes a while', async () => {
  expect(await runWith(SERVER)).toEqual({
    stdout: 'served\n',
    stderr: 'Building the playground, once. This takes about half a minute.\n',
  })
})

test('and nothing once it is built', async () => {
  expect(await runWith(SERVER, PAGE)).toEqual({ stdout: 'served\n', stderr: '' })
})
