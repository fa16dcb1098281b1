import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { run } from './running-command.ts'

/** Runs a command, and tells which modules of Node it has loaded, beside those that Node has loaded by itself. */
export async function nodeModulesOf(argv: readonly string[], env: Record<string, string>): Promise<string[]> {
  const list = join(mkdtempSync(join(tmpdir(), 'device-flow-')), 'loaded.json')
  const preload = fileURLToPath(new URL('loaded-modules.cjs', import.meta.url))
  const listing = { NODE_OPTIONS: `--require=${preload}`, LOADED_MODULES: list }
  expect(await run(argv, { ...env, ...listing })).toMatchObject({ exitCode: 0 })
  return JSON.parse(readFileSync(list, 'utf8')) as string[]
}

/** Runs a command, and tells which files it has loaded: V8 counts what it runs. */
export async function filesOf(argv: readonly string[], env: Record<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'device-flow-'))
  expect(await run(argv, { ...env, NODE_V8_COVERAGE: folder })).toMatchObject({ exitCode: 0 })
  const [report = ''] = readdirSync(folder)
  const { result } = JSON.parse(readFileSync(join(folder, report), 'utf8')) as { result: { url: string }[] }
  return result.map(({ url }) => url).filter((url) => url.startsWith('file:'))
}
